"""Reading the audit trail: the history of one thing, the search of an administrator."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import ARRAY, ColumnElement, Row, Select, Text, and_, bindparam, func, or_, select, text, union_all

from itsm.domains.audit.models import AuditEntry
from itsm.platform.db import lean

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import datetime
    from uuid import UUID

    from sqlalchemy.ext.asyncio import AsyncSession

COUNT_LIMIT: Final = 10_000
"""Beyond this many, a total is only said to be at least this."""


_NO_SEQ: Final = 2**63 - 1
_MINE: Final = and_(AuditEntry.subject_id == bindparam("about"), AuditEntry.subject_type == bindparam("kind"))
_BELOW: Final = and_(
    AuditEntry.parent_id == bindparam("about"),
    AuditEntry.parent_type == bindparam("kind"),
    or_(AuditEntry.subject_id != bindparam("about"), AuditEntry.subject_type != bindparam("kind")),
)


def _newest_of(whose: ColumnElement[bool]) -> Select[Any]:
    return (
        select(*AuditEntry.__table__.columns)
        .where(
            whose,
            AuditEntry.action != func.all(bindparam("without", type_=ARRAY(Text))),
            AuditEntry.seq < bindparam("before"),
            # Always so; PostgreSQL then does not look into the months that are made ahead.
            AuditEntry.recorded_at < text("now() + interval '1 hour'"),
        )
        .order_by(AuditEntry.seq.desc())
        .limit(bindparam("rows"))
    )


# Two questions and not one with "or": each then walks its own index of every month from the newest entry on, where
# "or" over months walks all entries there are. Built once: every open ticket asks for its history.
_FOUND: Final = union_all(_newest_of(_MINE), _newest_of(_BELOW)).subquery()
_ENTRIES: Final = select(*_FOUND.c).order_by(_FOUND.c.seq.desc()).limit(bindparam("rows"))

_NEWEST: Final = "action <> ALL ($3::text[]) AND seq < $4 AND recorded_at < now() + interval '1 hour'"
# The same question as a reader's story of it, in the fewest columns and without a session.
_STORY: Final = f"""
    SELECT seq, id::text, at, action, actor_id::text, actor_name, summary, changes, details->>'reason'
    FROM ((SELECT * FROM audit_entries
           WHERE subject_id = $1 AND subject_type = $2 AND {_NEWEST} ORDER BY seq DESC LIMIT $5)
          UNION ALL
          (SELECT * FROM audit_entries
           WHERE parent_id = $1 AND parent_type = $2 AND (subject_id <> $1 OR subject_type <> $2)
             AND {_NEWEST} ORDER BY seq DESC LIMIT $5)) found
    ORDER BY seq DESC LIMIT $5
"""  # noqa: S608 - constants of this module


@dataclass(frozen=True, kw_only=True)
class AuditFilter:
    """What to look for; None matches everything.

    `action` ending in a dot matches every action of that noun (`ticket.`). `text` is looked for in the
    summary and the actor's name.
    """

    actor_id: UUID | None = None
    action: str | None = None
    subject_type: str | None = None
    subject_id: UUID | None = None
    at_from: datetime | None = None
    at_to: datetime | None = None
    text: str | None = None


async def entries_of(
    session: AsyncSession,
    subject_type: str,
    subject_id: UUID,
    *,
    limit: int,
    before: int | None = None,
    without_actions: Collection[str] = (),
) -> Sequence[Row[Any]]:
    """Return the latest entries about a thing or what belongs to it, newest first, below `seq` `before`.

    `without_actions` leaves out what the reader must not hear of (internal notes for requesters).
    """
    connection = await session.connection()
    wanted = {
        "kind": subject_type,
        "about": subject_id,
        "without": list(without_actions),
        "before": _NO_SEQ if before is None else before,
        "rows": limit,
    }
    return (await connection.execute(_ENTRIES, wanted)).all()


async def story_of(
    subject_type: str, subject_id: UUID, *, limit: int, before: int | None, without_actions: Collection[str]
) -> list[Any]:
    """Return what `entries_of` finds as rows of seq, id, at, action, actor_id, actor_name, summary, changes, reason."""
    below = _NO_SEQ if before is None else before
    return await lean.fetch(_STORY, (subject_id, subject_type, list(without_actions), below, limit))


async def search_entries(
    session: AsyncSession, wanted: AuditFilter, *, limit: int, before: int | None = None
) -> list[AuditEntry]:
    """Return the latest entries that match, newest first, below `seq` `before`."""
    return await _newest(session, select(AuditEntry).where(*_conditions(wanted)), limit=limit, before=before)


async def count_entries(session: AsyncSession, wanted: AuditFilter) -> tuple[int, bool]:
    """Return how many entries match, at most `COUNT_LIMIT`, and whether there are more."""
    some = select(AuditEntry.seq).where(*_conditions(wanted)).limit(COUNT_LIMIT + 1).subquery()
    found = (await session.execute(select(func.count()).select_from(some))).scalar_one()
    return min(found, COUNT_LIMIT), found > COUNT_LIMIT


async def _newest(
    session: AsyncSession, query: Select[AuditEntry], *, limit: int, before: int | None
) -> list[AuditEntry]:
    if before is not None:
        query = query.where(AuditEntry.seq < before)
    rows = await session.scalars(query.order_by(AuditEntry.seq.desc()).limit(limit))
    return list(rows)


def _conditions(wanted: AuditFilter) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    equal: tuple[tuple[Any, Any], ...] = (
        (AuditEntry.actor_id, wanted.actor_id),
        (AuditEntry.subject_type, wanted.subject_type),
        (AuditEntry.subject_id, wanted.subject_id),
    )
    found.extend(column == value for column, value in equal if value is not None)
    if wanted.action is not None:
        found.append(_action(wanted.action))
    if wanted.at_from is not None:
        found.append(AuditEntry.at >= wanted.at_from)
    if wanted.at_to is not None:
        found.append(AuditEntry.at < wanted.at_to)
    if wanted.text:
        found.append(
            or_(
                AuditEntry.summary.icontains(wanted.text, autoescape=True),
                AuditEntry.actor_name.icontains(wanted.text, autoescape=True),
            )
        )
    return found


def _action(action: str) -> ColumnElement[bool]:
    if action.endswith("."):
        return AuditEntry.action.startswith(action, autoescape=True)
    return AuditEntry.action == action
