"""What a job is asked, how far it is, and what it gave."""

from typing import Annotated, Literal

import msgspec
from msgspec import Meta

__all__ = ["LIVE", "Job", "JobOutcome", "JobProblem", "JobRequest", "JobStep", "RefusedTable", "State", "TableResult"]

Kind = Literal["import", "undo", "build", "erase", "backup"]
State = Literal["waiting", "running", "done", "failed", "cancelled", "interrupted"]
LIVE: tuple[State, ...] = ("waiting", "running")


class JobRequest(msgspec.Struct, frozen=True, kw_only=True):
    """What a job is to do."""

    kind: Annotated[
        Kind,
        Meta(
            description="`import`: an upload, then build; `undo`: take an import back, then build; `build`: build alone; `erase`: a"
            " customer, who is not named here; `backup`: all that cannot be rebuilt, into one file."
        ),
    ]
    upload: Annotated[str | None, Meta(description="For `import`: the upload's id.")] = None
    import_id: Annotated[int | None, Meta(description="For `undo`: the import's id.")] = None
    dry_run: Annotated[bool, Meta(description="For `import`: read everything, count, and change nothing.")] = False
    full: Annotated[bool, Meta(description="For `build`: build anew even where nothing changed.")] = False


class JobStep(msgspec.Struct, frozen=True, kw_only=True):
    """Where a running job is."""

    name: Annotated[
        Literal["wait", "look", "read", "undo", "erase", "pack", "identity", "log", "group", "write"],
        Meta(
            description="`wait`: another process is writing; `look`: at the files; `read`: a table; `undo`; `erase`; `pack`: a backup; then"
            " those of a build: `identity`, `log` (read), `group`, `write`."
        ),
    ]
    number: Annotated[int, Meta(description="Of the step, from 1.")]
    of: Annotated[int | None, Meta(description="How many steps there are; null until it is known.")]
    source: Annotated[str | None, Meta(description="For `read`: the source being read.")] = None
    rows: Annotated[int, Meta(description="Rows of tables read so far.")] = 0
    part: Annotated[float, Meta(ge=0, le=1, description="For `pack`: which part of the step is done, of one.")] = 0.0


class TableResult(msgspec.Struct, frozen=True, kw_only=True):
    """What reading one table gave."""

    import_id: Annotated[int | None, Meta(description="The import it became; null for a dry run.")]
    source: str
    files: list[str]
    rows: Annotated[int, Meta(description="Rows read.")]
    events: Annotated[int, Meta(description="Events added.")]
    measures: Annotated[int, Meta(description="Measures added.")]
    repeats: Annotated[
        int, Meta(description="Rows identical to an earlier row of the same file; kept, and in `events`.")
    ]
    known: Annotated[int, Meta(description="Events the log had already; not added again.")]
    erased: Annotated[int, Meta(description="Events of people who had been erased before; left out.")] = 0
    rejected: Annotated[int, Meta(description="Rows that could not be placed; they can be looked at.")]
    unreadable_values: Annotated[
        int, Meta(description="Amounts and scores that could not be read; the events are kept.")
    ]


class RefusedTable(msgspec.Struct, frozen=True, kw_only=True):
    """A table, or a file that is none, left aside."""

    source: str
    files: list[str]
    reason: str


class JobOutcome(msgspec.Struct, frozen=True, kw_only=True):
    """What a job gave."""

    tables: Annotated[list[TableResult], Meta(description="For an import: each table that was read.")] = []
    refused: Annotated[
        list[RefusedTable], Meta(description="For an import: what was left aside, with the reason.")
    ] = []
    undone_events: Annotated[
        int | None, Meta(description="For `undo`: events and measures that left the log with it.")
    ] = None
    import_again: Annotated[
        list[int],
        Meta(
            description="For `undo`: later imports that had left out some of the same events as known; they have left the log too."
        ),
    ] = []
    erasure: Annotated[int | None, Meta(description="For `erase`: its entry in the erasure log.")] = None
    backup: Annotated[str | None, Meta(description="For `backup`: the name of its file.")] = None
    events: Annotated[
        int | None, Meta(description="Events of customers after the build; null where none was made.")
    ] = None
    customers: Annotated[int | None, Meta(description="Customers after the build; null where none was made.")] = None


class JobProblem(msgspec.Struct, frozen=True, kw_only=True):
    """Why a job failed."""

    code: str
    message: str
    path: Annotated[
        list[str | int],
        Meta(description="For an import: where in the upload's corrections it lies; empty where that is not known."),
    ] = []


class Job(msgspec.Struct, frozen=True, kw_only=True):
    """One piece of long work."""

    id: int
    request: JobRequest
    state: Annotated[
        State,
        Meta(
            description="`interrupted`: the server ended while it ran; what it had not finished has left no trace, and it can be"
            " started again."
        ),
    ]
    by: Annotated[str, Meta(description="Who asked for it.")]
    created_us: Annotated[int, Meta(description="µs since 1970, UTC.")]
    started_us: int | None = None
    ended_us: int | None = None
    step: Annotated[JobStep | None, Meta(description="Where it is; null where it does not run.")] = None
    stopping: Annotated[bool, Meta(description="Whether it was asked to stop and has not yet.")] = False
    stoppable: Annotated[
        bool, Meta(description="Whether it can be cancelled: not any more once its import is in the log.")
    ] = True
    outcome: Annotated[JobOutcome | None, Meta(description="What it gave, also where a later step failed.")] = None
    problem: JobProblem | None = None
