"""Colours: a light and a dark palette, and one that names CSS variables so that a page can switch between them."""

from typing import Literal

import msgspec

__all__ = ["DARK", "LIGHT", "Palette", "Theme", "declarations", "palette", "stylesheet"]

Theme = Literal["light", "dark", "css"]


class Palette(msgspec.Struct, frozen=True, kw_only=True):
    """What each colour is for."""

    paper: str  # behind everything
    card: str  # a touchpoint's ground
    line: str  # hairlines and card edges
    ink: str  # words and numbers
    muted: str  # words that explain
    grass: str  # the ground of the desire line
    blade: str  # single tufts on it
    earth: str  # the worn path
    edge: str  # its edges and foot marks
    track: str  # the empty part of a bar
    bar: str  # its full part
    leak: str  # journeys lost
    leak_ground: str
    goal: str  # the goal
    goal_ground: str
    mood: str  # scores
    mood_ground: str


LIGHT = Palette(
    paper="#fbf8f1",
    card="#ffffff",
    line="#e5dece",
    ink="#2c2a25",
    muted="#6b665a",
    grass="#e9efdc",
    blade="#b9c99a",
    earth="#dcbf93",
    edge="#b98f57",
    track="#efeadd",
    bar="#a9b98a",
    leak="#b2432a",
    leak_ground="#f8e4dc",
    goal="#2f6f4e",
    goal_ground="#dcecdf",
    mood="#3d6a86",
    mood_ground="#dfeaf0",
)
DARK = Palette(
    paper="#1b1a17",
    card="#262420",
    line="#3b3831",
    ink="#efeae0",
    muted="#aca595",
    grass="#242b1e",
    blade="#46553a",
    earth="#8f7148",
    edge="#c49d68",
    track="#35322b",
    bar="#71845a",
    leak="#ef8f70",
    leak_ground="#45281e",
    goal="#86c9a2",
    goal_ground="#20382b",
    mood="#8fbad3",
    mood_ground="#213440",
)


def palette(theme: Theme) -> Palette:
    """Return the colours of a theme; those of `css` are variables that fall back to the light ones."""
    if theme == "css":
        return Palette(
            **{name: f"var({_variable(name)},{colour})" for name, colour in msgspec.structs.asdict(LIGHT).items()}
        )
    return LIGHT if theme == "light" else DARK


def declarations(colours: Palette) -> str:
    """Return the colours as CSS declarations, for the page that holds a drawing of theme `css`."""
    return "".join(f"{_variable(name)}:{colour};" for name, colour in msgspec.structs.asdict(colours).items())


def stylesheet() -> str:
    """Return a style sheet that gives both palettes to a page, light or dark as the reader's system asks."""
    head = "/* Made by `stylesheet` in render/journey_map/palette.py; a test compares. Do not edit. */\n"
    light, dark = (declarations(colours).replace(";", ";\n") for colours in (LIGHT, DARK))
    by_night = f"@media (prefers-color-scheme: dark) {{\n:root {{\n{dark}}}\n}}\n"
    return f"{head}:root {{\ncolor-scheme: light dark;\n{light}}}\n{by_night}"


def _variable(name: str) -> str:
    return "--dl-" + name.replace("_", "-")
