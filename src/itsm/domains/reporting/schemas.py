"""What the dashboards answer."""

from __future__ import annotations

from datetime import date, datetime

from itsm.platform.http.schemas import NamedRef, OutputModel


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
    """How many came in and were resolved on one day (UTC)."""

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
    """Service levels of the tickets created in the period."""

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
