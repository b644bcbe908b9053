"""What happens to saved views."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from itsm.domains.tickets.keeping import KeptEvent


@dataclass(frozen=True, kw_only=True)
class ViewEvent(KeptEvent):
    """Base of what happens to one view."""

    subject_type: ClassVar[str] = "ticket_view"
    called: ClassVar[str] = "View"


@dataclass(frozen=True, kw_only=True)
class ViewCreated(ViewEvent):
    """Somebody kept a way of looking at the queue."""

    name: ClassVar[str] = "ticket_view.created"


@dataclass(frozen=True, kw_only=True)
class ViewUpdated(ViewEvent):
    """A view shows other tickets, or shows them otherwise."""

    name: ClassVar[str] = "ticket_view.updated"


@dataclass(frozen=True, kw_only=True)
class ViewDeleted(ViewEvent):
    """A view is no longer there."""

    name: ClassVar[str] = "ticket_view.deleted"
