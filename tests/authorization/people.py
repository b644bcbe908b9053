"""Who tries: one persona for each way of standing to the tickets of the matrix."""

from __future__ import annotations

from typing import Final

ANONYMOUS: Final = "anonymous"
SIGNED_OUT: Final = "signed out"
REQUESTER: Final = "requester"
OTHER_REQUESTER: Final = "other requester"
AGENT: Final = "agent"
OTHER_AGENT: Final = "agent of another team"
MANAGER: Final = "manager"
OTHER_MANAGER: Final = "manager of another site"
ADMIN: Final = "administrator"
TOKEN: Final = "agent's reading token"

LOGINS: Final = {
    SIGNED_OUT: "accounts",
    REQUESTER: "user.ph",
    OTHER_REQUESTER: "user2.us",
    AGENT: "agent.ph",
    OTHER_AGENT: "agent.us",
    MANAGER: "manager.ph",
    OTHER_MANAGER: "manager.us",
    ADMIN: "admin",
}
"""Whose account each persona uses. Signed out: an agent whose token is not over yet, but whose session is."""
TOKEN_SCOPES: Final = ("tickets:read", "people:read")
"""What the API token of the agent is good for; everything else is closed to it."""
TOKEN_OPENS: Final = (
    *("/api/tickets", "/api/handovers", "/api/reference", "/api/events", "/api/files", "/api/uploads"),
    *("/api/users", "/api/teams", "/api/presence", "/api/dashboard/export/tickets"),
    "/api/dashboard/export/time-entries",
)
"""Below these paths it may read, as far as the agent may; written down apart from the program's own list."""
TOKEN_LACKS: Final = frozenset(
    {"export_tickets", "export_time_entries", "list_ticket_articles", "list_ticket_assets", "list_ticket_changes"}
)
"""Operations there that show another area as well: reading tickets opens no assets, articles, changes or dashboards."""

NOBODY: Final = frozenset({ANONYMOUS, SIGNED_OUT})
REQUESTERS: Final = frozenset({REQUESTER, OTHER_REQUESTER})
ADMINS: Final = frozenset({ADMIN})
MANAGERS: Final = frozenset({MANAGER, OTHER_MANAGER}) | ADMINS
STAFF: Final = frozenset({AGENT, OTHER_AGENT}) | MANAGERS
SIGNED_IN: Final = REQUESTERS | STAFF
EVERYBODY: Final = SIGNED_IN | NOBODY
