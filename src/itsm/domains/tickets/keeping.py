"""What people keep for themselves, a team or everybody: saved views, canned replies and macros."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, ClassVar, Final, Protocol
from uuid import UUID

from itsm.platform.events import DomainEvent, LiveMessage

if TYPE_CHECKING:
    from collections.abc import Mapping

    from itsm.platform.work import UnitOfWork

SHARED: Final = "shared"
"""The scope of what everybody has; both rooms of words call it so."""
_VERBS: Final = {"created": "kept", "updated": "changed", "deleted": "deleted"}


class Kept(Protocol):
    """A row of something that somebody keeps."""

    id: Any
    owner_id: Any
    scope: Any
    team_id: Any
    name: Any
    version: Any
    updated_at: Any


@dataclass(frozen=True, kw_only=True)
class KeptEvent(DomainEvent):
    """Base of what happens to one of them; screens that list it are told that it changed."""

    called: ClassVar[str]

    owner_id: UUID
    team_id: UUID | None
    is_shared: bool

    def live(self) -> LiveMessage:
        """Tell the owner, and who else has it among theirs."""
        rooms = [f"user:{self.owner_id}"]
        rooms += [f"team:{self.team_id}"] if self.team_id else []
        rooms += ["queue"] if self.is_shared else []
        payload = {"id": str(self.subject_id), "version": self.version, "type": self.subject_type}
        return LiveMessage(
            type=f"{self.subject_type}.changed",
            rooms=tuple(rooms),
            payload=payload | {"changed": sorted(self.changes)},
        )


def change_kept(row: Kept, wanted: Mapping[str, Any], now: datetime) -> dict[str, tuple[Any, Any]]:
    """Set what differs on a locked row; return (old, new) of that, empty where nothing does."""
    differing = {name: (getattr(row, name), value) for name, value in wanted.items() if getattr(row, name) != value}
    for name, (_, value) in differing.items():
        setattr(row, name, value)
    if differing:
        row.version, row.updated_at = row.version + 1, now
    return differing


def tell_kept(work: UnitOfWork, kind: type[KeptEvent], row: Kept, changes: dict[str, tuple[Any, Any]]) -> None:
    """Record what happened to a row: kept, changed or deleted, as the event's name ends."""
    verb = _VERBS[kind.name.rpartition(".")[2]]
    work.record(
        kind(
            subject_id=row.id,
            version=row.version,
            owner_id=row.owner_id,
            team_id=row.team_id,
            is_shared=row.scope == SHARED,
            changes=changes,
            summary=f"{kind.called} {row.name} was {verb}",
        )
    )
