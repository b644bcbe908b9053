"""Events for tests, and somebody to record them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from itsm.platform.actor import system_actor
from itsm.platform.events import DomainEvent, LiveMessage
from itsm.platform.ids import new_id
from itsm.platform.work import open_work

if TYPE_CHECKING:
    from uuid import UUID


@dataclass(frozen=True, kw_only=True)
class News(DomainEvent):
    """Something happened that `rooms` hear of."""

    name: ClassVar[str] = "ticket.updated"
    subject_type: ClassVar[str] = "ticket"
    audited: ClassVar[bool] = False

    rooms: tuple[str, ...]
    changed: tuple[str, ...] = ()
    n: int = 0

    def live(self) -> LiveMessage:
        payload: dict[str, Any] = {"id": str(self.subject_id), "n": self.n, "changed": list(self.changed)}
        return LiveMessage(type=self.name, rooms=self.rooms, payload=payload)


@dataclass(frozen=True, kw_only=True)
class Silent(DomainEvent):
    """Something happened that no screen hears of."""

    name: ClassVar[str] = "lamp.lit"
    subject_type: ClassVar[str] = "lamp"
    audited: ClassVar[bool] = False


async def record(*events: DomainEvent) -> None:
    """Record events in one unit of work."""
    async with open_work(system_actor()) as work:
        for event in events:
            work.record(event)


async def tell(*rooms: str, n: int = 0, ticket_id: UUID | None = None, changed: tuple[str, ...] = ()) -> None:
    """Record one piece of news for `rooms`."""
    await record(News(subject_id=ticket_id or new_id(), rooms=rooms, n=n, changed=changed))
