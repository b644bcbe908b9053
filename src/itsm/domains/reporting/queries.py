"""The statements behind the figures; each counts under the caller's own visibility."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, Date, and_, case, cast, func, or_, select

from itsm.domains.settings.models import Category, Location
from itsm.domains.teams.models import Team
from itsm.domains.tickets.api import visible
from itsm.domains.tickets.models import Ticket
from itsm.domains.users.models import User

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from sqlalchemy.ext.asyncio import AsyncSession

    from itsm.domains.reporting.filters import Slice
    from itsm.platform.actor import Actor

OPEN = Ticket.status.in_(("new", "in_progress", "pending", "reopened"))
MAX_GROUPS = 200
_AGE_DAYS = (1, 3, 7, 14, 30)


def scope(actor: Actor, wanted: Slice) -> ColumnElement[bool]:
    """Return the condition of the tickets this caller may count in this slice."""
    pairs = (
        (Ticket.team_id, wanted.team_id),
        (Ticket.category_id, wanted.category_id),
        (Ticket.location_id, wanted.location_id),
        (Ticket.priority, wanted.priority),
    )
    return and_(visible(actor), *(column == value for column, value in pairs if value is not None))


def _created(wanted: Slice) -> ColumnElement[bool]:
    return and_(Ticket.created_at >= wanted.since, Ticket.created_at < wanted.until)


def _resolved(wanted: Slice) -> ColumnElement[bool]:
    return and_(Ticket.resolved_at >= wanted.since, Ticket.resolved_at < wanted.until)


def _count(condition: ColumnElement[bool]) -> ColumnElement[int]:
    return func.count().filter(condition)


def _seconds_to(column: Any) -> ColumnElement[Any]:
    return func.extract("epoch", column - Ticket.created_at)


async def overview(session: AsyncSession, actor: Actor, wanted: Slice) -> dict[str, Any]:
    """Return open work as of now and what happened in the period, in one statement."""
    took = _seconds_to(Ticket.resolved_at)
    answered = _seconds_to(Ticket.first_responded_at)
    at_risk = or_(Ticket.response_state == "warning", Ticket.resolution_state == "warning")
    columns = {
        "open": _count(OPEN),
        "unassigned": _count(and_(OPEN, Ticket.assignee_id.is_(None))),
        "breached": _count(and_(OPEN, Ticket.is_breached)),
        "at_risk": _count(and_(OPEN, at_risk)),
        "escalated": _count(and_(OPEN, Ticket.is_escalated)),
        "created": _count(_created(wanted)),
        "resolved": _count(_resolved(wanted)),
        "reopened": _count(and_(_resolved(wanted), Ticket.reopen_count > 0)),
        "resolution_met": _count(and_(_resolved(wanted), Ticket.resolution_state == "met")),
        "resolution_breached": _count(and_(_resolved(wanted), Ticket.resolution_state == "breached")),
        "resolution_median": func.percentile_cont(0.5).within_group(took).filter(_resolved(wanted)),
        "resolution_p90": func.percentile_cont(0.9).within_group(took).filter(_resolved(wanted)),
        "response_median": func.percentile_cont(0.5).within_group(answered).filter(_created(wanted)),
    }
    relevant = or_(OPEN, _created(wanted), _resolved(wanted))
    statement = select(*(c.label(n) for n, c in columns.items())).where(scope(actor, wanted), relevant)
    return dict((await session.execute(statement)).mappings().one())


async def open_by_status(session: AsyncSession, actor: Actor, wanted: Slice) -> Sequence[Any]:
    """Return (status, open tickets)."""
    return await _open_by(session, actor, wanted, Ticket.status)


async def open_by_priority(session: AsyncSession, actor: Actor, wanted: Slice) -> Sequence[Any]:
    """Return (priority 1 to 4, open tickets)."""
    return await _open_by(session, actor, wanted, Ticket.priority)


async def _open_by(session: AsyncSession, actor: Actor, wanted: Slice, column: Any) -> Sequence[Any]:
    """Return (value, open tickets) for each value of `column`."""
    statement = select(column, func.count()).where(scope(actor, wanted), OPEN).group_by(column).limit(MAX_GROUPS)
    return (await session.execute(statement)).all()


async def aging(session: AsyncSession, actor: Actor, wanted: Slice, now: datetime) -> Sequence[Any]:
    """Return how many open tickets are older than each of the age limits (whole days)."""
    age = func.extract("epoch", now - Ticket.created_at) / 86_400
    columns = [_count(age > days).label(f"over_{days}") for days in _AGE_DAYS]
    row = (await session.execute(select(*columns).where(scope(actor, wanted), OPEN))).one()
    return list(zip(_AGE_DAYS, row, strict=True))


async def created_per_day(session: AsyncSession, actor: Actor, wanted: Slice) -> dict[Any, int]:
    """Return day (UTC) → tickets created on it, within the period."""
    return await _per_day(session, actor, wanted, Ticket.created_at)


async def resolved_per_day(session: AsyncSession, actor: Actor, wanted: Slice) -> dict[Any, int]:
    """Return day (UTC) → tickets last resolved on it, within the period."""
    return await _per_day(session, actor, wanted, Ticket.resolved_at)


async def _per_day(session: AsyncSession, actor: Actor, wanted: Slice, column: Any) -> dict[Any, int]:
    """Return day (UTC) → tickets whose `column` falls on it, within the period."""
    day = cast(func.timezone("UTC", column), Date)
    statement = (
        select(day, func.count())
        .where(scope(actor, wanted), column >= wanted.since, column < wanted.until)
        .group_by(day)
        .limit(1_000)
    )
    return {row[0]: row[1] for row in await session.execute(statement)}


# sees all: figures of the whole desk for dashboards.read; no ticket is named
async def created_by_name(session: AsyncSession, actor: Actor, wanted: Slice, table: Any, key: Any) -> Sequence[Any]:
    """Return (name, tickets created in the period) of the referenced `table`, most first."""
    statement = (
        select(table.name, func.count())
        .join(table, table.id == key)
        .where(scope(actor, wanted), _created(wanted))
        .group_by(table.name)
        .order_by(func.count().desc(), table.name)
        .limit(MAX_GROUPS)
        .select_from(Ticket)
    )
    return (await session.execute(statement)).all()


async def created_by_category(session: AsyncSession, actor: Actor, wanted: Slice) -> Sequence[Any]:
    """Return (category, tickets created in the period)."""
    return await created_by_name(session, actor, wanted, Category, Ticket.category_id)


async def created_by_location(session: AsyncSession, actor: Actor, wanted: Slice) -> Sequence[Any]:
    """Return (location, tickets created in the period)."""
    return await created_by_name(session, actor, wanted, Location, Ticket.location_id)


# sees all: figures of the whole desk for dashboards.read; no ticket is named
async def created_by_priority(session: AsyncSession, actor: Actor, wanted: Slice) -> Sequence[Any]:
    """Return (priority 1 to 4, tickets created in the period)."""
    statement = (
        select(Ticket.priority, func.count())
        .where(scope(actor, wanted), _created(wanted))
        .group_by(Ticket.priority)
        .order_by(Ticket.priority)
    )
    return (await session.execute(statement)).all()


async def levels_by_priority(session: AsyncSession, actor: Actor, wanted: Slice) -> Sequence[Any]:
    """Return the service levels of each priority; see `_levels`."""
    return await _levels(session, actor, wanted, Ticket.priority)


async def levels_by_team(session: AsyncSession, actor: Actor, wanted: Slice) -> Sequence[Any]:
    """Return the service levels of each team; see `_levels`."""
    return await _levels(session, actor, wanted, Team.name)


# sees all: figures of the whole desk for dashboards.read; no ticket is named
async def _levels(session: AsyncSession, actor: Actor, wanted: Slice, name: Any) -> Sequence[Any]:
    """Return (name, response met, breached, resolution met, breached) of tickets created in the period."""
    statement = (
        select(
            name,
            _count(Ticket.response_state == "met"),
            _count(Ticket.response_state == "breached"),
            _count(Ticket.resolution_state == "met"),
            _count(Ticket.resolution_state == "breached"),
        )
        .select_from(Ticket)
        .outerjoin(Team, Team.id == Ticket.team_id)
        .where(scope(actor, wanted), _created(wanted))
        .group_by(name)
        .order_by(name)
        .limit(MAX_GROUPS)
    )
    return (await session.execute(statement)).all()


# sees all: figures of the whole desk for dashboards.read; no ticket is named
async def teams(session: AsyncSession, actor: Actor, wanted: Slice) -> Sequence[Any]:
    """Return what each team has and got done in the period."""
    took = case((_resolved(wanted), _seconds_to(Ticket.resolved_at)))
    statement = (
        select(
            Team.id,
            Team.name,
            _count(OPEN),
            _count(and_(OPEN, Ticket.assignee_id.is_(None))),
            _count(and_(OPEN, Ticket.is_breached)),
            _count(_resolved(wanted)),
            func.percentile_cont(0.5).within_group(took),
        )
        .join(Team, Team.id == Ticket.team_id)
        .where(scope(actor, wanted), or_(OPEN, _resolved(wanted)))
        .group_by(Team.id, Team.name)
        .order_by(Team.name)
        .limit(MAX_GROUPS)
    )
    return (await session.execute(statement)).all()


# sees all: figures of the whole desk for dashboards.read; no ticket is named
async def agents(session: AsyncSession, actor: Actor, wanted: Slice) -> Sequence[Any]:
    """Return what each agent has and got done in the period."""
    statement = (
        select(
            User.id,
            User.name,
            _count(OPEN),
            _count(Ticket.status == "pending"),
            _count(and_(OPEN, Ticket.is_breached)),
            _count(_resolved(wanted)),
        )
        .join(User, User.id == Ticket.assignee_id)
        .where(scope(actor, wanted), or_(OPEN, _resolved(wanted)))
        .group_by(User.id, User.name)
        .order_by(_count(OPEN).desc(), User.name)
        .limit(MAX_GROUPS)
    )
    return (await session.execute(statement)).all()
