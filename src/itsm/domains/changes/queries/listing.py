"""Lists of changes."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

from sqlalchemy import ColumnElement, Row, Select, exists, func, or_, select
from sqlalchemy.orm import aliased

from itsm.domains.approvals.models import ApprovalPlace, ApprovalStep
from itsm.domains.changes.engine.flow import BOOKED
from itsm.domains.changes.enums import ChangeState, ChangeType, ListView, Outcome, RiskLevel, TicketRole
from itsm.domains.changes.models import Change, ChangeTicket
from itsm.domains.changes.queries.bookings import conflict_count
from itsm.domains.changes.visibility import visible
from itsm.domains.tickets import api as tickets
from itsm.domains.tickets.models import Ticket
from itsm.domains.users.models import User

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncSession

    from itsm.platform.actor import Actor

_WEEK = timedelta(days=7)
_UNREVIEWED = ("implemented", "failed", "rolled_back")


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """Which changes a list holds."""

    view: ListView = ListView.ALL
    states: Sequence[ChangeState] = ()
    types: Sequence[ChangeType] = ()
    levels: Sequence[RiskLevel] = ()
    text: str = ""
    outcomes: Sequence[Outcome] = ()
    finished_days: int | None = None
    """Carried out (well or not) within so many times 24 hours."""
    finished_from: datetime | None = None
    finished_to: datetime | None = None
    team_id: UUID | None = None
    location_id: UUID | None = None
    has_caused: bool | None = None
    """Whether people say of a ticket that it caused it."""


def cards() -> Select[*tuple[Any, ...]]:
    """Return the query of changes as lists show them."""
    implementer = aliased(User)
    return (
        select(
            *(Change.id, Change.number, Change.type, Change.state, Change.title, Change.risk_level),
            *(Change.starts_at, Change.ends_at, Change.timezone, Change.approval_id, Change.updated_at),
            *(Change.requester_id, Change.implementer_id, conflict_count()),
            User.name.label("requester_name"),
            implementer.name.label("implementer_name"),
        )
        .join(User, User.id == Change.requester_id)
        .outerjoin(implementer, implementer.id == Change.implementer_id)
    )


async def listed(
    session: AsyncSession, actor: Actor, filters: Filters, *, now: datetime, before: UUID | None, limit: int
) -> Sequence[Row[*tuple[Any, ...]]]:
    """Return a page of changes, the newest first; one row more than `limit` where there are more."""
    query = cards().where(visible(actor), *conditions(filters, actor, now))
    if before is not None:
        query = query.where(Change.id < before)
    return (await session.execute(query.order_by(Change.id.desc()).limit(limit + 1))).all()


async def count_lists(
    session: AsyncSession, actor: Actor, lists: Mapping[str, Filters], now: datetime
) -> Mapping[str, int]:
    """Return how many changes each of these lists holds, counted by the very conditions of the list: one statement."""
    columns = [
        func.count().filter(*(conditions(filters, actor, now) or [Change.id.is_not(None)])).label(name)
        for name, filters in lists.items()
    ]
    row = (await session.execute(select(*columns).select_from(Change).where(visible(actor)))).one()
    return dict(row._mapping)  # noqa: SLF001 - the documented way to a row as a mapping


async def count_views(session: AsyncSession, actor: Actor, now: datetime) -> Mapping[str, int]:
    """Return how many changes each ready-made list holds."""
    return await count_lists(session, actor, {view.value: Filters(view=view) for view in ListView}, now)


def _view(view: ListView, actor: Actor, now: datetime) -> list[ColumnElement[bool]]:
    open_states = [state.value for state in BOOKED]
    if view is ListView.MINE:
        return [or_(Change.requester_id == actor.id, Change.implementer_id == actor.id)]
    if view is ListView.AWAITING:
        asked = (
            select(ApprovalPlace.approval_id)
            .join(
                ApprovalStep,
                (ApprovalStep.approval_id == ApprovalPlace.approval_id)
                & (ApprovalStep.position == ApprovalPlace.position),
            )
            .where(ApprovalStep.state == "open", ApprovalPlace.vote.is_(None), ApprovalPlace.approver_id == actor.id)
        )
        return [or_(Change.approval_id.in_(asked), Change.late_approval_id.in_(asked))]
    if view is ListView.WEEK:
        return [Change.starts_at < now + _WEEK, Change.ends_at > now, Change.state.in_(open_states)]
    if view is ListView.EMERGENCY:
        return [Change.type == ChangeType.EMERGENCY.value, Change.state != ChangeState.CLOSED.value]
    return [Change.state.in_(_UNREVIEWED)] if view is ListView.REVIEW else []


def conditions(filters: Filters, actor: Actor, now: datetime) -> list[ColumnElement[bool]]:
    """Return what holds for the changes of a list, visibility aside."""
    where = _view(filters.view, actor, now)
    if filters.states:
        where.append(Change.state.in_([state.value for state in filters.states]))
    if filters.types:
        where.append(Change.type.in_([kind.value for kind in filters.types]))
    if filters.levels:
        where.append(Change.risk_level.in_([level.value for level in filters.levels]))
    if filters.outcomes:
        where.append(Change.outcome.in_([outcome.value for outcome in filters.outcomes]))
    if filters.finished_days is not None:
        where.append(Change.finished_at >= now - timedelta(days=filters.finished_days))
    where += _slice(filters)
    if filters.text:
        words = filters.text
        where.append(
            or_(Change.title.icontains(words, autoescape=True), Change.number.icontains(words, autoescape=True))
        )
    return where


def _slice(filters: Filters) -> list[ColumnElement[bool]]:
    where: list[ColumnElement[bool]] = []
    if filters.finished_from is not None:
        where.append(Change.finished_at >= filters.finished_from)
    if filters.finished_to is not None:
        where.append(Change.finished_at < filters.finished_to)
    if filters.team_id is not None:
        where.append(Change.team_id == filters.team_id)
    if filters.location_id is not None:
        where.append(Change.location_id == filters.location_id)
    if filters.has_caused is not None:
        caused = exists().where(ChangeTicket.change_id == Change.id, ChangeTicket.role == TicketRole.CAUSED.value)
        where.append(caused if filters.has_caused else ~caused)
    return where


async def progress_of(session: AsyncSession, approval_ids: Collection[UUID]) -> Mapping[UUID, tuple[int, int]]:
    """Return of each approval how many yeses were given that counted, and how many are needed over all its steps."""
    if not approval_ids:
        return {}
    given = (
        select(func.count())
        .where(
            ApprovalPlace.approval_id == ApprovalStep.approval_id,
            ApprovalPlace.position == ApprovalStep.position,
            ApprovalPlace.vote == "approved",
        )
        .scalar_subquery()
    )
    query = (
        select(
            ApprovalStep.approval_id,
            func.sum(func.least(given, ApprovalStep.needed)),
            func.sum(ApprovalStep.needed),
        )
        .where(ApprovalStep.approval_id.in_(approval_ids))
        .group_by(ApprovalStep.approval_id)
    )
    return {row[0]: (int(row[1]), int(row[2])) for row in await session.execute(query)}


async def tickets_of(session: AsyncSession, actor: Actor, change_id: UUID) -> Sequence[Row[*tuple[Any, ...]]]:
    """Return the tickets beside a change that the actor sees, the newest first (a hundred at most)."""
    query = (
        select(
            *(Ticket.id, Ticket.number, Ticket.title, Ticket.status, ChangeTicket.role, ChangeTicket.created_at),
        )
        .join(ChangeTicket, ChangeTicket.ticket_id == Ticket.id)
        .where(ChangeTicket.change_id == change_id, tickets.visible(actor))
        .order_by(ChangeTicket.created_at.desc(), Ticket.id)
        .limit(100)
    )
    return (await session.execute(query)).all()


async def changes_of(session: AsyncSession, actor: Actor, ticket_id: UUID) -> Sequence[Row[*tuple[Any, ...]]]:
    """Return the changes beside a ticket that the actor sees, the newest first (fifty at most)."""
    query = (
        select(
            *(Change.id, Change.number, Change.title, Change.state, ChangeTicket.role),
            *(Change.starts_at, Change.ends_at, Change.timezone),
        )
        .join(ChangeTicket, ChangeTicket.change_id == Change.id)
        .where(ChangeTicket.ticket_id == ticket_id, visible(actor))
        .order_by(Change.id.desc())
        .limit(50)
    )
    return (await session.execute(query)).all()
