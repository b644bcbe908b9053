"""Telling in the app, putting away, taking back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

from sqlalchemy import ColumnElement, delete, select, update
from sqlalchemy.dialects.postgresql import insert

from itsm.domains.notifications.bell.events import NoticesChanged, NoticesCreated
from itsm.domains.notifications.bell.models import Notice
from itsm.domains.notifications.subjects import subject_of
from itsm.platform.ids import new_id

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from itsm.domains.notifications.kinds import Kind
    from itsm.platform.work import UnitOfWork

KEPT_CHARS: Final = 400
"""Of a text somebody wrote; the whole is where it was written."""


@dataclass(frozen=True, slots=True, kw_only=True)
class News:
    """What one person is to be told in the app."""

    recipient_id: UUID
    kind: Kind
    template: str
    context: Mapping[str, Any]
    thread_key: str | None


async def tell(work: UnitOfWork, event_id: UUID, news: Sequence[News]) -> int:
    """Put news into bells; return how many were new. Who was told of `event_id` already is left out."""
    rows = [_row(work, event_id, one) for one in news]
    if not rows:
        return 0
    fresh = insert(Notice).values(rows).on_conflict_do_nothing().returning(Notice.id, Notice.recipient_id)
    told = (await work.session.execute(fresh)).all()
    if told:
        people = tuple(dict.fromkeys(recipient for _, recipient in told))
        work.record(NoticesCreated(subject_id=told[0][0], recipient_ids=people))
    return len(told)


async def finish(work: UnitOfWork, keys: Sequence[str] | None, up_to: UUID) -> datetime:
    """Put away the actor's notices of these conversations (None: all) up to one they have seen; return the moment.

    What came after `up_to` stays: nobody put away what was not on their screen.
    """
    wanted = [Notice.done_at.is_(None), Notice.id <= up_to]
    if keys is not None:
        wanted.append(Notice.group_key.in_(keys))
    await _mark(work, wanted, work.now)
    return work.now


async def take_back(work: UnitOfWork, done_at: datetime) -> None:
    """Bring back what the actor put away at this very moment; nothing where that was nothing."""
    await _mark(work, [Notice.done_at == done_at], None)


async def forget_notices(work: UnitOfWork, *, before: datetime, limit: int) -> int:
    """Delete up to `limit` notices made before a time; return how many."""
    old = select(Notice.id).where(Notice.created_at < before).limit(limit)
    gone = await work.session.execute(delete(Notice).where(Notice.id.in_(old)).returning(Notice.id))
    return len(gone.all())


async def _mark(work: UnitOfWork, wanted: list[ColumnElement[bool]], done_at: datetime | None) -> None:
    own = work.actor.id
    if own is None:
        return
    changed = update(Notice).where(Notice.recipient_id == own, *wanted).values(done_at=done_at).returning(Notice.id)
    if ids := (await work.session.scalars(changed)).all():
        work.record(NoticesChanged(subject_id=ids[0], recipient_ids=(own,)))


def _row(work: UnitOfWork, event_id: UUID, news: News) -> dict[str, Any]:
    notice_id = new_id()
    has_subject = subject_of(news.thread_key) is not None
    return {
        "id": notice_id,
        "event_id": event_id,
        "recipient_id": news.recipient_id,
        "kind": news.kind.key,
        "template": news.template,
        "group_key": news.thread_key if has_subject else f"notice.{notice_id}",
        "has_subject": has_subject,
        "data": {name: _kept(value) for name, value in news.context.items()},
        "created_at": work.now,
    }


def _kept(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, str) and len(value) > KEPT_CHARS:
        return value[: KEPT_CHARS - 1].rstrip() + "…"
    return value
