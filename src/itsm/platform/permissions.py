"""What each shipped role may do, as plain strings `<noun>.<verb>`."""

from __future__ import annotations

from enum import StrEnum


class Role(StrEnum):
    """The four shipped roles; each includes what the one before it may do."""

    END_USER = "end_user"
    IT_AGENT = "it_agent"
    IT_MANAGER = "it_manager"
    SYSTEM_ADMIN = "system_admin"


_END_USER = frozenset({"tickets.create"})
_IT_AGENT = _END_USER | {"tickets.create_for_others", "tickets.work", "users.read", "dashboards.read", "kb.write"}
_IT_MANAGER = _IT_AGENT | {
    "tickets.read_all",
    "tickets.assign_any",
    "tickets.override_priority",
    "tickets.override_sla",
    "tickets.bulk",
    "teams.manage",
    "kb.publish",
}
_SYSTEM_ADMIN = _IT_MANAGER | {"users.manage", "settings.manage", "audit.read", "ops.manage"}

ROLE_PERMISSIONS: dict[Role, frozenset[str]] = {
    Role.END_USER: _END_USER,
    Role.IT_AGENT: _IT_AGENT,
    Role.IT_MANAGER: _IT_MANAGER,
    Role.SYSTEM_ADMIN: _SYSTEM_ADMIN,
}
