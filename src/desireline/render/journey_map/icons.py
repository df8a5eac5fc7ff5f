"""Line icons, drawn for this project: strokes on a square of 24, for stages, channels and marks."""

from desireline.render.journey_map.markup import Markup, number, tag

__all__ = ["CHANNEL_ICONS", "ICONS", "icon"]

ICONS: dict[str, str] = {
    "eye": (
        "M2.5 12C5 7.3 8.3 5 12 5s7 2.3 9.5 7C19 16.7 15.7 19 12 19S5 16.7 2.5 12ZM12 9a3 3 0 1 0 0 6 3 3 0 0 0 0-6Z"
    ),
    "search": "M10.5 4a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13ZM15.2 15.2 20.5 20.5",
    "cart": (
        "M2.5 4H5l2.4 10.5h10.2L20.5 7H6M9 18.2a1.3 1.3 0 1 0 0 2.6 1.3 1.3 0 0 0 0-2.6Z"
        "M16.5 18.2a1.3 1.3 0 1 0 0 2.6 1.3 1.3 0 0 0 0-2.6Z"
    ),
    "heart": "M12 20C5.5 15.6 3 12.3 3 9a4.6 4.6 0 0 1 9-1.6A4.6 4.6 0 0 1 21 9c0 3.3-2.5 6.6-9 11Z",
    "megaphone": "M4 9.5v5h3.5L17 19V5L7.5 9.5ZM8 14.5l1.2 5h2.6l-1-3.8M19.8 9.2a4 4 0 0 1 0 5.6",
    "help": "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18ZM9.4 9.4a2.7 2.7 0 1 1 4 2.4c-.9.5-1.4 1.1-1.4 2.2M12 16.9v.2",
    "star": "M12 3.2l2.6 5.6 6.1.7-4.5 4.2 1.2 6L12 16.7l-5.4 3 1.2-6-4.5-4.2 6.1-.7Z",
    "flag": "M6 21V4M6 4.5c3-1.6 5.5 1.4 8.5.4L19 3.6v8.6l-4.5 1.3c-3 1-5.5-2-8.5-.4",
    "filter": "M3.5 5h17l-6.6 8v5.3l-3.8 2.2V13Z",
    "path": "M4 20c0-5 5-4.6 8-8s3-8 8-8M12.5 20.5h.1M17.5 16h.1M6 9h.1",
    "web": "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18ZM3 12h18M12 3c-5 5.4-5 12.6 0 18M12 3c5 5.4 5 12.6 0 18",
    "app": "M7.5 2.8h9v18.4h-9ZM11 18.4h2",
    "email": "M3 5.5h18v13H3ZM3.4 6l8.6 7 8.6-7",
    "social": (
        "M8 4.5a3.2 3.2 0 1 0 0 6.4 3.2 3.2 0 0 0 0-6.4ZM2.5 19.5c.4-4 2.4-6 5.5-6s5.1 2 5.5 6"
        "M15.5 5.2a3 3 0 0 1 0 5.4M17 13.9c2.6.5 4.1 2.4 4.5 5.6"
    ),
    "ads": "M3.5 5h17v11h-17ZM8 20h8M12 16v4M7.5 12.5l3-4 2.5 2.5 3.5-3",
    "phone": (
        "M5 3.5h4l1.6 4.6L8.2 10c1.2 2.6 3.2 4.6 5.8 5.8l1.9-2.4 4.6 1.6v4c0 .9-.8 1.5-1.7 1.5C11 20 4 13 3.5 "
        "5.2 3.5 4.3 4.1 3.5 5 3.5Z"
    ),
    "chat": "M4 4.5h16v11h-9L6.5 19.6v-4.1H4ZM8 9h8M8 12h5",
    "store": (
        "M4 10v10h16V10"
        "M2.8 9.2 5 4h14l2.2 5.2a2.9 2.9 0 0 1-4.6 1 2.9 2.9 0 0 1-4.6 0 2.9 2.9 0 0 1-4.6 0 2.9 2.9 0 0 1-4.6-1Z"
        "M10 20v-6h4v6"
    ),
    "mail": "M3 8.5 12 3l9 5.5v12H3ZM3.3 9l8.7 6 8.7-6",
    "sales": "M3 8h18v11.5H3ZM9 8V4.8h6V8M3 13h18M11 13h2",
    "review": "M4 4.5h16v11.5h-8L7 20v-4H4ZM12 6.8l1 2.2 2.3.3-1.7 1.6.4 2.3-2-1.1-2 1.1.4-2.3-1.7-1.6L11 9Z",
    "survey": "M5 4.5h14v16H5ZM9 3h6v3H9ZM8.5 11l1.3 1.3 2.2-2.4M14 11h2M8.5 16l1.3 1.3 2.2-2.4M14 16h2",
    "support": (
        "M4 14v-2a8 8 0 0 1 16 0v2M4 13.5h3.5v5.5H5.5A1.5 1.5 0 0 1 4 17.5Z"
        "M20 13.5h-3.5v5.5h2a1.5 1.5 0 0 0 1.5-1.5ZM18.5 19c-.5 1.6-2 2-4.5 2"
    ),
    "other": "M12 4.5 19.5 12 12 19.5 4.5 12ZM12 10.5v3M10.5 12h3",
    "clock": "M12 3.5a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17ZM12 7.5V12l3.2 2",
    "arrow": "M4 12h15M13.5 6.5 19 12l-5.5 5.5",
}
CHANNEL_ICONS = frozenset(
    {
        "web",
        "app",
        "email",
        "social",
        "search",
        "ads",
        "phone",
        "chat",
        "store",
        "mail",
        "sales",
        "review",
        "survey",
        "support",
        "other",
    }
)


def icon(name: str, x: float, y: float, size: float, colour: str, stroke: float = 1.6) -> Markup:
    """Return an icon whose top left corner lies at (x, y); an unknown name draws the one for `other`.

    Args:
        name: one of `ICONS`.
        x: left edge.
        y: top edge.
        size: width and height.
        colour: of the strokes.
        stroke: their width as drawn.
    """
    scale = size / 24
    return tag(
        "path",
        d=ICONS.get(name, ICONS["other"]),
        transform=f"translate({number(x)} {number(y)}) scale({scale:.4g})",
        fill="none",
        stroke=colour,
        stroke_width=stroke / scale,
        stroke_linecap="round",
        stroke_linejoin="round",
    )
