"""From identifiers to customers, with evidence.

`resolve` joins the identifiers of all parts into customers; `Identities` holds what came out: who each combination of identifiers is,
what was set aside and why.
"""

from desireline.identity.customer_ids import number_of, spelled
from desireline.identity.evidence import Evidence, Known, LeftOut, Link, explain
from desireline.identity.namespaces import LEVELS, default_limit
from desireline.identity.normalise import normalise
from desireline.identity.resolve import Identities, SetAside, resolve
from desireline.identity.search import Found, find, identifiers_of
from desireline.identity.store import IdentityStore, Owners

__all__ = [
    "LEVELS",
    "Evidence",
    "Found",
    "Identities",
    "IdentityStore",
    "Known",
    "LeftOut",
    "Link",
    "Owners",
    "SetAside",
    "default_limit",
    "explain",
    "find",
    "identifiers_of",
    "normalise",
    "number_of",
    "resolve",
    "spelled",
]
