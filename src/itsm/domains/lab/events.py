"""What happens to drafts and runs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from itsm.platform.events import DomainEvent, LiveMessage


@dataclass(frozen=True, kw_only=True)
class LabEvent(DomainEvent):
    """Base of the lab's news. Screens hear that something changed, never what: they ask with their own rights."""

    def live(self) -> LiveMessage:
        """Tell the open screens of those who see every ticket."""
        payload = {"id": str(self.subject_id), "version": self.version, "type": self.subject_type}
        return LiveMessage(type="lab.changed", rooms=("queue",), payload=payload | {"changed": sorted(self.changes)})


@dataclass(frozen=True, kw_only=True)
class DraftEvent(LabEvent):
    """Base of what happens to a draft."""

    subject_type: ClassVar[str] = "rule_draft"
    kind: str


@dataclass(frozen=True, kw_only=True)
class DraftCreated(DraftEvent):
    """A draft was begun."""

    name: ClassVar[str] = "rule_draft.created"


@dataclass(frozen=True, kw_only=True)
class DraftChanged(DraftEvent):
    """A draft was edited; live rules are as they were."""

    name: ClassVar[str] = "rule_draft.changed"


@dataclass(frozen=True, kw_only=True)
class DraftScheduled(DraftEvent):
    """A draft is to be activated at a time, or no longer is."""

    name: ClassVar[str] = "rule_draft.scheduled"


@dataclass(frozen=True, kw_only=True)
class DraftActivated(DraftEvent):
    """A draft is in force; the rooms' own events say what changed."""

    name: ClassVar[str] = "rule_draft.activated"


@dataclass(frozen=True, kw_only=True)
class DraftBlocked(DraftEvent):
    """A draft was due to be activated, and could not be; `changes` say why."""

    name: ClassVar[str] = "rule_draft.blocked"


@dataclass(frozen=True, kw_only=True)
class DraftDiscarded(DraftEvent):
    """A draft was put aside."""

    name: ClassVar[str] = "rule_draft.discarded"


@dataclass(frozen=True, kw_only=True)
class VersionRestored(LabEvent):
    """An earlier version is in force again."""

    name: ClassVar[str] = "rule_version.restored"
    subject_type: ClassVar[str] = "rule_version"
    kind: str
    reference: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class BacktestEvent(LabEvent):
    """Base of what happens to a run."""

    subject_type: ClassVar[str] = "backtest"
    draft_id: str
    kind: str


@dataclass(frozen=True, kw_only=True)
class BacktestRequested(BacktestEvent):
    """A draft is to be run over a period of the past."""

    name: ClassVar[str] = "backtest.requested"


@dataclass(frozen=True, kw_only=True)
class BacktestProgressed(BacktestEvent):
    """A run is further."""

    name: ClassVar[str] = "backtest.progressed"
    audited: ClassVar[bool] = False


@dataclass(frozen=True, kw_only=True)
class BacktestEnded(BacktestEvent):
    """A run is done, was cancelled, or failed."""

    name: ClassVar[str] = "backtest.ended"
