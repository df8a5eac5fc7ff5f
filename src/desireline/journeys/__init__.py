"""Touchpoints, journey types, and the packed store every question reads."""
