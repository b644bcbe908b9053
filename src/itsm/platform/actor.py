"""Who is acting. Every write carries an actor; background work acts as the system."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from itsm.platform.errors import Forbidden, ProofNeeded
from itsm.platform.permissions import ROLE_PERMISSIONS, Role

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

__all__ = ["Actor", "Role", "system_actor"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """A caller with what it may do and where it called from.

    `id` is None for the system itself (jobs, imports). `team_ids` are the teams the caller works in. `proof_until` is
    how long (UTC) it counts that a person showed password or code; a program with an API token never has that.
    """

    id: UUID | None
    name: str
    role: Role
    permissions: frozenset[str]
    kind: str = "user"
    email: str = ""
    team_ids: frozenset[UUID] = field(default_factory=frozenset)
    location_id: UUID | None = None
    timezone: str = "UTC"
    locale: str = "en"
    session_id: UUID | None = None
    token_id: UUID | None = None
    proof_until: datetime | None = None
    ip: str = ""
    user_agent: str = ""
    request_id: str = ""

    def can(self, permission: str) -> bool:
        """Tell whether the actor holds `permission`."""
        return permission in self.permissions

    def require(self, permission: str) -> None:
        """Raise Forbidden (403) where the actor lacks `permission`."""
        if permission not in self.permissions:
            raise Forbidden(f"This needs the permission {permission}.")

    def require_proof(self, now: datetime) -> None:
        """Raise ProofNeeded (403) where a person did not show lately that it is them. The system needs no proof."""
        if self.id is not None and (self.proof_until is None or now >= self.proof_until):
            raise ProofNeeded

    @property
    def is_staff(self) -> bool:
        """Tell whether the actor works tickets (agent, manager, administrator, system)."""
        return "tickets.work" in self.permissions


def system_actor(name: str = "System", *, kind: str = "system") -> Actor:
    """Return the actor of background work: may do everything, has no user id."""
    return Actor(
        id=None,
        name=name,
        role=Role.SYSTEM_ADMIN,
        permissions=ROLE_PERMISSIONS[Role.SYSTEM_ADMIN],
        kind=kind,
    )
