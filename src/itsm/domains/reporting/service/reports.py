"""The reports with a fixed form, for scripts: the same figures as those of the panels."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from itsm.domains.reporting.enums import PanelKind
from itsm.domains.reporting.filters import Slice
from itsm.domains.reporting.registry.metrics import GOAL_PERCENT, METRICS
from itsm.domains.reporting.registry.panels import PANELS, Panel
from itsm.domains.reporting.schemas import (
    AgentRow,
    Figure,
    OverviewRead,
    PanelCell,
    PanelRead,
    PanelRow,
    Share,
    SlaRead,
    SlaRow,
    TeamRow,
    TeamsRead,
    VolumeDay,
    VolumeRead,
)
from itsm.domains.reporting.service.panels import panel
from itsm.domains.settings.api import Reference
from itsm.platform.actor import Actor
from itsm.platform.http.schemas import NamedRef

_OVERVIEW = (
    "open",
    "unassigned",
    "at_risk",
    "breached",
    "escalated",
    "created",
    "resolved",
    "sla_percent",
    "reopen_percent",
    "response_median",
    "resolution_median",
    "resolution_p90",
)
_LEVELS = ("response_sla_percent", "sla_percent")
_TEAM = ("open", "unassigned", "breached", "resolved", "resolution_median")
_AGENT = ("open", "pending", "breached", "resolved")


class Reports:
    """The reports of one caller over one slice."""

    def __init__(self, actor: Actor, reference: Reference, wanted: Slice) -> None:
        self._actor, self._reference, self._wanted = actor, reference, wanted

    async def overview(self) -> OverviewRead:
        """Return the state of the desk in a few numbers."""
        figures = await self._table(_OVERVIEW)
        aging = await self._panel("aging")
        return OverviewRead(
            as_of=self._wanted.now,
            figures=[_figure(key, one) for key, one in zip(_OVERVIEW, figures[0].cells, strict=True)],
            open_by_status=_shares(await self._table(("open",), "status")),
            open_by_priority=_shares(await self._table(("open",), "priority")),
            aging=[
                Share(name=f"> {key.removeprefix('aged_')} d", count=one.count, drill=one.drill or {})
                for key, one in zip(PANELS["aging"].metrics, aging.rows[0].cells, strict=True)
            ],
        )

    async def volume(self) -> VolumeRead:
        """Return how much came in and was resolved, day by day and by kind."""
        days = await self._table(("created", "resolved"), "day")
        return VolumeRead(
            days=[
                VolumeDay(day=date.fromisoformat(row.key), created=row.cells[0].count, resolved=row.cells[1].count)
                for row in days
            ],
            by_category=_shares(await self._table(("created",), "category")),
            by_location=_shares(await self._table(("created",), "location")),
            by_priority=_shares(await self._table(("created",), "priority")),
        )

    async def service_levels(self) -> SlaRead:
        """Return how often tickets were on time, by priority and by team."""
        overall = await self._table(_LEVELS)
        return SlaRead(
            goal_percent=GOAL_PERCENT,
            overall=_levels("all", overall[0].cells),
            by_priority=[_levels(row.label, row.cells) for row in await self._table(_LEVELS, "priority")],
            by_team=[_levels(row.label, row.cells) for row in await self._table(_LEVELS, "team")],
        )

    async def workload(self) -> TeamsRead:
        """Return what teams and agents have and got done."""
        teams = await self._table(_TEAM, "team")
        agents = await self._table(_AGENT, "assignee")
        return TeamsRead(
            teams=[
                TeamRow(
                    team=NamedRef(id=row.key, name=row.label),
                    **_counts(_TEAM[:-1], row.cells),
                    median_resolution_seconds=row.cells[-1].value,
                )
                for row in teams
                if row.key != "none"
            ],
            agents=[
                AgentRow(agent=NamedRef(id=row.key, name=row.label), **_counts(_AGENT, row.cells))
                for row in agents
                if row.key != "none"
            ],
        )

    async def _panel(self, key: str) -> PanelRead:
        return await panel(self._actor, self._reference, self._wanted, PANELS[key])

    async def _table(self, metrics: tuple[str, ...], by: str = "") -> list[PanelRow]:
        shown = Panel(key="report", name="", kind=PanelKind.TABLE, metrics=metrics, by=by)
        return (await panel(self._actor, self._reference, self._wanted, shown)).rows


def _figure(key: str, one: PanelCell) -> Figure:
    metric = METRICS[key]
    drill = one.whole_drill or one.drill
    return Figure(key=key, value=one.value, unit=metric.unit, definition=metric.definition, drill=drill)


def _shares(rows: Sequence[PanelRow]) -> list[Share]:
    return [Share(name=row.label, count=row.cells[0].count, drill=row.cells[0].drill or {}) for row in rows]


def _counts(names: Sequence[str], cells: Sequence[PanelCell]) -> dict[str, Any]:
    return {name: one.count for name, one in zip(names, cells, strict=False)}


def _levels(name: str, cells: Sequence[PanelCell]) -> SlaRow:
    response, resolution = cells
    return SlaRow(
        name=name,
        response_met=response.count,
        response_breached=(response.whole or 0) - response.count,
        response_percent=response.value,
        resolution_met=resolution.count,
        resolution_breached=(resolution.whole or 0) - resolution.count,
        resolution_percent=resolution.value,
    )
