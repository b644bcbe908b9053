"""Tickets of the past, batch by batch in the order in which they were raised, as they were raised.

What a ticket said when it was raised is its own row, its `ticket.created` entry in the audit trail (place,
VIP, what was decided) and its ledger. Its texts and the requester's department are as they are now; a
ticket edited since is marked, for it cannot show whether today's rules decide as then.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import and_, func, or_, select, tuple_
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from itsm.domains.audit.models import AuditEntry
from itsm.domains.classification import api as classification
from itsm.domains.lab.engine.simulation import Past, Stored
from itsm.domains.lab.queries.courses import read_courses
from itsm.domains.routing import api as routing
from itsm.domains.settings import api as settings
from itsm.domains.settings.models import Location
from itsm.domains.sla import api as sla
from itsm.domains.teams.models import Team
from itsm.domains.tickets import api as tickets
from itsm.domains.tickets.enums import Impact, Priority, PrioritySource, Source, TicketType, Urgency, priority_of
from itsm.domains.tickets.models import Ticket
from itsm.domains.users.models import User

_MOST_OPEN = 100_000
_LONG_AGO = datetime.min.replace(tzinfo=UTC)
_Raised = aliased(AuditEntry)
_Edited = aliased(AuditEntry)


@dataclass(frozen=True, slots=True)
class Period:
    """From when until before when tickets were raised, and the moment at which the past is looked at."""

    start: datetime
    end: datetime
    seen_at: datetime


@dataclass(frozen=True, slots=True)
class Known:
    """What was read once for a whole run: reference data, and since when all that decides has been in force.

    Decisions made before that cannot be compared.
    """

    reference: settings.Reference
    in_force_since: datetime


async def known_now(session: AsyncSession) -> Known:
    """Return what a run reads once."""
    newest: list[Sequence[Any]] = [
        await classification.RULES.list_versions(session, below=None, limit=1),
        await routing.RULES.list_versions(session, below=None, limit=1),
        await sla.policy_versions(session, before=None, limit=1),
        await sla.calendar_versions(session, before=None, limit=1),
    ]
    return Known(
        reference=await settings.reference(session),
        in_force_since=max((rows[0].created_at for rows in newest if rows), default=_LONG_AGO),
    )


# sees all: a run counts the whole past; its routes ask for settings.manage
async def count_tickets(session: AsyncSession, period: Period) -> int:
    """Return how many tickets were raised in a period."""
    return await session.scalar(select(func.count()).select_from(Ticket).where(*_within(period))) or 0


async def read_batch(
    session: AsyncSession, period: Period, known: Known, *, after: tuple[datetime, UUID] | None, limit: int
) -> list[Past]:
    """Return the next tickets of a period in the order of time. Four queries, whatever the size."""
    rows = (await session.execute(_batch(period, after, limit))).all()
    ids = [row.id for row in rows]
    histories = await sla.histories(session, ids, period.seen_at)
    courses = await read_courses(session, rows, period.seen_at)
    return [_past(row, histories.get(row.id, {}), courses.get(row.id), known) for row in rows]


# sees all: a run counts the whole past; its routes ask for settings.manage
async def open_at(session: AsyncSession, start: datetime) -> list[tuple[UUID, datetime | None]]:
    """Return who had each ticket that was open at a moment, and when it was solved (None: it still is open)."""
    rows = await session.execute(
        select(Ticket.assignee_id, Ticket.resolved_at)
        .where(
            Ticket.assignee_id.is_not(None),
            Ticket.created_at < start,
            or_(Ticket.resolved_at.is_(None), Ticket.resolved_at >= start),
        )
        .limit(_MOST_OPEN)
    )
    return [(agent_id, solved_at) for agent_id, solved_at in rows if agent_id is not None]


# sees all: a run counts the whole past; its routes ask for settings.manage
async def last_assigned(session: AsyncSession, start: datetime) -> dict[UUID, datetime]:
    """Return when each agent got their last ticket before a moment, as far as tickets tell."""
    rows = await session.execute(
        select(Ticket.assignee_id, func.max(Ticket.created_at))
        .where(Ticket.assignee_id.is_not(None), Ticket.created_at < start)
        .group_by(Ticket.assignee_id)
    )
    return {agent_id: at for agent_id, at in rows if agent_id is not None}


async def zones_of_teams(session: AsyncSession) -> dict[UUID, ZoneInfo]:
    """Return the zone in which each team works, of those that belong to a place."""
    rows = await session.execute(select(Team.id, Location.timezone).join(Location, Location.id == Team.location_id))
    return {team_id: ZoneInfo(zone) for team_id, zone in rows}


def _within(period: Period) -> tuple[Any, ...]:
    return Ticket.created_at >= period.start, Ticket.created_at < period.end


# sees all: a run counts the whole past; its routes ask for settings.manage
def _batch(period: Period, after: tuple[datetime, UUID] | None, limit: int) -> Any:
    edited = (
        select(_Edited.seq)
        .where(_Edited.subject_id == Ticket.id, _Edited.action.in_(("ticket.updated", "ticket.reclassified")))
        .exists()
    )
    raised = and_(_Raised.subject_id == Ticket.id, _Raised.action == "ticket.created")
    query = (
        select(
            Ticket.id,
            Ticket.number,
            Ticket.title,
            Ticket.description,
            Ticket.business_impact,
            Ticket.type,
            Ticket.impact,
            Ticket.urgency,
            Ticket.priority,
            Ticket.priority_source,
            Ticket.category_id,
            Ticket.subcategory_id,
            Ticket.location_id,
            Ticket.source,
            Ticket.tags,
            Ticket.created_at,
            Ticket.resolved_at,
            Ticket.decision,
            Ticket.requester_id,
            User.name.label("requester"),
            User.is_active,
            User.is_vip,
            User.department,
            _Raised.details.label("raised"),
            _Raised.recorded_at,
            edited.label("is_edited"),
        )
        .join(User, User.id == Ticket.requester_id)
        .outerjoin(_Raised, raised)
        .where(*_within(period))
        .order_by(Ticket.created_at, Ticket.id)
        .limit(limit)
    )
    return query if after is None else query.where(tuple_(Ticket.created_at, Ticket.id) > after)


def _past(row: Any, histories: Mapping[str, sla.MetricHistory], course: sla.Course | None, known: Known) -> Past:
    raised: Mapping[str, Any] = row.raised or {}
    decided: Mapping[str, Any] = raised.get("decision") or {}
    by_people = row.priority_source == PrioritySource.OVERRIDE
    return Past(
        id=row.id,
        number=row.number,
        title=row.title,
        raised_at=row.created_at,
        said=tickets.Said(
            type=TicketType(row.type),
            title=row.title,
            description=row.description,
            business_impact=row.business_impact,
            impact=Impact(row.impact) if row.impact else None,
            urgency=Urgency(row.urgency) if row.urgency else None,
            priority=_chosen(decided, row.decision),
            source=Source(row.source),
            tags=tuple(row.tags),
        ),
        place=_place(raised, row, known.reference),
        requester=tickets.Requester(
            id=row.requester_id,
            name=row.requester,
            is_active=row.is_active,
            is_vip=raised.get("is_vip", row.is_vip),
            department=row.department,
        ),
        set_by_people=priority_of(row.priority) if by_people else None,
        stored=_stored(row, raised, decided, known) if raised else None,
        histories=histories,
        course=course,
        turns=_turns(row.resolved_at, histories),
    )


def _chosen(decided: Mapping[str, Any], decision: Mapping[str, Any]) -> Priority | None:
    """Return what the requester chose: as stored, or as the first decision gives it away."""
    stored = decision.get("classification", {}).get("inputs", {}).get("priority")
    if stored:
        return Priority(stored)
    return Priority(decided["priority"]) if decided.get("source") == "requester" else None


def _place(raised: Mapping[str, Any], row: Any, reference: settings.Reference) -> tickets.Place:
    ids = {name: _uuid(raised.get(name)) for name in ("category_id", "subcategory_id", "location_id")}
    category_id, location_id = ids["category_id"] or row.category_id, ids["location_id"] or row.location_id
    subcategory_id = ids["subcategory_id"] if raised else row.subcategory_id
    return tickets.Place(
        category=reference.category_by_id[category_id],
        subcategory=reference.category_by_id.get(subcategory_id) if subcategory_id else None,
        location=reference.location_by_id[location_id],
    )


def _stored(row: Any, raised: Mapping[str, Any], decided: Mapping[str, Any], known: Known) -> Stored:
    """Return what was decided when the ticket was raised, and whether it can be compared with today's rules."""
    return Stored(
        priority=decided.get("priority") or raised["priority"],
        team_id=_uuid(raised.get("team_id")),
        agent_id=_uuid(raised.get("assignee_id")),
        # When it was written counts: an import raises tickets of years ago by the rules of the day it ran.
        is_comparable=row.recorded_at >= known.in_force_since and not row.is_edited,
    )


def _turns(resolved_at: datetime | None, histories: Mapping[str, sla.MetricHistory]) -> tuple[tuple[int, int], ...]:
    """Return when the ticket left its agent's open ones and came back, by its ledger; else by when it was solved."""
    history = histories.get("resolution")
    if history is not None and not history.is_cancelled:
        return history.turns()
    return ((sla.to_instant(resolved_at), -1),) if resolved_at else ()


def _uuid(text: Any) -> UUID | None:
    return UUID(str(text)) if text else None


def last_of(batch: Sequence[Past]) -> tuple[datetime, UUID]:
    """Return where the next batch begins."""
    return batch[-1].raised_at, batch[-1].id
