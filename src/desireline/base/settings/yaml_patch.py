"""Changes written into YAML text so that everything else, comments first of all, stays as it was, byte for byte."""

import difflib
import json
from typing import Any

from desireline.base.settings.yaml_places import Places
from desireline.base.settings.yaml_tree import Tree
from desireline.base.settings.yaml_write import block, document, inline, item

__all__ = ["patch_yaml"]

_ABSENT = object()
Entries = dict[str, tuple[Any, Any]]


def patch_yaml(tree: Tree, old: dict[str, Any], new: dict[str, Any]) -> str:
    """Return the document's text with the changes from `old` to `new` written into it.

    Values that are equal in `old` and `new` are left as the file says them, also where the file leaves them out.
    Comments are never lost: one inside a part that goes moves to a line of its own in the same place.

    Args:
        tree: the document; it must be free of aliases.
        old: what the document means.
        new: what it shall mean.
    """
    text = tree.text
    if tree.root is None:
        added = document({key: value for key, value in new.items() if old.get(key, _ABSENT) != value})
        return text + ("" if not text or text.endswith("\n") else "\n") + _as_in(text, added)
    patch = _Patch(tree)
    if tree.root.flow_style:
        patch.swap((tree.root.start_mark.index, tree.root.end_mark.index), "\n" + document(new).rstrip("\n"), "")
    else:
        patch.mapping(tree.root, old, new, 0)
    return patch.result()


def _as_in(text: str, added: str) -> str:
    return added.replace("\n", "\r\n") if "\r\n" in text else added


class _Patch:
    def __init__(self, tree: Tree) -> None:
        self.places = Places(tree)
        self.edits: list[tuple[int, int, str]] = []

    def result(self) -> str:
        text, pieces, at = self.places.text, [], 0
        for start, end, replacement in sorted(self.edits, key=lambda edit: edit[:2]):
            pieces += [text[at:start], _as_in(text, replacement)]
            at = end
        return "".join([*pieces, text[at:]])

    def mapping(self, node: Any, old: dict[str, Any], new: dict[str, Any], depth: int) -> None:
        """Write the changed keys of a block mapping."""
        found: Entries = {key.value: (key, value) for key, value in node.value}
        changed = {key: value for key, value in new.items() if old.get(key, _ABSENT) != value}
        for key, value in changed.items():
            if key in found:
                self.entry(found[key], old.get(key, _ABSENT), value, depth)
        for key in [key for key in found if key in old and key not in new]:
            key_node, value_node = found.pop(key)
            self.cut(key_node.start_mark.index, self.places.entry_end(key_node, value_node))
        self.added(found, {key: value for key, value in changed.items() if key not in found}, _order(new, found), depth)

    def added(self, found: Entries, missing: dict[str, Any], order: list[str], depth: int) -> None:
        """Write keys that the file does not have: below their commented example, else below the key that comes before."""
        for key, value in missing.items():
            example = None if depth else self.places.example_end(key)
            above = [each for each in order[: order.index(key)] if each in found] or list(found)[-1:]
            index, indent = len(self.places.text), 0
            if example is not None:
                index = example
            elif above:
                key_node, value_node = found[above[-1]]
                index = self.places.line_end(self.places.entry_end(key_node, value_node))
                indent = key_node.start_mark.column
            start = "\n" if depth or example is not None else "\n\n"  # sections are set apart by an empty line
            text = f"{start}{' ' * indent}{inline(key)}:{block(value, indent + 2, depth + 1)}"
            self.edits.append((index, index, text))

    def entry(self, found: tuple[Any, Any], old: Any, new: Any, depth: int) -> None:
        """Write a key's changed value: within it where its kind stays, else in its place."""
        key, node = found
        if not self.inside(node, old, new, depth + 1):
            indent = key.start_mark.column + 2
            span = key.end_mark.index, self.places.entry_end(key, node)
            self.swap(span, ":" + block(new, indent, depth + 1), " " * indent)

    def inside(self, node: Any, old: Any, new: Any, depth: int) -> bool:
        """Write a change within a value; False where the value has to be written anew."""
        if node.id == "scalar" or node.flow_style or not new or not isinstance(new, type(old)):
            return False
        if node.id == "sequence":
            return isinstance(new, list) and len(old) == len(node.value) and self.sequence(node, old, new, depth)
        if not isinstance(new, dict) or not any(key.value in new for key, _ in node.value):
            return False
        if node.value[0][0].value not in new and not self.places.begins_line(node.start_mark.index):
            return False
        self.mapping(node, old, new, depth)
        return True

    def sequence(self, node: Any, old: list[Any], new: list[Any], depth: int) -> bool:
        """Write the changed entries of a block list; False where the list has to be written anew."""
        spans = self.places.items(node)
        if not all(self.places.begins_line(dash) for dash, _ in spans):
            return False
        indent = node.start_mark.column
        for low, high, new_low, new_high in _differences(old, new):
            last = low + min(high - low, new_high - new_low)
            for index, value in zip(range(low, last), new[new_low:], strict=False):
                if not self.inside(node.value[index], old[index], value, depth + 1):
                    self.swap(spans[index], item(value, indent, depth + 1).lstrip(" "), " " * (indent + 2))
            for index in range(last, high):
                self.cut(*spans[index])
            extra = [item(each, indent, depth + 1) for each in new[new_low + last - low : new_high]]
            self.inserted(extra, spans, last)
        return True

    def inserted(self, extra: list[str], spans: list[tuple[int, int]], before: int) -> None:
        """Write new entries of a list before the entry of that number."""
        if before:
            at = self.places.line_end(spans[before - 1][1])
            self.edits.append((at, at, "".join(f"\n{each}" for each in extra)))
        else:
            at = self.places.line_start(spans[0][0])
            self.edits.append((at, at, "".join(f"{each}\n" for each in extra)))

    def swap(self, span: tuple[int, int], new: str, indent: str) -> None:
        """Put text in place of a span; comments within it, and behind it where the text grows to lines, stay."""
        start, end = span
        held, tail = self.places.comments_in(start, end), self.places.line_end(end)
        behind = self.places.comments_in(end, tail)
        if "\n" in new and behind:
            held, end = [*held, *behind], tail
        if held:
            first, broken, rest = new.partition("\n")
            kept = "".join(f"\n{indent}{each}" for each in held[1:])
            new = f"{first}  {held[0]}{kept}{broken}{rest}"
        self.edits.append((start, end, new))

    def cut(self, start: int, end: int) -> None:
        """Take whole lines away; comments on them stay, as lines."""
        begin, stop = self.places.line_start(start), self.places.next_line(end)
        held = self.places.comments_in(begin, stop)
        self.edits.append((begin, stop, "".join(f"{' ' * (start - begin)}{each}\n" for each in held)))


def _order(new: dict[str, Any], found: Entries) -> list[str]:
    order = list(new)
    last = 0
    for key in found:
        if key in order:
            last = order.index(key) + 1
        else:
            order.insert(last, key)
            last += 1
    return order


def _differences(old: list[Any], new: list[Any]) -> list[tuple[int, int, int, int]]:
    before, after = ([json.dumps(each, sort_keys=True) for each in side] for side in (old, new))
    found = difflib.SequenceMatcher(None, before, after, autojunk=False).get_opcodes()
    return [(low, high, new_low, new_high) for kind, low, high, new_low, new_high in found if kind != "equal"]
