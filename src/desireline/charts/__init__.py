"""Tables to Vega-Lite specs: drawn alike in a notebook, in the app, and as PNG or SVG."""

from desireline.charts.specs import Row, bars, heat, lines

__all__ = ["Row", "bars", "heat", "lines"]
