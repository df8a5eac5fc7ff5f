"""The immutable log of what happened: Parquet parts and their manifest.

`EventLog` is the room's door. A part holds the rows of one import of one source; its columns are those of `model.Event`, with one
column a namespace for identifiers (`id:email`), so that millions of rows are read without touching each.
"""

from desireline.events.combinations import classes, combinations
from desireline.events.engine import connect, json_text, parquet, quote_name, quote_path, quote_text
from desireline.events.erasures import Erasure, Erasures
from desireline.events.log import EventLog, Undone
from desireline.events.manifest import ImportRecord, Part
from desireline.events.model import IDENTIFIER_PREFIX, Event, Identifier, Measure
from desireline.events.rewriting import copy_without
from desireline.events.rows import Rows, SeenTogether, events_at, identifiers_at
from desireline.events.staging import StagedPart, Staging

__all__ = [
    "IDENTIFIER_PREFIX",
    "Erasure",
    "Erasures",
    "Event",
    "EventLog",
    "Identifier",
    "ImportRecord",
    "Measure",
    "Part",
    "Rows",
    "SeenTogether",
    "StagedPart",
    "Staging",
    "Undone",
    "classes",
    "combinations",
    "connect",
    "copy_without",
    "events_at",
    "identifiers_at",
    "json_text",
    "parquet",
    "quote_name",
    "quote_path",
    "quote_text",
]
