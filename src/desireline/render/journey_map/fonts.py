"""The fonts that come with the extra `render`, in the order that draws all four languages."""

from importlib.util import find_spec
from pathlib import Path

from desireline.base.errors import MissingExtraError

__all__ = ["font_files"]

# Noto Sans CJK lacks the Hungarian ő and ű, so Noto Sans comes first.
_FONTS = (("manimgx_fonts", "NotoSans[wght].ttf"), ("manimgx_fonts_cjk", "NotoSansCJK-VF.otf.ttc"))


def font_files(purpose: str) -> list[Path]:
    """Return the font files.

    Args:
        purpose: what needs them, as the error's sentence begins.

    Raises:
        MissingExtraError: the extra is not installed.
    """
    files = []
    for package, name in _FONTS:
        spec = find_spec(package)
        path = Path(spec.origin).parent / name if spec and spec.origin else None
        if path is None or not path.is_file():
            raise MissingExtraError("render", purpose)
        files.append(path)
    return files
