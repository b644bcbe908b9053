"""What happens to macros, and that one was put on a ticket."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from itsm.domains.tickets.events import TicketEvent
from itsm.domains.tickets.keeping import KeptEvent


@dataclass(frozen=True, kw_only=True)
class MacroEvent(KeptEvent):
    """Base of what happens to one macro."""

    subject_type: ClassVar[str] = "ticket_macro"
    called: ClassVar[str] = "Macro"


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
