"""The dashboards: which panels, in which order, and who may open them."""

from __future__ import annotations

from dataclasses import dataclass

from itsm.domains.reporting.registry.panels import PANELS, Panel


@dataclass(frozen=True, slots=True, kw_only=True)
class DashboardPage:
    """One dashboard. `permission` is needed beside `dashboards.read`, "" none."""

    key: str
    name: str
    panels: tuple[str, ...]
    permission: str = ""

    def shown(self) -> list[Panel]:
        """Return the panels in order."""
        return [PANELS[key] for key in self.panels]


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
        panels=("goals", "months", "sla_months", "csat_months", "by_priority", "sites", "by_rating"),
    ),
    DashboardPage(
        key="admin",
        name="Administration",
        panels=("attention", "by_source", "backlog", "by_category", "aging_by_team", "heat"),
        permission="settings.manage",
    ),
)

PAGES: dict[str, DashboardPage] = {page.key: page for page in _ALL}
