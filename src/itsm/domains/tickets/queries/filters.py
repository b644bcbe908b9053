"""What a list of tickets is narrowed to, from the query string to SQL conditions."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import cache
from typing import TYPE_CHECKING, TypeVar
from uuid import UUID
from zoneinfo import available_timezones

from itsm.domains.sla.schemas import ClockState
from itsm.domains.tickets.enums import Priority, Score, Source, TicketStatus, TicketType, level_of
from itsm.domains.tickets.models import FINISHED_RANK
from itsm.platform.errors import Invalid
from itsm.platform.ids import try_uuid

if TYPE_CHECKING:
    from itsm.domains.settings.api import Reference
    from itsm.domains.tickets.queries.params import ListParams
    from itsm.domains.tickets.visibility import Binds
    from itsm.platform.actor import Actor

Word = TypeVar("Word", bound=StrEnum)
_MAX_VALUES = 50
FIRST_CONTACT = (
    "(t.resolved_at IS NOT NULL AND t.reopen_count = 0 AND t.reassignment_count = 0 "
    "AND t.resolved_at <= t.first_responded_at + interval '1 hour')"
)
"""Solved by who answered first: never handed on, never reopened, at most an hour after the first answer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketFilter:
    """What a list holds; empty parts do not narrow. `assignees` may hold None: nobody."""

    statuses: tuple[TicketStatus, ...] = ()
    priorities: tuple[int, ...] = ()
    types: tuple[TicketType, ...] = ()
    category_ids: tuple[UUID, ...] = ()
    subcategory_ids: tuple[UUID, ...] = ()
    location_ids: tuple[UUID, ...] = ()
    team_ids: tuple[UUID, ...] = ()
    is_teamless: bool = False
    assignee_ids: tuple[UUID, ...] = ()
    is_unassigned: bool = False
    requester_ids: tuple[UUID, ...] = ()
    tags: tuple[str, ...] = ()
    sla_states: tuple[ClockState, ...] = ()
    response_states: tuple[ClockState, ...] = ()
    resolution_states: tuple[ClockState, ...] = ()
    sources: tuple[Source, ...] = ()
    ratings: tuple[int, ...] = ()
    is_breached: bool | None = None
    is_escalated: bool | None = None
    is_unrouted: bool | None = None
    mentioned_id: UUID | None = None
    due_within_minutes: int | None = None
    is_responded: bool | None = None
    is_reopened: bool | None = None
    is_first_contact: bool | None = None
    is_active: bool = False
    open_at: datetime | None = None
    weekday: int | None = None
    hour: int | None = None
    zone: str = "UTC"
    created_from: datetime | None = None
    created_to: datetime | None = None
    resolved_from: datetime | None = None
    resolved_to: datetime | None = None
    updated_from: datetime | None = None
    rated_from: datetime | None = None
    rated_to: datetime | None = None
    q: str = ""

    @property
    def is_pinned(self) -> bool:
        """Tell whether one column already leads to few rows, so that visibility need not lead."""
        return bool(self.assignee_ids or self.requester_ids or (self.team_ids and not self.is_teamless))

    def conditions(self, binds: Binds) -> list[str]:
        """Return the SQL conditions, full text excepted."""
        found = [
            *_any_of(binds, "t.status", "text", [s.value for s in self.statuses]),
            *_any_of(binds, "t.priority", "smallint", self.priorities),
            *_any_of(binds, "t.type", "text", [t.value for t in self.types]),
            *_any_of(binds, "t.category_id", "uuid", self.category_ids),
            *_any_of(binds, "t.subcategory_id", "uuid", self.subcategory_ids),
            *_any_of(binds, "t.location_id", "uuid", self.location_ids),
            *_any_of(binds, "t.team_id", "uuid", self.team_ids, or_none=self.is_teamless),
            *_any_of(binds, "t.assignee_id", "uuid", self.assignee_ids, or_none=self.is_unassigned),
            *_any_of(binds, "t.requester_id", "uuid", self.requester_ids),
            *_any_of(binds, "t.response_state", "text", [s.value for s in self.response_states]),
            *_any_of(binds, "t.resolution_state", "text", [s.value for s in self.resolution_states]),
            *_any_of(binds, "t.source", "text", [s.value for s in self.sources]),
            *_any_of(binds, "t.rating", "smallint", self.ratings),
        ]
        if self.tags:
            found.append(f"t.tags @> {binds.add(list(self.tags))}::text[]")
        if self.sla_states:
            states = binds.add([state.value for state in self.sla_states])
            found.append(f"(t.response_state = ANY({states}::text[]) OR t.resolution_state = ANY({states}::text[]))")
        if self.mentioned_id is not None:
            who = binds.add(self.mentioned_id)
            found.append(
                f"t.id IN (SELECT m.ticket_id FROM ticket_mentions m WHERE m.user_id = {who}::uuid)"  # noqa: S608
            )
        if self.due_within_minutes is not None:
            minutes = binds.add(self.due_within_minutes)
            found.append(f"t.queue_due_at < now() + make_interval(mins => {minutes}::integer)")
        found += _flags(self)
        found += _moments(self, binds)
        for column, sign, moment in (
            ("t.created_at", ">=", self.created_from),
            ("t.created_at", "<", self.created_to),
            ("t.resolved_at", ">=", self.resolved_from),
            ("t.resolved_at", "<", self.resolved_to),
            ("t.updated_at", ">=", self.updated_from),
            ("t.rated_at", ">=", self.rated_from),
            ("t.rated_at", "<", self.rated_to),
        ):
            if moment is not None:
                found.append(f"{column} {sign} {binds.add(moment)}::timestamptz")
        return found


def _any_of(binds: Binds, column: str, kind: str, values: Iterable[object], *, or_none: bool = False) -> list[str]:
    wanted = list(values)
    parts = []
    if len(wanted) == 1:
        parts.append(f"{column} = {binds.add(wanted[0])}::{kind}")
    elif wanted:
        parts.append(f"{column} = ANY({binds.add(wanted)}::{kind}[])")
    if or_none:
        parts.append(f"{column} IS NULL")
    return [f"({' OR '.join(parts)})"] if parts else []


def _flags(wanted: TicketFilter) -> list[str]:
    found = [f"t.queue_rank < {FINISHED_RANK}"] if wanted.is_active else []
    for column, value in (
        ("t.is_breached", wanted.is_breached),
        ("t.is_escalated", wanted.is_escalated),
        ("t.is_unrouted", wanted.is_unrouted),
        ("(t.first_responded_at IS NOT NULL)", wanted.is_responded),
        ("(t.reopen_count > 0)", wanted.is_reopened),
        (FIRST_CONTACT, wanted.is_first_contact),
    ):
        if value is not None:
            found.append(column if value else f"NOT {column}")
    return found


def _moments(wanted: TicketFilter, binds: Binds) -> list[str]:
    """Return what is asked of the day and hour of creation, and of one instant in the past."""
    found = []
    if wanted.open_at is not None:
        at = binds.add(wanted.open_at)
        found.append(
            f"(t.created_at < {at}::timestamptz AND (t.resolved_at IS NULL OR t.resolved_at >= {at}::timestamptz))"
        )
    for part, value in (("isodow", wanted.weekday), ("hour", wanted.hour)):
        if value is not None:
            local = f"t.created_at AT TIME ZONE {binds.add(wanted.zone)}::text"
            found.append(f"extract({part} FROM {local}) = {binds.add(value)}::int")
    return found


def build_filter(params: ListParams, actor: Actor, reference: Reference) -> TicketFilter:
    """Return the filter a query string asks for. Raises Invalid (422) naming the parameter that is wrong."""
    view = params.view
    assignees = _people("assignee", params.assignee, actor)
    requesters = _people("requester", params.requester, actor)
    mine = _own(actor) if view == "mine" else ()
    statuses = _words("status", params.status, TicketStatus)
    return TicketFilter(
        statuses=(TicketStatus.RESOLVED,) if view == "resolved" and not statuses else statuses,
        priorities=tuple(level_of(p) for p in _words("priority", params.priority, Priority)),
        types=_words("type", params.type, TicketType),
        category_ids=_references("category", params.category, reference),
        subcategory_ids=_ids("subcategory", params.subcategory),
        location_ids=_references("location", params.location, reference),
        team_ids=_people("team", params.team, actor),
        is_teamless="none" in _split("team", params.team),
        assignee_ids=assignees or (mine if actor.is_staff else ()),
        is_unassigned=view == "unassigned" or "none" in _split("assignee", params.assignee),
        requester_ids=requesters or (() if actor.is_staff else mine),
        tags=_split("tag", params.tag and params.tag.lower()),
        sla_states=_words("sla", params.sla, ClockState),
        response_states=_words("response_sla", params.response_sla, ClockState),
        resolution_states=_words("resolution_sla", params.resolution_sla, ClockState),
        sources=_words("source", params.source, Source),
        ratings=tuple(int(score) for score in _words("rating", params.rating, Score)),
        rated_from=params.rated_from,
        rated_to=params.rated_to,
        is_responded=params.responded,
        is_reopened=params.reopened,
        is_first_contact=params.first_contact,
        open_at=params.open_at,
        weekday=params.weekday,
        hour=params.hour,
        zone=_zone(params.zone),
        is_breached=params.breached,
        is_escalated=params.escalated,
        is_unrouted=params.unrouted,
        mentioned_id=actor.id if params.mentioned else None,
        due_within_minutes=params.due_within,
        is_active=view in {"queue", "unassigned"} and not statuses,
        created_from=params.created_from,
        created_to=params.created_to,
        resolved_from=params.resolved_from,
        resolved_to=params.resolved_to,
        updated_from=params.updated_from,
        q=" ".join((params.q or "").split()),
    )


@cache
def zones() -> frozenset[str]:
    """Return the time zones there are; `localtime` is one of this machine only."""
    return frozenset(available_timezones()) - {"localtime"}


def _zone(name: str | None) -> str:
    """Return a time zone that both Python and PostgreSQL know. Raises Invalid (422) for another."""
    if name is not None and name not in zones():
        raise Invalid.field("zone", "there is no such time zone", "unknown_reference")
    return name or "UTC"


def _split(name: str, written: str | None) -> tuple[str, ...]:
    parts = tuple(dict.fromkeys(p.strip() for p in (written or "").split(",") if p.strip()))
    if len(parts) > _MAX_VALUES:
        raise Invalid.field(name, f"holds more than {_MAX_VALUES} values", "too_many")
    return parts


def _words(name: str, written: str | None, kind: type[Word]) -> tuple[Word, ...]:
    try:
        return tuple(kind(part) for part in _split(name, written))
    except ValueError as fault:
        known = ", ".join(word.value for word in kind)
        raise Invalid.field(name, f"must be one or more of {known}", "unknown_value") from fault


def _ids(name: str, written: str | None) -> tuple[UUID, ...]:
    found = []
    for part in _split(name, written):
        key = try_uuid(part)
        if key is None:
            raise Invalid.field(name, "must be an id", "unknown_reference")
        found.append(key)
    return tuple(found)


def _own(actor: Actor) -> tuple[UUID, ...]:
    return (actor.id,) if actor.id is not None else ()


def _people(name: str, written: str | None, actor: Actor) -> tuple[UUID, ...]:
    """Return ids; `me` is the caller (for teams: those of the caller), `none` is left to the caller."""
    found: list[UUID] = []
    for part in _split(name, written):
        if part == "none" and name != "requester":
            continue
        if part == "me":
            found += sorted(actor.team_ids) if name == "team" else _own(actor)
        else:
            found += _ids(name, part)
    return tuple(found)


def _references(name: str, written: str | None, reference: Reference) -> tuple[UUID, ...]:
    find = reference.find_category if name == "category" else reference.find_location
    known = reference.category_by_id if name == "category" else reference.location_by_id
    found = []
    for part in _split(name, written):
        key = try_uuid(part)
        entry = known.get(key) if key else find(part)
        if entry is None:
            raise Invalid.field(name, f"there is no such {name}", "unknown_reference")
        found.append(entry.id)
    return tuple(found)
