"""Figures put together from the counts, each with the list behind it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from itsm.domains.reporting import queries
from itsm.domains.reporting.filters import Slice
from itsm.domains.reporting.schemas import (
    AgentRow,
    Figure,
    OverviewRead,
    Share,
    SlaRead,
    SlaRow,
    TeamRow,
    TeamsRead,
    VolumeDay,
    VolumeRead,
)
from itsm.platform.actor import Actor
from itsm.platform.clock import utc_now
from itsm.platform.http.schemas import NamedRef

GOAL_PERCENT = 90.0
OPEN_STATUSES = "new,in_progress,pending,reopened"
_SECONDS, _COUNT, _PERCENT = "seconds", "tickets", "percent"

# key, unit, definition, filters of the list behind it (None: no list shows it)
_OPEN_FIGURES: tuple[tuple[str, str, dict[str, str]], ...] = (
    ("open", "Tickets somebody still owes an answer or a solution.", {}),
    ("unassigned", "Open tickets without an agent.", {"assignee": "none"}),
    ("at_risk", "Open tickets past the warning share of a running target.", {"sla": "warning"}),
    ("breached", "Open tickets that missed a target.", {"breached": "true"}),
    ("escalated", "Open tickets that were escalated.", {"escalated": "true"}),
)


async def overview(session: AsyncSession, actor: Actor, wanted: Slice) -> OverviewRead:
    """Return the state of the desk."""
    counts = await queries.overview(session, actor, wanted)
    now = utc_now()
    return OverviewRead(
        as_of=now,
        figures=[*_open_figures(counts, wanted), *_period_figures(counts, wanted)],
        open_by_status=_shares(await queries.open_by_status(session, actor, wanted), wanted, "status"),
        open_by_priority=_priority_shares(
            await queries.open_by_priority(session, actor, wanted), wanted, {"status": OPEN_STATUSES}
        ),
        aging=[
            _older_than(days, count, now, wanted) for days, count in await queries.aging(session, actor, wanted, now)
        ],
    )


async def volume(session: AsyncSession, actor: Actor, wanted: Slice) -> VolumeRead:
    """Return how much came in and was resolved, day by day and by kind."""
    created = await queries.created_per_day(session, actor, wanted)
    resolved = await queries.resolved_per_day(session, actor, wanted)
    day, last = wanted.since.astimezone(UTC).date(), wanted.until.astimezone(UTC).date()
    days: list[VolumeDay] = []
    while day <= last:
        days.append(VolumeDay(day=day, created=created.get(day, 0), resolved=resolved.get(day, 0)))
        day += timedelta(days=1)
    period = _period_drill(wanted)
    return VolumeRead(
        days=days,
        by_category=_shares(await queries.created_by_category(session, actor, wanted), wanted, "category", period),
        by_location=_shares(await queries.created_by_location(session, actor, wanted), wanted, "location", period),
        by_priority=_priority_shares(await queries.created_by_priority(session, actor, wanted), wanted, period),
    )


async def service_levels(session: AsyncSession, actor: Actor, wanted: Slice) -> SlaRead:
    """Return how often the tickets of the period were on time, by priority and by team."""
    by_priority = await queries.levels_by_priority(session, actor, wanted)
    by_team = await queries.levels_by_team(session, actor, wanted)
    totals = [sum(row[n] for row in by_priority) for n in range(1, 5)]
    return SlaRead(
        goal_percent=GOAL_PERCENT,
        overall=_sla_row("all", totals),
        by_priority=[_sla_row(f"P{row[0]}", row[1:]) for row in by_priority],
        by_team=[_sla_row(row[0] or "No team", row[1:]) for row in by_team],
    )


async def workload(session: AsyncSession, actor: Actor, wanted: Slice) -> TeamsRead:
    """Return what teams and agents have and got done."""
    teams = await queries.teams(session, actor, wanted)
    agents = await queries.agents(session, actor, wanted)
    return TeamsRead(
        teams=[
            TeamRow(
                team=NamedRef(id=str(row[0]), name=row[1]),
                open=row[2],
                unassigned=row[3],
                breached=row[4],
                resolved=row[5],
                median_resolution_seconds=row[6],
            )
            for row in teams
        ],
        agents=[
            AgentRow(
                agent=NamedRef(id=str(row[0]), name=row[1]),
                open=row[2],
                pending=row[3],
                breached=row[4],
                resolved=row[5],
            )
            for row in agents
        ],
    )


def percent(part: int, rest: int) -> float | None:
    """Return `part` of `part + rest` in percent, one decimal; None where both are zero."""
    return round(100 * part / (part + rest), 1) if part + rest else None


def _open_figures(counts: dict[str, Any], wanted: Slice) -> list[Figure]:
    return [
        Figure(
            key=key,
            value=counts[key],
            unit=_COUNT,
            definition=definition,
            drill={"status": OPEN_STATUSES, **filters, **dict(wanted.drill)},
        )
        for key, definition, filters in _OPEN_FIGURES
    ]


def _period_figures(counts: dict[str, Any], wanted: Slice) -> list[Figure]:
    met, missed = counts["resolution_met"], counts["resolution_breached"]
    rows: list[tuple[str, float | None, str, str, dict[str, str] | None]] = [
        ("created", counts["created"], _COUNT, "Tickets created in the period.", _period_drill(wanted)),
        ("resolved", counts["resolved"], _COUNT, "Tickets last resolved in the period.", _resolved_drill(wanted)),
        ("sla_percent", percent(met, missed), _PERCENT, "Resolved in the period within the resolution target.", None),
        (
            "reopen_percent",
            percent(counts["reopened"], counts["resolved"] - counts["reopened"]),
            _PERCENT,
            "Resolved in the period after having been reopened at least once.",
            None,
        ),
        ("response_median", counts["response_median"], _SECONDS, "Median time to the first public answer.", None),
        ("resolution_median", counts["resolution_median"], _SECONDS, "Median time from creation to resolution.", None),
        ("resolution_p90", counts["resolution_p90"], _SECONDS, "Nine of ten were resolved within this time.", None),
    ]
    return [Figure(key=k, value=v, unit=u, definition=d, drill=drill) for k, v, u, d, drill in rows]


def _period_drill(wanted: Slice) -> dict[str, str]:
    return {
        "view": "all",
        "created_from": wanted.since.isoformat(),
        "created_to": wanted.until.isoformat(),
        **dict(wanted.drill),
    }


def _resolved_drill(wanted: Slice) -> dict[str, str]:
    return {
        "view": "all",
        "resolved_from": wanted.since.isoformat(),
        "resolved_to": wanted.until.isoformat(),
        **dict(wanted.drill),
    }


def _shares(rows: Any, wanted: Slice, field: str, extra: dict[str, str] | None = None) -> list[Share]:
    return [
        Share(name=str(name), count=count, drill={**(extra or {}), **dict(wanted.drill), field: str(name)})
        for name, count in rows
    ]


def _priority_shares(rows: Any, wanted: Slice, extra: dict[str, str]) -> list[Share]:
    named = sorted((f"P{level}", count) for level, count in rows)
    return _shares(named, wanted, "priority", extra)


def _older_than(days: int, count: int, now: datetime, wanted: Slice) -> Share:
    created_to = (now - timedelta(days=days)).isoformat()
    drill = {"status": OPEN_STATUSES, "created_to": created_to, **dict(wanted.drill)}
    return Share(name=f"> {days} d", count=count, drill=drill)


def _sla_row(name: str, counts: Any) -> SlaRow:
    response_met, response_breached, resolution_met, resolution_breached = counts
    return SlaRow(
        name=name,
        response_met=response_met,
        response_breached=response_breached,
        response_percent=percent(response_met, response_breached),
        resolution_met=resolution_met,
        resolution_breached=resolution_breached,
        resolution_percent=percent(resolution_met, resolution_breached),
    )
