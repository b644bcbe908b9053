"""Reading somebody's bell: conversations by their latest news, with what the reader may see of each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.dialects.postgresql import distinct_on

from itsm.domains.notifications.bell.models import Notice
from itsm.domains.notifications.kinds import KINDS
from itsm.domains.notifications.subjects import Subject, seen_subjects

if TYPE_CHECKING:
    from collections.abc import Sequence
    from uuid import UUID

    from sqlalchemy.ext.asyncio import AsyncSession

    from itsm.platform.actor import Actor

COUNT_LIMIT: Final = 100
"""Beyond this many conversations the bell only says that there are more."""
SHOWN: Final = 4
"""Of one conversation so many of the latest are shown."""


@dataclass(frozen=True, slots=True)
class Conversation:
    """The news of one conversation, newest first, and what it is about; `count` includes what is not listed."""

    key: str
    subject: Subject | None
    notices: Sequence[Notice]
    count: int


@dataclass(frozen=True, slots=True)
class BellPage:
    """Some conversations, and the id of the last looked at where there may be more."""

    items: list[Conversation]
    next_before: UUID | None


async def read_bell(
    session: AsyncSession, actor: Actor, *, is_done: bool, limit: int, before: UUID | None = None
) -> BellPage:
    """Return the actor's conversations with open (or put away) news, the latest first, below notice id `before`."""
    own = _own(actor, is_done=is_done)
    latest = (
        select(Notice.id, Notice.group_key)
        .where(*own)
        .ext(distinct_on(Notice.group_key))
        .order_by(Notice.group_key, Notice.id.desc())
        .subquery()
    )
    query = select(latest.c.id, latest.c.group_key).order_by(latest.c.id.desc()).limit(limit + 1)
    if before is not None:
        query = query.where(latest.c.id < before)
    found = (await session.execute(query)).all()
    keys = [key for _, key in found[:limit]]
    items = await _conversations(session, actor, own, keys)
    return BellPage(items, found[limit - 1][0] if len(found) > limit else None)


async def count_bell(session: AsyncSession, actor: Actor) -> int:
    """Return how many conversations hold news that the actor may see, at most `COUNT_LIMIT`."""
    own = _own(actor, is_done=False)
    newest = select(Notice.group_key, Notice.has_subject).where(*own).distinct().limit(COUNT_LIMIT)
    rows = (await session.execute(newest)).all()
    seen = await seen_subjects(session, actor, [key for key, has_subject in rows if has_subject])
    return sum(not has_subject or key in seen for key, has_subject in rows)


async def _conversations(
    session: AsyncSession, actor: Actor, own: list[ColumnElement[bool]], keys: Sequence[str]
) -> list[Conversation]:
    if not keys:
        return []
    place = func.row_number().over(partition_by=Notice.group_key, order_by=Notice.id.desc())
    count = func.count().over(partition_by=Notice.group_key)
    ranked = (
        select(Notice.id, place.label("place"), count.label("count")).where(*own, Notice.group_key.in_(keys)).subquery()
    )
    query = (
        select(Notice, ranked.c.count)
        .join(ranked, ranked.c.id == Notice.id)
        .where(ranked.c.place <= SHOWN)
        .order_by(Notice.id.desc())
    )
    groups: dict[str, list[Notice]] = {key: [] for key in keys}
    counts: dict[str, int] = {}
    for notice, number in (await session.execute(query)).all():
        groups[notice.group_key].append(notice)
        counts[notice.group_key] = number
    seen = await seen_subjects(session, actor, keys)
    shown = (_shown(key, seen.get(key), groups[key], counts.get(key, 0)) for key in keys)
    return [conversation for conversation in shown if conversation is not None]


def _shown(key: str, subject: Subject | None, notices: list[Notice], count: int) -> Conversation | None:
    """Return what may be seen of a conversation now; None where that is nothing."""
    allowed = [notice for notice in notices if _may_read(notice, subject)]
    return Conversation(key, subject, allowed, count - len(notices) + len(allowed)) if allowed else None


def _may_read(notice: Notice, subject: Subject | None) -> bool:
    if not notice.has_subject:
        return True
    return subject is not None and (subject.is_staff or notice.data.get("audience") != "staff")


def _own(actor: Actor, *, is_done: bool) -> list[ColumnElement[bool]]:
    held = [key for key, kind in KINDS.items() if kind.permission is None or actor.can(kind.permission)]
    state = Notice.done_at.is_not(None) if is_done else Notice.done_at.is_(None)
    return [Notice.recipient_id == actor.id, state, Notice.kind.in_(held)]
