"""Who may use a server, and how: users and tokens, sessions, limits, and the gate before every route.

Nothing here imports a web framework: the gate is plain ASGI, and no route behind it can be reached past it.
Source: https://asgi.readthedocs.io/en/latest/specs/www.html.
"""

from ui.access.accounts import Accounts, AccountsFile, Token, User
from ui.access.gate import Gate
from ui.access.policy import Policy, make_policy
from ui.access.principal import ANYONE, PRINCIPAL_KEY, Principal, Role, principal_of

__all__ = [
    "ANYONE",
    "PRINCIPAL_KEY",
    "Accounts",
    "AccountsFile",
    "Gate",
    "Policy",
    "Principal",
    "Role",
    "Token",
    "User",
    "make_policy",
    "principal_of",
]
