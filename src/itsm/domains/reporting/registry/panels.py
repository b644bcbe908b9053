"""The panels of the dashboards: which metrics, split by what, drawn how."""

from __future__ import annotations

from dataclasses import dataclass

from itsm.domains.reporting.enums import Grain, PanelKind
from itsm.domains.reporting.registry.metrics import METRICS

_PERMISSIONS = {Grain.CHANGE: "changes.write", Grain.ASSET: "assets.read"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Panel:
    """One block of a page. `by` names a dimension, "" none. `span` is its width, of twelve columns.

    `is_yearly`: it always looks at twelve months, whatever the period of the page. `is_backlog`: rows are the ends of
    days, see `service/backlog.py`.
    """

    key: str
    name: str
    kind: PanelKind
    metrics: tuple[str, ...]
    by: str = ""
    span: int = 12
    is_yearly: bool = False
    is_backlog: bool = False

    @property
    def grain(self) -> Grain:
        """What its metrics count; they all count the same."""
        return METRICS[self.metrics[0]].grain

    @property
    def permission(self) -> str:
        """What is needed beside `dashboards.read` to see it, "" nothing."""
        return _PERMISSIONS.get(self.grain, "")


_TIMES = ("response_mean", "response_median", "response_p90", "resolution_mean", "resolution_median", "resolution_p90")
_TEAM = ("open", "unassigned", "breached", "aged_7", "resolved", "sla_percent", "csat_score", "reopen_percent")
_AGENT = ("open", "pending", "breached", "resolved", "sla_percent", "csat_score", "first_contact_percent")

_ALL = (
    Panel(
        key="now",
        name="As of now",
        kind=PanelKind.TILES,
        metrics=("open", "unassigned", "at_risk", "breached", "escalated", "aged_7"),
    ),
    Panel(
        key="period",
        name="In the period",
        kind=PanelKind.TILES,
        metrics=(
            "created",
            "resolved",
            "sla_percent",
            "response_sla_percent",
            "reopen_percent",
            "first_contact_percent",
            "response_median",
            "resolution_median",
            "resolution_p90",
            "csat_score",
            "csat_percent",
        ),
    ),
    Panel(
        key="volume",
        name="Raised and resolved",
        kind=PanelKind.LINES,
        metrics=("created", "resolved"),
        by="day",
        span=8,
    ),
    Panel(key="by_priority", name="By priority", kind=PanelKind.DOUGHNUT, metrics=("created",), by="priority", span=4),
    Panel(key="by_category", name="By category", kind=PanelKind.BARS, metrics=("created",), by="category", span=6),
    Panel(key="by_location", name="By location", kind=PanelKind.BARS, metrics=("created",), by="location", span=6),
    Panel(
        key="sla_by_priority",
        name="On time, by priority",
        kind=PanelKind.BARS,
        metrics=("response_sla_percent", "sla_percent"),
        by="priority",
        span=6,
    ),
    Panel(
        key="sla_by_team",
        name="On time, by team",
        kind=PanelKind.BARS,
        metrics=("response_sla_percent", "sla_percent"),
        by="team",
        span=6,
    ),
    Panel(key="times", name="Times by priority", kind=PanelKind.TABLE, metrics=_TIMES, by="priority"),
    Panel(key="by_status", name="Open, by status", kind=PanelKind.DOUGHNUT, metrics=("open",), by="status", span=4),
    Panel(
        key="aging",
        name="Open for longer than",
        kind=PanelKind.BARS,
        metrics=("aged_1", "aged_3", "aged_7", "aged_14", "aged_30"),
        span=8,
    ),
    Panel(
        key="aging_by_team",
        name="Age of open tickets, by team",
        kind=PanelKind.TABLE,
        metrics=("open", "aged_7", "aged_14", "aged_30"),
        by="team",
    ),
    Panel(key="backlog", name="Backlog", kind=PanelKind.LINES, metrics=("backlog",), span=6, is_backlog=True),
    Panel(
        key="heat",
        name="When tickets come in",
        kind=PanelKind.HEAT,
        metrics=("created",),
        by="weekday_hour",
        span=6,
    ),
    Panel(key="by_rating", name="Ratings", kind=PanelKind.BARS, metrics=("ratings",), by="rating", span=6),
    Panel(
        key="csat_by_team",
        name="Satisfaction, by team",
        kind=PanelKind.TABLE,
        metrics=("ratings", "csat_score", "csat_percent"),
        by="team",
        span=6,
    ),
    Panel(key="teams", name="Teams", kind=PanelKind.TABLE, metrics=_TEAM, by="team"),
    Panel(key="agents", name="Agents", kind=PanelKind.TABLE, metrics=_AGENT, by="assignee"),
    Panel(
        key="team_load",
        name="Workload of teams",
        kind=PanelKind.BARS,
        metrics=("open", "resolved", "breached"),
        by="team",
        span=6,
    ),
    Panel(
        key="agent_load",
        name="Workload of agents",
        kind=PanelKind.BARS,
        metrics=("open", "resolved", "breached"),
        by="assignee",
        span=6,
    ),
    Panel(
        key="my_work",
        name="My work",
        kind=PanelKind.TILES,
        metrics=("my_open", "my_at_risk", "my_breached", "my_pending", "my_resolved", "my_csat_score"),
    ),
    Panel(key="my_status", name="Mine, by status", kind=PanelKind.DOUGHNUT, metrics=("my_open",), by="status", span=4),
    Panel(
        key="my_days",
        name="My days",
        kind=PanelKind.LINES,
        metrics=("my_created", "my_resolved"),
        by="day",
        span=8,
    ),
    Panel(
        key="my_priorities",
        name="Mine, by priority",
        kind=PanelKind.BARS,
        metrics=("my_open", "my_breached"),
        by="priority",
        span=6,
    ),
    Panel(
        key="goals",
        name="Against the goals",
        kind=PanelKind.TILES,
        metrics=(
            "sla_percent",
            "response_sla_percent",
            "csat_score",
            "first_contact_percent",
            "reopen_percent",
            "portal_percent",
            "created",
            "open",
        ),
    ),
    Panel(
        key="months",
        name="Raised and resolved, by month",
        kind=PanelKind.LINES,
        metrics=("created", "resolved"),
        by="month",
        span=6,
        is_yearly=True,
    ),
    Panel(
        key="sla_months",
        name="On time, by month",
        kind=PanelKind.LINES,
        metrics=("response_sla_percent", "sla_percent"),
        by="month",
        span=6,
        is_yearly=True,
    ),
    Panel(
        key="csat_months",
        name="Satisfied, by month",
        kind=PanelKind.LINES,
        metrics=("csat_percent",),
        by="month",
        span=6,
        is_yearly=True,
    ),
    Panel(
        key="sites",
        name="Sites",
        kind=PanelKind.TABLE,
        metrics=("created", "open", "breached", "sla_percent", "csat_score", "portal_percent"),
        by="location",
    ),
    Panel(
        key="attention",
        name="What needs an administrator",
        kind=PanelKind.TILES,
        metrics=("unrouted", "unassigned", "escalated", "aged_30", "reopen_percent"),
    ),
    Panel(
        key="by_source", name="How tickets come in", kind=PanelKind.DOUGHNUT, metrics=("created",), by="source", span=4
    ),
    Panel(
        key="changes_now",
        name="Changes, as of now",
        kind=PanelKind.TILES,
        metrics=("changes_week", "changes_review", "changes_emergency"),
    ),
    Panel(
        key="changes_ended",
        name="Changes that ended in the period",
        kind=PanelKind.TILES,
        metrics=(
            "changes_finished",
            "change_success_percent",
            "changes_failed",
            "changes_rolled_back",
            "change_emergency_percent",
            "change_caused_percent",
        ),
    ),
    Panel(
        key="change_months",
        name="Changes that went well, by month",
        kind=PanelKind.LINES,
        metrics=("change_success_percent",),
        by="change_month",
        span=6,
        is_yearly=True,
    ),
    Panel(
        key="changes_by_type",
        name="Changes by type",
        kind=PanelKind.DOUGHNUT,
        metrics=("changes_finished",),
        by="change_type",
        span=6,
    ),
    Panel(
        key="changes_by_risk",
        name="Changes by risk",
        kind=PanelKind.BARS,
        metrics=("changes_finished", "changes_failed", "changes_rolled_back"),
        by="change_risk",
        span=6,
    ),
    Panel(
        key="changes_by_team",
        name="Changes by team",
        kind=PanelKind.TABLE,
        metrics=("changes_finished", "change_success_percent", "change_emergency_percent", "change_caused_percent"),
        by="change_team",
        span=6,
    ),
    Panel(
        key="assets_now",
        name="Assets, as of now",
        kind=PanelKind.TILES,
        metrics=(
            "assets_all",
            "assets_active",
            "assets_in_stock",
            "assets_for_repair",
            "assets_lost",
            "assets_warranty_soon",
            "assets_unowned",
        ),
    ),
    Panel(
        key="assets_by_type",
        name="Assets by type",
        kind=PanelKind.BARS,
        metrics=("assets_all",),
        by="asset_type",
        span=6,
    ),
    Panel(
        key="assets_by_status",
        name="Assets by status",
        kind=PanelKind.DOUGHNUT,
        metrics=("assets_all",),
        by="asset_status",
        span=6,
    ),
    Panel(
        key="assets_by_location",
        name="Assets by site",
        kind=PanelKind.TABLE,
        metrics=("assets_all", "assets_active", "assets_for_repair", "assets_warranty_soon"),
        by="asset_location",
    ),
)

PANELS: dict[str, Panel] = {panel.key: panel for panel in _ALL}
