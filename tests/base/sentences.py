"""The templates of all sentences that errors and guesses say, derived from the source."""

import ast
from collections.abc import Iterator
from itertools import product
from pathlib import Path

import desireline

__all__ = ["SOURCE", "templates_of", "templates_of_file"]

SOURCE = Path(desireline.__file__).parent
_MOST = 24  # ways one sentence may be put together
_CALLS = {"Fault", "Refused", "Rejected", "fail", "_fail", "fault", "_fault", "_wrong", "problem"}
_TOLD = {"reason", "refused"}
_TELLING = "sources/recognise/"
"""A room whose functions return sentences or parts of them, all of them."""


class _Place(str):
    """A value's place."""

    __slots__ = ()


_Way = list[str]


def templates_of(folder: Path = SOURCE) -> dict[str, str]:
    """Return each template, its places numbered in order, and the file it stands in."""
    found: dict[str, str] = {}
    for path in sorted(folder.rglob("*.py")):
        name = path.relative_to(folder).as_posix()
        for template in templates_of_file(path.read_text(encoding="utf-8"), whole=name.startswith(_TELLING)):
            found.setdefault(template, name)
    return found


def templates_of_file(source: str, *, whole: bool = False) -> list[str]:
    """Return the templates of one file's sentences, in order; `whole`: also what its functions return."""
    tree = ast.parse(source)
    reader = _Reader(tree)
    ways = [
        _started(way)
        for argument, scope in reader.arguments(whole=whole)
        for way in reader.ways(argument, scope)
        if way
    ]
    ways += reader.fragments
    return list(dict.fromkeys(text for way in ways if (text := _numbered(way))))


class _Reader:
    def __init__(self, tree: ast.Module) -> None:
        self._tree = tree
        self._functions = {node.name: node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}
        self._constants = {
            target.id: node.value
            for node in tree.body
            if isinstance(node, ast.Assign)
            for target in node.targets
            if isinstance(target, ast.Name) and isinstance(node.value, ast.Constant | ast.JoinedStr)
        }
        self.fragments: list[_Way] = []
        self._read: set[str] = set()
        self._open: set[tuple[str, int]] = set()

    def arguments(self, *, whole: bool) -> Iterator[tuple[ast.expr, ast.AST]]:
        """Yield what is said, with the function it is said in."""
        scopes: dict[ast.AST, ast.AST] = {}
        for function in self._functions.values():
            scopes.update(dict.fromkeys(ast.walk(function), function))
        for node in ast.walk(self._tree):
            scope = scopes.get(node, self._tree)
            if isinstance(node, ast.Call):
                yield from ((each, scope) for each in _said_by(node, whole=whole))
            elif whole and isinstance(node, ast.Return) and node.value is not None and _is_text(scope):
                yield node.value, scope

    def ways(self, node: ast.expr, scope: ast.AST) -> list[_Way]:  # noqa: PLR0911 - one for each kind of expression
        """Return all ways a text can be put together."""
        match node:
            case ast.Constant(value=str(text)):
                return [[text]]
            case ast.JoinedStr(values=values):
                return _joined([self.ways(each, scope) for each in values])
            case ast.FormattedValue(value=value, conversion=-1, format_spec=None):
                return self.ways(value, scope)
            case ast.BinOp(left=left, op=ast.Add(), right=right):
                return _joined([self.ways(left, scope), self.ways(right, scope)])
            case ast.IfExp(body=body, orelse=other):
                return [*self.ways(body, scope), *self.ways(other, scope)][:_MOST]
            case ast.BoolOp(op=ast.Or(), values=[first, ast.Constant(value=str(text))]):
                self.fragments += self.ways(first, scope)
                self.fragments.append([text])
            case ast.Name(id=name):
                return self._named(name, scope)
            case ast.Call(func=ast.Name(id=name)) if name in self._functions:
                self._returned(name)
        return [[_Place("")]]

    def _named(self, name: str, scope: ast.AST) -> list[_Way]:
        """Return what a name may hold: what it is set to, with or without what is added to it."""
        held = [each.value for each in ast.walk(scope) if isinstance(each, ast.Assign) and _sets(each.targets, name)]
        held = held or ([self._constants[name]] if name in self._constants else [])
        key = (name, id(scope))
        if not held or key in self._open:
            return [[_Place("")]]
        self._open.add(key)
        ways = [way for each in held for way in self.ways(each, scope)]
        for each in ast.walk(scope):
            if isinstance(each, ast.AugAssign) and _sets([each.target], name):
                more = [way for way in self.ways(each.value, scope) if "".join(way)]
                self.fragments += [_started(way) for way in more if way[0].startswith("; ")]
                ways += _joined([ways, [way for way in more if not way[0].startswith("; ")]])
        self._open.discard(key)
        if all(map(_is_words, held)):
            return ways[:_MOST]
        self.fragments += ways[:_MOST]
        return [[_Place("")]]

    def _returned(self, name: str) -> None:
        """Note what a function of the file returns: it becomes a value."""
        if name in self._read or not _is_text(self._functions[name]):
            return
        self._read.add(name)
        function = self._functions[name]
        for node in ast.walk(function):
            if isinstance(node, ast.Return) and node.value is not None:
                self.fragments += [_started(way) for way in self.ways(node.value, function) if way]


def _said_by(call: ast.Call, *, whole: bool) -> Iterator[ast.expr]:
    name = call.func.id if isinstance(call.func, ast.Name) else getattr(call.func, "attr", "")
    if (name.endswith("Error") and name not in _BUILT_IN) or name in _CALLS:
        yield from call.args
    if whole or name in ("Guess", "Refused", "RefusedTable") or name.endswith("Error"):
        yield from (each.value for each in call.keywords if each.arg in _TOLD)


_BUILT_IN = {"AttributeError", "TypeError", "KeyError", "ValueError", "RuntimeError", "AssertionError"}


def _is_text(scope: ast.AST) -> bool:
    return isinstance(scope, ast.FunctionDef) and scope.returns is not None and "str" in ast.unparse(scope.returns)


def _is_words(node: ast.expr) -> bool:
    match node:
        case ast.Constant(value=str()) | ast.JoinedStr():
            return True
        case ast.IfExp(body=body, orelse=other):
            return _is_words(body) and _is_words(other)
        case ast.BinOp(left=left, op=ast.Add(), right=right):
            return _is_words(left) or _is_words(right)
    return False


def _sets(targets: list[ast.expr], name: str) -> bool:
    return any(isinstance(target, ast.Name) and target.id == name for target in targets)


def _started(way: _Way) -> _Way:
    """Return what stands after a semicolon: a sentence of its own."""
    if isinstance(way[0], _Place):
        return way
    return [way[0].removeprefix("; "), *way[1:]]


def _joined(pieces: list[list[_Way]]) -> list[_Way]:
    ways: list[_Way] = [[]]
    for each in pieces:
        ways = [[*before, *after] for before, after in product(ways, each)][:_MOST]
    return ways


def _numbered(way: _Way) -> str | None:
    """Return the template; None where it says nothing in words."""
    shown, count = "", 0
    for piece in way:
        if isinstance(piece, _Place):
            shown += f"{{{count}}}"
            count += 1
        else:
            shown += piece.replace("{", "{{").replace("}", "}}")
    words = "".join(piece for piece in way if not isinstance(piece, _Place)).split()
    return shown if sum(sum(map(str.isalpha, word)) > 1 for word in words) > 1 else None
