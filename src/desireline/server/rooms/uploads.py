"""Files put into the app: received, looked at, corrected, removed."""

from typing import Annotated, Any

import msgspec
from anyio import to_thread
from litestar import Request, Response, delete, get, post, put
from litestar.di import NamedDependency
from litestar.exceptions import InternalServerException
from litestar.params import FromPath, JSONBody, QueryParameter
from msgspec import Meta

from desireline.base.errors import InputError
from desireline.base.i18n import Translator
from desireline.project import ServedProject
from desireline.project.corrections import Corrections, FileCorrection, check_version, read_corrections
from desireline.project.jobs import Jobs
from desireline.project.previewing import UploadPreview, preview_upload
from desireline.project.uploads import Upload
from desireline.server.rights import Right, needs
from desireline.server.rooms.maps import Lang, asked_language
from desireline.server.versions import asked_version, tagged

__all__ = ["UploadList", "handlers"]

_PIECE = 1 << 20

FileName = Annotated[
    str,
    QueryParameter(
        min_length=1, max_length=4_000, description="The file's name; folders in it, parted by slashes, are kept."
    ),
]


class UploadList(msgspec.Struct, frozen=True, kw_only=True):
    """All uploads that have not been removed."""

    rows: Annotated[list[Upload], Meta(description="The newest first.")]


@get("/uploads", sync_to_thread=True, opt=needs(Right.EDIT))
def upload_list(jobs: NamedDependency[Jobs]) -> UploadList:
    """Return the uploads that wait to be imported, or were imported in the last seven days."""
    return UploadList(rows=jobs.uploads.all())


@post("/uploads", opt=needs(Right.EDIT, audit="upload.added"), request_max_body_size=None)
async def upload_new(request: Request[Any, Any, Any], jobs: NamedDependency[Jobs], name: FileName) -> Upload:
    """Take the request's body as the first file of a new upload."""
    await to_thread.run_sync(jobs.tidy)
    upload = await to_thread.run_sync(jobs.uploads.new)
    try:
        received = await _receive(request, jobs, upload.id, name)
    except BaseException:
        jobs.uploads.remove(upload.id)
        raise
    request.state.about = {"upload": received.id}
    return received


@put("/uploads/{upload:str}", opt=needs(Right.EDIT, audit="upload.added"), request_max_body_size=None)
async def upload_more(
    request: Request[Any, Any, Any], jobs: NamedDependency[Jobs], upload: FromPath[str], name: FileName
) -> Upload:
    """Take the request's body as one more file of an upload, or in the place of the one of that name."""
    with jobs.unused(upload):
        pass  # else all of the file would come before it is refused
    return await _receive(request, jobs, upload, name)


@get("/uploads/{upload:str}", sync_to_thread=True, opt=needs(Right.EDIT))
def upload_one(jobs: NamedDependency[Jobs], upload: FromPath[str]) -> Upload:
    """Return an upload."""
    return jobs.uploads.get(upload)


@delete("/uploads/{upload:str}", sync_to_thread=True, opt=needs(Right.EDIT, audit="upload.removed"))
def upload_remove(jobs: NamedDependency[Jobs], upload: FromPath[str]) -> None:
    """Remove an upload and its files. What was imported from it stays in the log."""
    with jobs.unused(upload):
        jobs.uploads.remove(upload)


@get("/uploads/{upload:str}/preview", sync_to_thread=True, opt=needs(Right.EDIT, audit="upload.seen"))
def upload_preview(
    served: NamedDependency[ServedProject], jobs: NamedDependency[Jobs], upload: FromPath[str], lang: Lang = None
) -> Response[UploadPreview]:
    """Say how an upload would be read: what was recognised and why, its first rows, and what becomes of them."""
    corrections = read_corrections(jobs.uploads, upload)
    return _told(preview_upload(served.project, jobs.uploads, upload, corrections, _say(served, lang)))


@put("/uploads/{upload:str}/corrections", sync_to_thread=True, opt=needs(Right.EDIT, audit="upload.corrected"))
def upload_correct(
    request: Request[Any, Any, Any],
    served: NamedDependency[ServedProject],
    jobs: NamedDependency[Jobs],
    upload: FromPath[str],
    data: JSONBody[Corrections],
    lang: Lang = None,
) -> Response[UploadPreview]:
    """Correct how an upload is read, in the place of all corrections before, and say how it would be read now.

    `If-Match` says which version of the corrections was looked at.
    """
    expected = asked_version(request)
    before = read_corrections(jobs.uploads, upload)
    check_version(before, expected)
    preview = preview_upload(served.project, jobs.uploads, upload, data, _say(served, lang))
    _check_read(preview, data, before)
    with jobs.unused(upload):
        check_version(read_corrections(jobs.uploads, upload), expected)  # a preview takes its time
        jobs.uploads.correct(upload, msgspec.json.encode(data))
    return _told(msgspec.structs.replace(preview, upload=jobs.uploads.get(upload)))


async def _receive(request: Request[Any, Any, Any], jobs: Jobs, upload: str, name: str) -> Upload:
    """Write a request's body to the disk as it comes; memory holds a megabyte of it."""
    with jobs.uploads.receiving(upload, name, request.content_length, jobs.unused) as file:
        held = bytearray()
        try:
            async for piece in request.stream():
                held += piece
                if len(held) >= _PIECE:
                    await to_thread.run_sync(file.write, bytes(held))
                    held.clear()
        except InternalServerException as error:
            raise InputError(f"the connection ended before all of {name[:200]} had come: upload it again") from error
        await to_thread.run_sync(file.write, bytes(held))
    return jobs.uploads.get(upload)


def _check_read(preview: UploadPreview, said: Corrections, before: Corrections) -> None:
    """Refuse what is said of a file now, if the file cannot be read so: the corrections before stay."""
    for one in preview.aside:
        now, then = said.files.get(one.file, FileCorrection()), before.files.get(one.file, FileCorrection())
        changed = [key for key in ("format", "encoding", "separator") if getattr(now, key) != getattr(then, key)]
        if changed and not now.aside:
            raise InputError(one.reason, place=tuple(one.path) if one.path[2:] else ("files", one.file, changed[0]))


def _told(preview: UploadPreview) -> Response[UploadPreview]:
    return tagged(preview, preview.version)


def _say(served: ServedProject, lang: str | None) -> Translator:
    settings = served.project.settings
    return Translator(asked_language(lang) or settings.language, settings.time_zone)


handlers = [upload_list, upload_new, upload_more, upload_one, upload_remove, upload_preview, upload_correct]
