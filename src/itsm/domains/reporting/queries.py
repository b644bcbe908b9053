"""The statements behind the figures. A figure is counted by the very conditions of the list it leads to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from itsm.domains.reporting.enums import Basis, Statistic
from itsm.domains.reporting.registry.dimensions import BASIS_COLUMN, Dimension, Names, Part
from itsm.domains.tickets.api import Binds, ListParams, build_filter, where_visible
from itsm.platform.db import replica

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date
    from uuid import UUID

    from itsm.domains.reporting.filters import Slice
    from itsm.domains.reporting.registry.metric import Metric
    from itsm.domains.settings.api import Reference
    from itsm.domains.tickets.api import TicketFilter
    from itsm.platform.actor import Actor

MAX_PARTS = 1_000
_AGGREGATES = {
    Statistic.MEAN: "avg({0})",
    Statistic.MEDIAN: "percentile_cont(0.5) WITHIN GROUP (ORDER BY {0})",
    Statistic.P90: "percentile_cont(0.9) WITHIN GROUP (ORDER BY {0})",
}


@dataclass(frozen=True, slots=True)
class Counted:
    """What was counted of one metric: `count` is the length of the list behind it.

    `whole` is the length of the list a share is of, None for all others. `value` is in the metric's unit, None where
    there is nothing to reckon with.
    """

    value: float | None
    count: int
    whole: int | None = None


class _SharedBinds(Binds):
    """Values of a statement in which equal ones share a place, so that equal conditions read equal."""

    __slots__ = ("_places",)

    def __init__(self) -> None:
        super().__init__()
        self._places: dict[Any, str] = {}

    def add(self, value: Any) -> str:
        key = (type(value), tuple(value) if isinstance(value, list) else value)
        if key not in self._places:
            self._places[key] = super().add(value)
        return self._places[key]


class _Statement:
    """One statement for several metrics over the same parts."""

    def __init__(self, actor: Actor, reference: Reference, wanted: Slice) -> None:
        self._actor, self._reference, self._wanted = actor, reference, wanted
        self.binds = _SharedBinds()

    def condition(self, drill: Mapping[str, str]) -> str:
        """Return the condition of the list that `drill` filters, visibility aside."""
        found = build_filter(ListParams.model_validate(dict(drill)), self._actor, self._reference)
        return " AND ".join(dict.fromkeys(found.conditions(self.binds))) or "true"

    def where(self, conditions: Sequence[str]) -> str:
        """Return who sees what, the slice, and that a ticket counts for at least one of `conditions`."""
        kept = self.condition({"view": "all", **dict(self._wanted.kept)})
        counts = " OR ".join(f"({one})" for one in dict.fromkeys(conditions))
        return f"{where_visible(self._actor, self.binds)} AND {kept} AND ({counts})"

    def dimension(self, dimension: Dimension | None, basis: Basis) -> list[str]:
        """Return the expressions by which rows are split."""
        if dimension is None:
            return []
        moment = BASIS_COLUMN.get(basis, "t.created_at")
        zone = self.binds.add(self._wanted.zone) if any("{zone}" in sql for sql in dimension.sql) else ""
        return [sql.format(moment=moment, zone=zone) for sql in dimension.sql]


def part_drill(metric: Metric, drill: Mapping[str, str]) -> dict[str, str]:
    """Return the filters of the list a metric counts: of a share, those of the part."""
    return {**drill, **metric.part}


# sees all: every condition stands behind `where_visible`, in `_Statement.where`
async def tabulate(
    actor: Actor, reference: Reference, metrics: Sequence[Metric], wanted: Slice, dimension: Dimension | None
) -> dict[Part, list[Counted]]:
    """Return part → what was counted of each metric, for the tickets `actor` sees; all in one statement.

    With a dimension by time all metrics share one basis. Without a dimension the one part is `()`.
    """
    statement = _Statement(actor, reference, wanted)
    parts = statement.dimension(dimension, metrics[0].basis)
    columns, conditions = list(parts), []
    for metric in metrics:
        drill = wanted.drill(metric)
        condition = statement.condition(drill)
        conditions.append(condition)
        columns += _columns(metric, condition, statement.condition(part_drill(metric, drill)))
    places = ", ".join(str(n + 1) for n in range(len(parts)))
    grouped = f" GROUP BY {places} ORDER BY {places} LIMIT {MAX_PARTS}" if parts else ""
    sql = f"SELECT {', '.join(columns)} FROM tickets t WHERE {statement.where(conditions)}{grouped}"  # noqa: S608 - parts of the registry
    rows = await replica.read(sql, statement.binds.values)
    width = len(parts)
    return {tuple(row[:width]): _read(metrics, row[width:]) for row in rows}


def _columns(metric: Metric, condition: str, part: str) -> list[str]:
    count = f"count(*) FILTER (WHERE {part})"
    if metric.statistic is Statistic.SHARE:
        return [f"count(*) FILTER (WHERE {condition})", count]
    if metric.statistic is Statistic.COUNT:
        return ["NULL::float8", count]
    aggregate = _AGGREGATES[metric.statistic].format(f"({metric.measured})::float8")
    return [f"({aggregate} FILTER (WHERE {condition}))::float8", count]


def _read(metrics: Sequence[Metric], row: Any) -> list[Counted]:
    found = []
    for metric, value, count in zip(metrics, row[::2], row[1::2], strict=True):
        if metric.statistic is Statistic.SHARE:
            found.append(Counted(round(100 * count / value, 1) if value else None, count, value))
        else:
            found.append(Counted(float(count) if metric.statistic is Statistic.COUNT else value, count))
    return found


# sees all: every condition stands behind `where_visible`, in `_Statement.where`
async def changes_of_backlog(
    actor: Actor, reference: Reference, wanted: Slice, column: str, first_day: date
) -> list[tuple[date, int]]:
    """Return (day in the zone, tickets) by `column`, created_at or resolved_at, before the end of the period.

    Everything before `first_day` is one row, that of the day before.
    """
    statement = _Statement(actor, reference, wanted)
    before = statement.binds.add(first_day - timedelta(days=1))
    day = f"greatest((t.{column} AT TIME ZONE {statement.binds.add(wanted.zone)}::text)::date, {before}::date)"
    where = statement.where([f"t.{column} < {statement.binds.add(wanted.end)}::timestamptz"])
    sql = f"SELECT {day}, count(*) FROM tickets t WHERE {where} GROUP BY 1 ORDER BY 1 LIMIT {MAX_PARTS}"  # noqa: S608
    return [(row[0], row[1]) for row in await replica.read(sql, statement.binds.values)]


TICKET_COLUMNS: Mapping[str, str] = {
    "number": "t.number",
    "type": "t.type",
    "status": "t.status",
    "priority": "'P' || t.priority",
    "category": "c.name",
    "subcategory": "s.name",
    "location": "l.name",
    "title": "t.title",
    "requester": "r.name",
    "team": "m.name",
    "assignee": "a.name",
    "source": "t.source",
    "created_at": "t.created_at",
    "first_responded_at": "t.first_responded_at",
    "resolved_at": "t.resolved_at",
    "closed_at": "t.closed_at",
    "response_due_at": "t.response_due_at",
    "response_state": "t.response_state",
    "resolution_due_at": "t.resolution_due_at",
    "resolution_state": "t.resolution_state",
    "is_breached": "t.is_breached",
    "is_escalated": "t.is_escalated",
    "reopen_count": "t.reopen_count",
    "reassignment_count": "t.reassignment_count",
    "resolution_category": "t.resolution_category",
    "rating": "t.rating",
    "minutes_spent": "(SELECT coalesce(sum(e.minutes), 0) FROM ticket_time_entries e WHERE e.ticket_id = t.id)",
    "tags": "array_to_string(t.tags, ', ')",
}
"""What an export of tickets holds: column → where it comes from."""


async def ticket_rows(actor: Actor, wanted: TicketFilter, after: UUID | None, limit: int) -> list[Any]:
    """Return tickets of a list by id, `limit` after `after`: the id, then `TICKET_COLUMNS`."""
    binds = Binds()
    parts = [where_visible(actor, binds), *conditions_of(wanted, binds)]
    if after is not None:
        parts.append(f"t.id > {binds.add(after)}::uuid")
    sql = (
        f"SELECT t.id, {', '.join(TICKET_COLUMNS.values())} FROM tickets t "  # noqa: S608 - constants, bound values
        "JOIN categories c ON c.id = t.category_id LEFT JOIN categories s ON s.id = t.subcategory_id "
        "JOIN locations l ON l.id = t.location_id JOIN users r ON r.id = t.requester_id "
        "LEFT JOIN teams m ON m.id = t.team_id LEFT JOIN users a ON a.id = t.assignee_id "
        f"WHERE {' AND '.join(parts)} ORDER BY t.id LIMIT {int(limit)}"
    )
    return await replica.read(sql, binds.values)


def conditions_of(wanted: TicketFilter, binds: Binds) -> list[str]:
    """Return the conditions of a list's filters and of its search."""
    parts = [*wanted.conditions(binds)]
    if wanted.q:
        place = binds.add(wanted.q)
        parts.append(
            f"t.search @@ (websearch_to_tsquery('english', {place}::text) || "
            f"websearch_to_tsquery('simple', {place}::text))"
        )
    return parts


# The last part moves where a transaction older than the last event ends: its event is not the last, but new.
_LAST_EVENT = """
    SELECT xid::text, seq::text,
           least(xid::text::bigint + 1, pg_snapshot_xmin(pg_current_snapshot())::text::bigint)::text
    FROM domain_events WHERE live_message IS NOT NULL ORDER BY domain_events.xid DESC, domain_events.seq DESC LIMIT 1
"""


async def last_event() -> str:
    """Return where the log of events that the desk is told of stands; it moves with every change of a ticket."""
    rows = await replica.read(_LAST_EVENT)
    return ".".join(rows[0]) if rows else "0"


_NAMES = {
    "teams": "SELECT id, name FROM teams WHERE id = ANY($1::uuid[])",
    "users": "SELECT id, name FROM users WHERE id = ANY($1::uuid[])",
}


async def names_of(reference: Reference, dimension: Dimension | None, parts: Sequence[Part]) -> Names:
    """Return what the ids among `parts` stand for."""
    if dimension is None or not dimension.names_from:
        return Names(reference, {})
    ids: list[UUID] = [part[0] for part in parts if part[0] is not None]
    rows = await replica.read(_NAMES[dimension.names_from], (ids,)) if ids else []
    return Names(reference, {row[0]: row[1] for row in rows})
