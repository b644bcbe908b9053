"""What happens to changes, and to what they are judged by."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from itsm.platform.events import DomainEvent, LiveMessage

ROOM = "changes"
"""The screens of everybody who may see changes."""


@dataclass(frozen=True, kw_only=True)
class ChangeEvent(DomainEvent):
    """Base of what happens to one change. Screens hear that it changed, never what it says."""

    subject_type: ClassVar[str] = "change"
    number: str
    title: str

    def live(self) -> LiveMessage:
        """Tell the open screens."""
        payload = {"id": str(self.subject_id), "version": self.version, "type": "change"}
        return LiveMessage(type="change.changed", rooms=(ROOM,), payload=payload | {"changed": sorted(self.changes)})


@dataclass(frozen=True, kw_only=True)
class ChangeCreated(ChangeEvent):
    """Somebody began a change."""

    name: ClassVar[str] = "change.created"


@dataclass(frozen=True, kw_only=True)
class ChangeEdited(ChangeEvent):
    """A change says something else, or is to be carried out at another time or by somebody else."""

    name: ClassVar[str] = "change.edited"


@dataclass(frozen=True, kw_only=True)
class ChangeMoved(ChangeEvent):
    """A change went on its way, or back."""

    name: ClassVar[str] = "change.moved"
    state: str
    previous_state: str
    note: str
    implementer_id: UUID | None
    requester_id: UUID


@dataclass(frozen=True, kw_only=True)
class ChangeScheduled(ChangeEvent):
    """The window of a change is fixed; its people are told."""

    name: ClassVar[str] = "change.scheduled"
    starts_at: str
    ends_at: str
    timezone: str
    people: tuple[UUID, ...]


@dataclass(frozen=True, kw_only=True)
class ChangeReviewed(ChangeEvent):
    """Somebody wrote down how it went and what is learnt of it."""

    name: ClassVar[str] = "change.reviewed"


@dataclass(frozen=True, kw_only=True)
class ChangeDeleted(ChangeEvent):
    """A draft or a rejected change is gone."""

    name: ClassVar[str] = "change.deleted"


@dataclass(frozen=True, kw_only=True)
class ChangeTicketsChanged(ChangeEvent):
    """A ticket was put beside a change or taken away."""

    name: ClassVar[str] = "change.tickets_changed"
    ticket_id: UUID


@dataclass(frozen=True, kw_only=True)
class FreezeChanged(DomainEvent):
    """A freeze was added, altered or lifted; changes lie in it or do not any more."""

    name: ClassVar[str] = "change_freeze.changed"
    subject_type: ClassVar[str] = "change_freeze"
    title: str
    effect: str

    def live(self) -> LiveMessage:
        """Tell the open screens."""
        payload = {"id": str(self.subject_id), "version": self.version, "type": "change_freeze"}
        return LiveMessage(type="change.changed", rooms=(ROOM,), payload=payload | {"changed": []})


@dataclass(frozen=True, kw_only=True)
class FeedChanged(DomainEvent):
    """Somebody got an address of the calendar of changes, or withdrew it. Never the address itself."""

    name: ClassVar[str] = "change_feed.changed"
    subject_type: ClassVar[str] = "user"


@dataclass(frozen=True, kw_only=True)
class ChangeRulesChanged(DomainEvent):
    """Templates, the questionnaire or who approves is another."""

    name: ClassVar[str] = "change_settings.changed"
    subject_type: ClassVar[str] = "change_settings"
    what: str
