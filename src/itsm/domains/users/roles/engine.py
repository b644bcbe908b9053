"""Which permissions a role may hold together. Pure: sets in, reasons out."""

from __future__ import annotations

from typing import Final

from itsm.platform.permissions import PERMISSIONS, Role

NEEDS: Final[dict[str, frozenset[str]]] = {
    "tickets.create_for_others": frozenset({"users.read"}),
    "tickets.read_location": frozenset({"tickets.work"}),
    "tickets.read_all": frozenset({"tickets.work"}),
    "tickets.assign_any": frozenset({"tickets.work"}),
    "tickets.override_priority": frozenset({"tickets.work"}),
    "tickets.override_sla": frozenset({"tickets.work"}),
    "tickets.bulk": frozenset({"tickets.work"}),
    "teams.manage": frozenset({"users.read"}),
    "users.manage": frozenset({"users.read"}),
    # The register names who holds what.
    "assets.read": frozenset({"users.read"}),
    "assets.write": frozenset({"assets.read"}),
    # These show tickets of everybody: the past that rules are tried on, mails as sent, entries of the audit trail.
    "settings.manage": frozenset({"tickets.read_all"}),
    "ops.manage": frozenset({"tickets.read_all"}),
    "audit.read": frozenset({"tickets.read_all"}),
}
"""What a permission is nothing, or a hole, without."""

FIXED: Final = frozenset({Role.SYSTEM_ADMIN})
"""Roles nobody changes: somebody must be able to undo everything else."""

ADMINISTRATORS_ONLY: Final = frozenset({"roles.manage"})
"""What only the fixed role holds: whoever gives rights away could give themselves all of them."""

MUST_HOLD: Final[dict[Role, frozenset[str]]] = {
    Role.IT_AGENT: frozenset({"tickets.work", "users.read"}),
    Role.IT_MANAGER: frozenset({"tickets.work", "users.read"}),
}
"""What makes the role what its name says."""

MUST_NOT_HOLD: Final[dict[Role, frozenset[str]]] = {
    Role.END_USER: frozenset({"tickets.work"}),
}


def problems(role: Role, wanted: frozenset[str]) -> list[str]:
    """Return why `role` may not hold exactly `wanted`, in sentences; empty where it may."""
    found = [f"There is no permission {name}." for name in sorted(wanted - PERMISSIONS)]
    found += [f"Only administrators hold {name}." for name in sorted(wanted & ADMINISTRATORS_ONLY)]
    found += [f"This role cannot be without {name}." for name in sorted(MUST_HOLD.get(role, frozenset()) - wanted)]
    found += [f"Who asks does not work tickets: {name}." for name in sorted(MUST_NOT_HOLD.get(role, set()) & wanted)]
    for name in sorted(wanted & NEEDS.keys()):
        found += [f"{name} needs {other}." for other in sorted(NEEDS[name] - wanted)]
    return found
