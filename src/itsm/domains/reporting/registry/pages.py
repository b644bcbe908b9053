"""The dashboards: which panels, in which order, and who may open them."""

from __future__ import annotations

from dataclasses import dataclass

from itsm.domains.reporting.registry.panels import PANELS, Panel
from itsm.platform.actor import Actor


@dataclass(frozen=True, slots=True, kw_only=True)
class DashboardPage:
    """One dashboard. `permission` is needed beside `dashboards.read`, "" none."""

    key: str
    name: str
    panels: tuple[str, ...]
    permission: str = ""

    def shown(self, actor: Actor) -> list[Panel]:
        """Return the panels that `actor`, who may open the page, sees of it, in order."""
        found = (PANELS[key] for key in self.panels)
        return [panel for panel in found if not panel.permission or actor.can(panel.permission)]

    def may_open(self, actor: Actor) -> bool:
        """Tell whether `actor`, who may see dashboards, may open this one: there is something to see."""
        return (not self.permission or actor.can(self.permission)) and bool(self.shown(actor))


_ALL = (
    DashboardPage(
        key="manager",
        name="Desk",
        panels=(
            "now",
            "period",
            "volume",
            "by_priority",
            "sla_by_priority",
            "sla_by_team",
            "backlog",
            "heat",
            "by_status",
            "aging",
            "aging_by_team",
            "times",
            "team_load",
            "agent_load",
            "teams",
            "agents",
            "by_rating",
            "csat_by_team",
            "by_category",
            "by_location",
        ),
    ),
    DashboardPage(
        key="agent",
        name="My work",
        panels=("my_work", "my_days", "my_status", "my_priorities", "team_load"),
    ),
    DashboardPage(
        key="executive",
        name="Overview",
        panels=("goals", "changes_ended", "months", "sla_months", "csat_months", "by_priority", "sites", "by_rating"),
    ),
    DashboardPage(
        key="changes",
        name="Changes and assets",
        panels=(
            "changes_now",
            "changes_ended",
            "change_months",
            "changes_by_type",
            "changes_by_risk",
            "changes_by_team",
            "assets_now",
            "assets_by_type",
            "assets_by_status",
            "assets_by_location",
        ),
    ),
    DashboardPage(
        key="admin",
        name="Administration",
        panels=("attention", "by_source", "backlog", "by_category", "aging_by_team", "heat"),
        permission="settings.manage",
    ),
)

PAGES: dict[str, DashboardPage] = {page.key: page for page in _ALL}
