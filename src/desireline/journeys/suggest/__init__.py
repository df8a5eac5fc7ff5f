"""Touchpoints, stages, goals and dimensions proposed from data, each with its reason."""
