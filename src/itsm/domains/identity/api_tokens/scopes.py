"""What an API token is good for: areas of the interface, to read or to write. No I/O; closed unless named.

A scope opens paths and methods, and lends only that area's permissions of its person: both must allow a call.
"""

from collections.abc import Collection
from enum import StrEnum
from typing import Final


class Scope(StrEnum):
    """An area and whether it may be changed; writing includes reading."""

    TICKETS_READ = "tickets:read"
    TICKETS_WRITE = "tickets:write"
    PEOPLE_READ = "people:read"
    PEOPLE_WRITE = "people:write"
    KNOWLEDGE_READ = "knowledge:read"
    KNOWLEDGE_WRITE = "knowledge:write"
    ASSETS_READ = "assets:read"
    ASSETS_WRITE = "assets:write"
    CHANGES_READ = "changes:read"
    CHANGES_WRITE = "changes:write"
    REPORTS_READ = "reports:read"
    ADMIN_READ = "admin:read"
    ADMIN_WRITE = "admin:write"


# First part of the path below /api → area. What stands nowhere here is closed to tokens.
AREAS: Final = {
    "tickets": "tickets",
    "handovers": "tickets",
    "reference": "tickets",
    "events": "tickets",
    "files": "tickets",
    "uploads": "tickets",
    "users": "people",
    "teams": "people",
    "presence": "people",
    "kb": "knowledge",
    "assets": "assets",
    "status": "knowledge",
    "changes": "changes",
    "dashboard": "reports",
    "admin": "admin",
}
# What lies below another area's path and is none of its business: the bell tells of tickets, an exported list of
# tickets holds their words (and takes the right to dashboards besides: a token needs both scopes).
_INNER: Final[dict[tuple[str, ...], str]] = {
    ("users", "me", "notifications"): "tickets",
    ("dashboard", "export", "tickets"): "tickets",
    ("dashboard", "export", "time-entries"): "tickets",
}
# What stands below a thing of another area (`/tickets/{id}/assets`, `/kb/articles/{ref}/tickets`) shows both: reading
# that area is needed as well, or a token for tickets would list the devices of its person.
_BELOW: Final = {"tickets": "tickets", "assets": "assets", "changes": "changes", "articles": "knowledge"}
_THINGS: Final = frozenset({"tickets", "assets", "changes", "kb"})
# Who the token speaks for: every token may ask that.
_ALWAYS: Final = frozenset({("GET", "/api/auth/me")})
_READING: Final = frozenset({"GET", "HEAD", "OPTIONS"})

# What no token lends: it asks for a proof that only a person can give.
CLOSED_PERMISSIONS: Final = frozenset({"roles.manage"})
AREA_PERMISSIONS: Final[dict[str, frozenset[str]]] = {
    "tickets": frozenset(
        {
            *("tickets.create", "tickets.create_for_others", "tickets.work"),
            *("tickets.read_all", "tickets.read_location"),
            *("tickets.assign_any", "tickets.override_priority", "tickets.override_sla", "tickets.bulk"),
            "macros.manage",
        }
    ),
    "people": frozenset({"users.read", "users.manage", "teams.manage"}),
    "knowledge": frozenset({"kb.write", "kb.publish", "status.post"}),
    "assets": frozenset({"assets.read", "assets.write"}),
    "changes": frozenset({"changes.write", "changes.approve", "changes.manage"}),
    "reports": frozenset({"dashboards.read"}),
    "admin": frozenset({"settings.manage", "audit.read", "ops.manage"}),
}

# Figures are counted among the tickets that their reader sees (tickets/visibility.py): a report reads them by the eyes
# of its person. Only the area's own paths are open, so of those tickets it gets figures and nothing else.
_EYES: Final[dict[str, frozenset[str]]] = {
    "reports": frozenset({"tickets.work", "tickets.read_all", "tickets.read_location"})
}


def area_of(scope: Scope) -> str:
    """Return the area of a scope."""
    return scope.value.partition(":")[0]


def covers(scopes: Collection[Scope], method: str, path: str) -> bool:
    """Tell whether a token with these scopes may call `method` on `path` at all."""
    if (method, path) in _ALWAYS:
        return True
    parts = path.split("/")
    if len(parts) < 3 or parts[1] != "api":  # noqa: PLR2004 - "", "api", area
        return False
    area = _INNER.get(tuple(parts[2:5])) or AREAS.get(parts[2])
    if area is None:
        return False
    others = {_BELOW[part] for part in parts[4:] if part in _BELOW} if parts[2] in _THINGS else set()
    return _opens(scopes, area, writes=method not in _READING) and all(
        _opens(scopes, other, writes=False) for other in others - {area}
    )


def _opens(scopes: Collection[Scope], area: str, *, writes: bool) -> bool:
    return f"{area}:write" in scopes or (not writes and f"{area}:read" in scopes)


def lent(scopes: Collection[Scope], permissions: Collection[str]) -> frozenset[str]:
    """Return which of a person's permissions a token with these scopes has."""
    areas = {area_of(scope) for scope in scopes}
    opened = frozenset().union(*(AREA_PERMISSIONS[area] | _EYES.get(area, frozenset()) for area in areas))
    return frozenset(permissions) & opened


def may_give(scope: Scope, permissions: Collection[str]) -> bool:
    """Tell whether somebody with these permissions has anything in the scope's area to give."""
    return bool(AREA_PERMISSIONS[area_of(scope)] & frozenset(permissions))
