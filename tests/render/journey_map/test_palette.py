"""Words can be read on their ground, in both palettes."""

import pytest

from desireline.render.journey_map.palette import DARK, LIGHT, Palette, declarations, palette


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, two: str) -> float:
    light, dark = sorted((luminance(one), luminance(two)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("colours", [LIGHT, DARK])
@pytest.mark.parametrize(
    ("words", "ground"),
    [
        ("ink", "paper"), ("ink", "card"), ("ink", "grass"), ("ink", "leak_ground"),
        ("muted", "paper"), ("muted", "card"), ("muted", "grass"), ("muted", "leak_ground"),
        ("leak", "paper"), ("leak", "card"), ("leak", "grass"), ("leak", "leak_ground"),
        ("goal", "paper"), ("mood", "paper"), ("mood", "mood_ground"), ("paper", "leak"),
    ],
)  # fmt: skip
def test_contrast_is_enough_for_small_words(colours: Palette, words: str, ground: str) -> None:
    assert contrast(getattr(colours, words), getattr(colours, ground)) >= 4.5


def test_css_names_variables_with_the_light_colours_behind_them() -> None:
    assert palette("css").leak_ground == f"var(--dl-leak-ground,{LIGHT.leak_ground})"
    assert f"--dl-leak-ground:{DARK.leak_ground};" in declarations(DARK)
