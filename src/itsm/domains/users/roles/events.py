"""What happens to roles."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar
from uuid import NAMESPACE_URL, UUID, uuid5

from itsm.platform.events import DomainEvent, LiveMessage


@dataclass(frozen=True, kw_only=True)
class RoleEvent(DomainEvent):
    """Base of everything that happens to one role; `role` is what it is called, `reason` why it was done."""

    subject_type: ClassVar[str] = "role"
    role: str
    reason: str

    def live(self) -> LiveMessage:
        """Tell everybody that what they may do may have changed, not how."""
        return LiveMessage(
            type="role.changed",
            rooms=("all",),
            payload={"id": str(self.subject_id), "version": self.version, "type": "role", "changed": []},
        )


@dataclass(frozen=True, kw_only=True)
class RoleChanged(RoleEvent):
    """A role may do other things than before; `changes` names what was given and taken."""

    name: ClassVar[str] = "role.changed"


@dataclass(frozen=True, kw_only=True)
class RoleCreated(RoleEvent):
    """Administrators made a role of their own."""

    name: ClassVar[str] = "role.created"
    base: str
    permissions: list[str]


@dataclass(frozen=True, kw_only=True)
class RoleRemoved(RoleEvent):
    """A role that nobody had any more is gone."""

    name: ClassVar[str] = "role.removed"


def role_id(role: str) -> UUID:
    """Return the id under which the history of a role is kept: always the same for one role."""
    return uuid5(NAMESPACE_URL, f"role:{role}")
