"""What happens to macros, and that one was put on a ticket."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from itsm.domains.tickets.events import TicketEvent
from itsm.platform.events import DomainEvent, LiveMessage


@dataclass(frozen=True, kw_only=True)
class MacroEvent(DomainEvent):
    """Base of what happens to one macro; screens that list it are told that it changed."""

    subject_type: ClassVar[str] = "ticket_macro"

    owner_id: UUID
    team_id: UUID | None
    is_shared: bool

    def live(self) -> LiveMessage:
        """Tell the owner, and who else has the macro among theirs."""
        rooms = [f"user:{self.owner_id}"]
        rooms += [f"team:{self.team_id}"] if self.team_id else []
        rooms += ["queue"] if self.is_shared else []
        payload = {"id": str(self.subject_id), "version": self.version, "type": "ticket_macro"}
        return LiveMessage(
            type="ticket_macro.changed", rooms=tuple(rooms), payload=payload | {"changed": sorted(self.changes)}
        )


@dataclass(frozen=True, kw_only=True)
class MacroCreated(MacroEvent):
    """Somebody kept a text or a macro."""

    name: ClassVar[str] = "ticket_macro.created"


@dataclass(frozen=True, kw_only=True)
class MacroUpdated(MacroEvent):
    """A macro says or does something else."""

    name: ClassVar[str] = "ticket_macro.updated"


@dataclass(frozen=True, kw_only=True)
class MacroDeleted(MacroEvent):
    """A macro is no longer there."""

    name: ClassVar[str] = "ticket_macro.deleted"


@dataclass(frozen=True, kw_only=True)
class TicketMacroApplied(TicketEvent):
    """A macro was put on a ticket; what it changed are events of their own, in the same transaction."""

    name: ClassVar[str] = "ticket.macro_applied"

    macro_id: UUID
    macro_name: str
