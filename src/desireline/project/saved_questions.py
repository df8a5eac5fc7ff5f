"""Saved questions: one YAML file each in the project's folder `questions`, under version control with the maps."""

import re
import secrets
import unicodedata
from collections.abc import Iterator
from hashlib import blake2b
from pathlib import Path
from threading import Lock
from typing import Annotated, Any

import msgspec
from msgspec import Meta

from desireline.analyses import Analysis, registry
from desireline.base.error_words import translated
from desireline.base.errors import ChangedError, ConflictError, DesirelineError, InputError, NotFoundError
from desireline.base.files import storage_errors, write_atomic
from desireline.base.i18n import Language
from desireline.base.settings.load import read_text
from desireline.base.settings.shape import nearest, shape_faults, shown
from desireline.base.settings.yaml_patch import patch_yaml
from desireline.base.settings.yaml_tree import read_tree
from desireline.base.settings.yaml_write import document
from desireline.base.times import from_us, now_us, zone
from desireline.journeys.selections import parse_selection, segments_in
from desireline.project.project import Project

__all__ = [
    "QuestionFile",
    "SavedQuestion",
    "asked_of",
    "list_questions",
    "pin_questions",
    "questions_with_segment",
    "remove_question",
    "said_in",
    "save_question",
    "saved_question",
]

_ID = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,78}[a-z0-9])?", re.ASCII)
_ALLOWED_ID = "an id has at most 80 small letters, digits and hyphens"
_SLUG = 48
_MOST_PINS = 100
_changing = Lock()

Title = Annotated[str, Meta(min_length=1, max_length=200, description="What people call it.")]


class QuestionFile(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """What `questions/ID.yaml` says."""

    title: Title
    question: Annotated[str, Meta(description="The kind of question, as `desireline ask --list` names it.")]
    parameters: Annotated[dict[str, Any], Meta(description="Its parameters.")] = {}
    by: Annotated[str | None, Meta(description="Who saved it.")] = None
    at: Annotated[str | None, Meta(description="When it was saved, in the project's time zone.")] = None
    pinned: Annotated[
        Annotated[int, Meta(ge=1)] | None, Meta(description="Its place on the home page, from 1; absent: not there.")
    ] = None


class SavedQuestion(msgspec.Struct, frozen=True, kw_only=True):
    """A question that somebody saved."""

    id: Annotated[str, Meta(description="The file's name without its ending; links name it.")]
    version: Annotated[str, Meta(description="Of the file: what If-Match of a change must say.")]
    title: str
    question: str
    parameters: dict[str, Any]
    by: str | None
    at: str | None
    pinned: int | None
    fault: Annotated[str | None, Meta(description="Why it cannot be asked; null where it can.")]


def list_questions(project: Project) -> list[SavedQuestion]:
    """Return all saved questions: the pinned ones in their order, then the others by title. Files that cannot be read come last, with their fault."""
    found = [_told(path) for path in _files(project)]
    return sorted(
        found, key=lambda each: (each.question == "", each.pinned or _MOST_PINS**3, each.title.casefold(), each.id)
    )


def saved_question(project: Project, name: str) -> SavedQuestion:
    """Return one saved question.

    Raises:
        NotFoundError: there is none of that id.
    """
    return _told(_path(project, name))


def said_in(saved: SavedQuestion, language: Language) -> SavedQuestion:
    """Return a saved question with its fault, if it has one, in a reader's language."""
    return saved if saved.fault is None else msgspec.structs.replace(saved, fault=translated(saved.fault, language))


def asked_of(saved: SavedQuestion) -> Analysis[Any]:
    """Return the question that was saved, ready to be asked.

    Raises:
        InputError: it does not say what such a question says.
        NotFoundError: there is no such kind of question.
    """
    return _asked(saved.question, saved.parameters)


def save_question(
    project: Project,
    content: QuestionFile,
    *,
    name: str | None = None,
    expected: str | None = None,
) -> SavedQuestion:
    """Write a question into its file, comments kept; the file is written whole or not at all.

    Args:
        project: whose.
        content: what it shall say; without `at`, the time it has, or this moment.
        name: the id of the one to change; None: a new one, its id made from the title.
        expected: the version that the one to change must have; None: any.

    Raises:
        InputError: it does not say what such a question says.
        NotFoundError: there is no such kind of question, or none of that id.
        ChangedError: it has another version by now.
        StorageError: the file cannot be written.
    """
    _asked(content.question, content.parameters)
    if faults := shape_faults(msgspec.to_builtins(content), QuestionFile):
        raise InputError(f"the question cannot be saved: {faults[0][1]}")
    with _changing:
        if name is None:
            path = _new_path(project, content.title)
            said = msgspec.structs.replace(content, at=content.at or _now(project))
            text = document(msgspec.to_builtins(said))
        else:
            path = _path(project, name)
            _check_version(path, expected)
            text = _patched(path, content)
        with storage_errors(path.parent):
            path.parent.mkdir(exist_ok=True)
        write_atomic(path, text.encode())
    return _told(path)


def remove_question(project: Project, name: str, *, expected: str | None = None) -> None:
    """Remove a saved question's file.

    Raises:
        NotFoundError: there is none of that id.
        ChangedError: it has another version by now.
        StorageError: it cannot be removed.
    """
    with _changing:
        path = _path(project, name)
        _check_version(path, expected)
        with storage_errors(path):
            path.unlink()


def pin_questions(project: Project, names: list[str]) -> list[SavedQuestion]:
    """Put questions on the home page, in this order, and take all others off it; all are looked through before any file is written.

    Raises:
        NotFoundError: there is none of one of these ids.
        InputError: one stands twice, there are too many, or a file cannot be read.
    """
    if len(set(names)) != len(names) or len(names) > _MOST_PINS:
        raise InputError(f"pin at most {_MOST_PINS} questions, each once: {len(names)} were given")
    with _changing:
        places = {_path(project, name): place for place, name in enumerate(names, start=1)}
        texts = {}
        for path in _files(project):
            try:
                content = _read(path)
            except InputError:
                if path in places:
                    raise
                continue
            if content.pinned != places.get(path):
                texts[path] = _patched(path, msgspec.structs.replace(content, pinned=places.get(path)))
        for path, text in texts.items():
            write_atomic(path, text.encode())
    return list_questions(project)


def questions_with_segment(project: Project, segment: str) -> list[str]:
    """Return the ids of the saved questions whose selections name a segment."""
    return [
        path.stem
        for path in _files(project)
        if any(segment in _segments(text) for text in _texts(_parameters_of(path)))
    ]


def _parameters_of(path: Path) -> dict[str, Any]:
    try:
        return _read(path).parameters
    except DesirelineError:
        return {}


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for each in value.values() if isinstance(value, dict) else value:
            yield from _texts(each)


def _segments(text: str) -> set[str]:
    try:
        return set(segments_in(parse_selection(text)))
    except InputError:
        return set()


def _files(project: Project) -> list[Path]:
    folder = project.folder / "questions"
    if not folder.is_dir():
        return []
    return [path for path in sorted(folder.glob("*.yaml")) if _ID.fullmatch(path.stem) and path.is_file()]


def _path(project: Project, name: str) -> Path:
    """Return a question's file.

    Raises:
        NotFoundError: there is none of that id.
    """
    known = {path.stem: path for path in _files(project)}
    if name not in known:
        listed = ", ".join(list(known)[:20]) or "none yet"
        raise NotFoundError(f"there is no saved question {shown(name)}: there are {listed}{nearest(name, known)}")
    return known[name]


def _new_path(project: Project, title: str) -> Path:
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    slug = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:_SLUG].strip("-") or "question"
    taken = {path.stem for path in _files(project)}
    name = slug
    while name in taken:
        name = f"{slug}-{secrets.token_hex(3)}"
    path = project.folder / "questions" / f"{name}.yaml"
    if path.exists():  # a folder, or something else that is no file
        raise ConflictError(f"{path.name} is there already and is no question: remove it, or choose another title")
    return path


def _now(project: Project) -> str:
    return from_us(now_us(), zone(project.settings.time_zone)).isoformat(timespec="seconds")


def _read(path: Path) -> QuestionFile:
    """Return what a file says.

    Raises:
        InputError: it is not YAML, or says something that is not allowed.
    """
    tree = read_tree(read_text(path), path.name)
    if faults := shape_faults(tree.data, QuestionFile):
        place, sentence = faults[0]
        raise InputError(f"{path.name}, line {tree.line(place)}: {sentence}")
    return msgspec.convert(tree.data, QuestionFile)


def _patched(path: Path, content: QuestionFile) -> str:
    """Return a file's text with the changes written into it, or written anew where it cannot be read."""
    try:
        old = _read(path)
    except InputError:
        return document(msgspec.to_builtins(content))
    new = msgspec.structs.replace(content, by=content.by or old.by, at=content.at or old.at)
    tree = read_tree(read_text(path), path.name)
    if tree.has_aliases:
        return document(msgspec.to_builtins(new))
    text = patch_yaml(tree, msgspec.to_builtins(old), msgspec.to_builtins(new))
    said = read_tree(text, path.name).data
    return text if said == msgspec.to_builtins(new) else document(msgspec.to_builtins(new))


def _check_version(path: Path, expected: str | None) -> None:
    if expected is not None and expected != _version(path):
        raise ChangedError(
            f"somebody else has changed the question '{path.stem}' since you looked at it: nothing was changed; look at it again"
        )


def _version(path: Path) -> str:
    return blake2b(path.read_bytes(), digest_size=12).hexdigest()


def _told(path: Path) -> SavedQuestion:
    try:
        content, fault = _read(path), None
        _asked(content.question, content.parameters)
    except InputError as error:
        fault = str(error)
        try:
            content = _read(path)
        except InputError:
            content = QuestionFile(title=path.stem, question="")
    return SavedQuestion(
        id=path.stem,
        version=_version(path),
        title=content.title,
        question=content.question,
        parameters=content.parameters,
        by=content.by,
        at=content.at,
        pinned=content.pinned,
        fault=fault,
    )


def _asked(question: str, parameters: dict[str, Any]) -> Analysis[Any]:
    kinds = registry()
    if question not in kinds:
        raise NotFoundError(
            f"there is no question {shown(question)}: ask one of {', '.join(sorted(kinds))}{nearest(question, kinds)}"
        )
    if faults := shape_faults(parameters, kinds[question]):
        raise InputError(f"the parameters of {question}: {faults[0][1]}")
    try:
        asked: Analysis[Any] = msgspec.convert(parameters, kinds[question])
    except msgspec.ValidationError as error:
        raise InputError(f"the parameters of {question}: {error}") from error
    for text in (asked.where, asked.compare):
        if text is not None:
            parse_selection(text)
    return asked
