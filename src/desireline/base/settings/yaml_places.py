"""Where things stand in a YAML text: lines, comments, dashes, the ends of values."""

import re
from collections.abc import Iterator
from typing import Any

from desireline.base.settings.yaml_tree import Tree

__all__ = ["Places"]

_COMMENT = re.compile(r"(?<![^\s])#[^\r\n]*")


class Places:
    """The places of one document, as positions in its text.

    Attributes:
        text: the document.
        comments: first and last position of every comment.
    """

    def __init__(self, tree: Tree) -> None:
        self.text = tree.text
        within = [(node.start_mark.index, node.end_mark.index) for node in _scalars(tree.root)]
        taken = {index for start, end in within for index in range(start, end)}
        self.comments = [found.span() for found in _COMMENT.finditer(self.text) if found.start() not in taken]
        self._sections = [
            (key.start_mark.index, self.entry_end(key, value))
            for key, value in (tree.root.value if tree.root.id == "mapping" and not tree.root.flow_style else [])
        ]

    def comments_in(self, start: int, end: int) -> list[str]:
        """Return the comments that begin in [start, end)."""
        return [self.text[low:high] for low, high in self.comments if start <= low < end]

    def line_start(self, index: int) -> int:
        """Return where the line of `index` begins."""
        return self.text.rfind("\n", 0, index) + 1

    def line_end(self, index: int) -> int:
        """Return where the line of `index` ends, before its line break."""
        end = self.text.find("\n", index)
        end = len(self.text) if end < 0 else end
        return end - 1 if end > index and self.text[end - 1] == "\r" else end

    def next_line(self, index: int) -> int:
        """Return where the line after that of `index` begins."""
        end = self.text.find("\n", index)
        return len(self.text) if end < 0 else end + 1

    def begins_line(self, index: int) -> bool:
        """Say whether only spaces stand before `index` on its line."""
        return not self.text[self.line_start(index) : index].strip()

    def example_end(self, key: str) -> int | None:
        """Return where the lines of a commented-out section `# key:` end, or None where there is none."""
        starts = {low for low, _ in self.comments}
        for low, high in self.comments:
            inside = any(start <= low < end for start, end in self._sections)
            if not inside and self.begins_line(low) and re.match(rf"#\s?{re.escape(key)}:\s*$", self.text[low:high]):
                end = self.line_end(low)
                while (following := self.next_line(end)) in starts:
                    end = self.line_end(following)
                return end
        return None

    def entry_end(self, key: Any, value: Any) -> int:
        """Return the position behind a key's value (the parser's own marks lie behind blank lines and comments)."""
        return self.value_end(value, self.text.index(":", key.end_mark.index) + 1)

    def value_end(self, node: Any, least: int) -> int:
        """Return the position behind a value; `least` where the value is nothing."""
        start, stop = int(node.start_mark.index), int(node.end_mark.index)
        if node.id == "scalar":
            return max(start + len(self.text[start:stop].rstrip()), least) if stop > start else least
        if node.flow_style or not node.value:
            return stop
        if node.id == "mapping":
            return self.entry_end(*node.value[-1])
        return self.items(node)[-1][1]

    def items(self, node: Any) -> list[tuple[int, int]]:
        """Return, for each entry of a block list, where its dash stands and the position behind its value."""
        found: list[tuple[int, int]] = []
        at = int(node.start_mark.index)
        for child in node.value:
            while self.text[at] != "-":
                at = next((high for low, high in self.comments if low == at), at + 1)
            end = self.value_end(child, at + 1)
            found.append((at, end))
            at = end
        return found


def _scalars(node: Any) -> Iterator[Any]:
    if node.id == "scalar":
        yield node
        return
    for child in node.value:
        for each in child if isinstance(child, tuple) else (child,):
            yield from _scalars(each)
