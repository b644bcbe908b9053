"""What the dashboards answer."""

from __future__ import annotations

from datetime import date, datetime

from itsm.platform.http.schemas import NamedRef, OutputModel


class MetricRead(OutputModel):
    """A metric as the registry defines it. `filters` with the period are the list at `path` that it counts."""

    key: str
    name: str
    definition: str
    unit: str
    grain: str
    path: str
    basis: str
    statistic: str
    filters: dict[str, str]
    part: dict[str, str]
    goal: float | None


class MetricList(OutputModel):
    """The registry of metrics."""

    items: list[MetricRead]


class PanelCell(OutputModel):
    """One figure. `count` is the length of the list that `drill` filters (None: no list shows it).

    `whole` and `whole_drill` are the list that a share is a part of. `previous` is the value of the period before.
    """

    value: float | None
    count: int
    drill: dict[str, str] | None
    whole: int | None
    whole_drill: dict[str, str] | None
    previous: float | None


class PanelColumn(OutputModel):
    """A metric as a panel shows it. `grain`: ticket, change or asset; which list its cells lead to."""

    key: str
    name: str
    definition: str
    unit: str
    grain: str
    goal: float | None


class PanelRow(OutputModel):
    """One part of a panel: its cells are in the order of the columns."""

    key: str
    label: str
    cells: list[PanelCell]


class PanelRead(OutputModel):
    """One block of a dashboard. `is_cut`: there are more rows than are shown. Days begin in `zone`.

    `lag_seconds`: counted on a replica that was at most so far behind; None: on the desk's own database.
    """

    key: str
    name: str
    kind: str
    by: str
    as_of: datetime
    since: datetime
    until: datetime
    zone: str
    columns: list[PanelColumn]
    rows: list[PanelRow]
    is_cut: bool
    lag_seconds: float | None


class PanelRef(OutputModel):
    """A panel as a page places it."""

    key: str
    name: str
    kind: str
    span: int


class PageRead(OutputModel):
    """A dashboard: its panels in order."""

    key: str
    name: str
    panels: list[PanelRef]


class PageList(OutputModel):
    """The dashboards the caller may open."""

    items: list[PageRead]


class Figure(OutputModel):
    """One number. `drill` are the filters of the ticket list behind it; None where no list shows it."""

    key: str
    value: float | None
    unit: str
    definition: str
    drill: dict[str, str] | None


class Share(OutputModel):
    """One slice of a whole."""

    name: str
    count: int
    drill: dict[str, str]


class OverviewRead(OutputModel):
    """The state of the desk in a few numbers."""

    as_of: datetime
    figures: list[Figure]
    open_by_status: list[Share]
    open_by_priority: list[Share]
    aging: list[Share]


class VolumeDay(OutputModel):
    """How many came in and were resolved on one day of the caller's zone."""

    day: date
    created: int
    resolved: int


class VolumeRead(OutputModel):
    """How much comes in, over time and by kind."""

    days: list[VolumeDay]
    by_category: list[Share]
    by_location: list[Share]
    by_priority: list[Share]


class SlaRow(OutputModel):
    """How often one slice was on time. Percent is None where nothing was decided yet."""

    name: str
    response_met: int
    response_breached: int
    response_percent: float | None
    resolution_met: int
    resolution_breached: int
    resolution_percent: float | None


class SlaRead(OutputModel):
    """Service levels: of answers, the tickets raised in the period; of solutions, those resolved in it."""

    goal_percent: float
    overall: SlaRow
    by_priority: list[SlaRow]
    by_team: list[SlaRow]


class TeamRow(OutputModel):
    """What a team has and got done."""

    team: NamedRef
    open: int
    unassigned: int
    breached: int
    resolved: int
    median_resolution_seconds: float | None


class AgentRow(OutputModel):
    """What an agent has and got done."""

    agent: NamedRef
    open: int
    pending: int
    breached: int
    resolved: int


class TeamsRead(OutputModel):
    """Who carries how much."""

    teams: list[TeamRow]
    agents: list[AgentRow]
