"""What each role may do as shipped, as plain strings `<noun>.<verb>`; administrators may change it (users/roles)."""

from __future__ import annotations

from collections.abc import Collection
from enum import StrEnum


class Role(StrEnum):
    """The four shipped roles; each includes what the one before it may do."""

    END_USER = "end_user"
    IT_AGENT = "it_agent"
    IT_MANAGER = "it_manager"
    SYSTEM_ADMIN = "system_admin"


_END_USER = frozenset({"tickets.create"})
_IT_AGENT = _END_USER | {
    "tickets.create_for_others",
    "tickets.work",
    "users.read",
    "dashboards.read",
    "kb.write",
    "assets.read",
    "status.post",
    "changes.write",
}
_IT_MANAGER = _IT_AGENT | {
    "tickets.read_all",
    "tickets.assign_any",
    "tickets.override_priority",
    "tickets.override_sla",
    "tickets.bulk",
    "macros.manage",
    "teams.manage",
    "kb.publish",
    "assets.write",
    "changes.approve",
    "changes.manage",
}
_SYSTEM_ADMIN = _IT_MANAGER | {"users.manage", "roles.manage", "settings.manage", "audit.read", "ops.manage"}

ROLE_PERMISSIONS: dict[Role, frozenset[str]] = {
    Role.END_USER: _END_USER,
    Role.IT_AGENT: _IT_AGENT,
    Role.IT_MANAGER: _IT_MANAGER,
    Role.SYSTEM_ADMIN: _SYSTEM_ADMIN,
}

PERMISSIONS: frozenset[str] = _SYSTEM_ADMIN | {"tickets.read_location"}
"""Every permission there is. `tickets.read_location`: instead of all tickets, those of one's own location."""


def held_by(role: Role, changed: Collection[str] | None) -> frozenset[str]:
    """Return what `role` may do: `changed` is what administrators let it do, None where it is as shipped.

    Names the product no longer knows are left out, and administrators may always do everything.
    """
    if changed is None or role is Role.SYSTEM_ADMIN:
        return ROLE_PERMISSIONS[role]
    return PERMISSIONS.intersection(changed)
