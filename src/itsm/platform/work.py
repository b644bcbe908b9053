"""The unit of work: one transaction, one actor, one clock, one commit.

Services change rows and record events. Leaving the unit of work writes, in the same transaction and in one
statement, the staged rows, the events, their audit rows and one job per (event, subscriber); then it commits,
once. Before that commit nothing exists, after it nothing is lost.
"""

from __future__ import annotations

from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from sqlalchemy import text

from itsm.platform.cache.snapshot import recheck_now
from itsm.platform.clock import utc_now
from itsm.platform.db.direct import flush
from itsm.platform.db.engine import closing_session, get_database
from itsm.platform.db.writeset import WriteSet
from itsm.platform.ids import new_id
from itsm.platform.jobs.signals import wake
from itsm.platform.telemetry.metrics import count_event

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Mapping
    from datetime import datetime
    from uuid import UUID

    from sqlalchemy.ext.asyncio import AsyncSession

    from itsm.platform.actor import Actor
    from itsm.platform.db.base import Base
    from itsm.platform.events import DomainEvent

AuditRow = tuple[str, dict[str, Any]]


@dataclass(slots=True)
class Consequences:
    """What follows from an event; filled by wiring, so that the platform knows no room.

    `subscriptions`: event name → names of jobs. `audit_row`: event, its id, actor, time → (table, row).
    """

    subscriptions: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    audit_row: Callable[[DomainEvent, UUID, Actor, datetime], AuditRow] | None = None


CONSEQUENCES = Consequences()

_TOUCH = text(
    "INSERT INTO config_versions (name, version) VALUES (:name, 1) "
    "ON CONFLICT (name) DO UPDATE SET version = config_versions.version + 1"
)


class UnitOfWork:
    """One transaction in the name of one actor. Only `commit` here commits."""

    def __init__(self, session: AsyncSession, actor: Actor, now: datetime | None = None) -> None:
        self.session = session
        self.actor = actor
        self.now = now or utc_now()
        self.is_replay = now is not None
        self._staged = WriteSet()
        self._events: list[tuple[UUID, DomainEvent]] = []
        self._touched: set[str] = set()
        self._jobs: list[dict[str, Any]] = []
        self._after_commit: list[Callable[[], None]] = []

    @property
    def events(self) -> list[DomainEvent]:
        """Return what was recorded so far."""
        return [event for _, event in self._events]

    def stage(self, model: type[Base], row: Mapping[str, Any]) -> None:
        """Insert `row` with everything else at the commit; every NOT NULL column without default must be there."""
        self._staged.add(model.__tablename__, row)

    def record(self, event: DomainEvent) -> UUID:
        """Record what happened; return the event's id."""
        event_id = new_id()
        self._events.append((event_id, event))
        return event_id

    def defer(
        self,
        job: str,
        args: Mapping[str, Any],
        *,
        run_at: datetime | None = None,
        lock_key: str | None = None,
        dedupe_key: str | None = None,
    ) -> None:
        """Enqueue `job` in this transaction. Jobs of one `lock_key` run one after another, in order."""
        self._jobs.append(
            {
                "name": job,
                "args": args,
                "run_at": run_at or utc_now(),
                "lock_key": lock_key,
                "dedupe_key": dedupe_key,
            }
        )

    def touch_config(self, name: str) -> None:
        """Say that the configuration snapshot `name` changes with this commit."""
        self._touched.add(name)

    def after_commit(self, action: Callable[[], None]) -> None:
        """Run `action` once the commit stands. Best effort: for wake-ups, never for what must happen."""
        self._after_commit.append(action)

    @asynccontextmanager
    async def part(self) -> AsyncIterator[None]:
        """Do something that may be refused: a refusal takes what it wrote, staged, recorded and deferred with it."""
        staged, touched = self._staged.mark(), set(self._touched)
        listed: tuple[list[Any], ...] = (self._events, self._jobs, self._after_commit)
        counts = [len(one) for one in listed]
        try:
            async with self.session.begin_nested():
                yield
        except BaseException:
            self._staged.rewind(staged)
            self._touched = touched
            for one, count in zip(listed, counts, strict=True):
                del one[count:]
            raise

    async def commit(self) -> None:
        """Write the consequences and commit. Nothing of this exists before, all of it after."""
        await flush(self.session)
        self._stage_consequences()
        if self._staged:
            await self._staged.write(self.session)
        for name in sorted(self._touched):
            await self.session.execute(_TOUCH, {"name": name})
        await self.session.commit()
        if self._touched:
            recheck_now()
        if self._events or self._jobs:
            wake()
        for _, event in self._events:
            count_event(event.name)
        for action in self._after_commit:
            action()

    def _stage_consequences(self) -> None:
        for event_id, event in self._events:
            self._stage_event(event_id, event)
        for job in self._jobs:
            self._staged.add("jobs", job)

    def _stage_event(self, event_id: UUID, event: DomainEvent) -> None:
        message = event.live()
        data = event.data()
        self._staged.add(
            "domain_events",
            {
                "id": event_id,
                "name": event.name,
                "subject_type": event.subject_type,
                "subject_id": event.subject_id,
                "actor_id": self.actor.id,
                "at": self.now,
                "data": data,
                "live_rooms": list(message.rooms) if message else None,
                "live_message": {"type": message.type, "payload": message.payload} if message else None,
            },
        )
        if event.audited and CONSEQUENCES.audit_row:
            table, row = CONSEQUENCES.audit_row(event, event_id, self.actor, self.now)
            self._staged.add(table, row)
        for job in CONSEQUENCES.subscriptions.get(event.name, ()):
            self.defer(job, self._subscriber_args(event_id, event, data), lock_key=f"{job}:{event.subject_id}")

    def _subscriber_args(self, event_id: UUID, event: DomainEvent, data: dict[str, Any]) -> dict[str, Any]:
        return {
            "event_id": event_id,
            "name": event.name,
            "subject_id": event.subject_id,
            "actor_id": self.actor.id,
            "actor_name": self.actor.name,
            "at": self.now,
            "is_replay": self.is_replay,
            "data": data,
        }


@asynccontextmanager
async def open_work(actor: Actor, *, now: datetime | None = None) -> AsyncIterator[UnitOfWork]:
    """Open a unit of work; a clean exit commits, an exception rolls everything back.

    `now` replaces the clock (UTC), for replays of old logs; subscribers see `is_replay`.
    """
    session = get_database().sessions()
    work = UnitOfWork(session, actor, now)
    async with closing_session(session):
        try:
            yield work
            await work.commit()
        except BaseException:
            await session.rollback()
            raise
