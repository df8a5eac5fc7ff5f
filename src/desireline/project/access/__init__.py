"""Who may do what with a project: accounts, sessions, keys, roles. The command line and the server use the same."""

from desireline.project.access.accounts import Account, Accounts, name_key
from desireline.project.access.keys import ApiKey, ApiKeys
from desireline.project.access.rights import ROLE_NAMES, ROLES, Right, Role
from desireline.project.access.sessions import ABSOLUTE_S, AccountSessions

__all__ = [
    "ABSOLUTE_S",
    "ROLES",
    "ROLE_NAMES",
    "Account",
    "AccountSessions",
    "Accounts",
    "ApiKey",
    "ApiKeys",
    "Right",
    "Role",
    "name_key",
]
