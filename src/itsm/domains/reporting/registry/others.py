"""Metrics of changes and assets, counted as their own lists are filtered."""

from __future__ import annotations

from itsm.domains.reporting.enums import Basis, Grain, Statistic, Unit
from itsm.domains.reporting.registry.metric import Metric

CHANGE_GOAL_PERCENT = 95.0


def _ended(key: str, name: str, definition: str, **filters: str) -> Metric:
    return Metric(
        key=key,
        name=name,
        definition=definition,
        basis=Basis.FINISHED,
        unit=Unit.CHANGES,
        filters=filters,
        grain=Grain.CHANGE,
    )


def _share(key: str, name: str, definition: str, *, goal: float | None = None, **part: str) -> Metric:
    return Metric(
        key=key,
        name=name,
        definition=definition,
        basis=Basis.FINISHED,
        statistic=Statistic.SHARE,
        unit=Unit.PERCENT,
        part=part,
        goal=goal,
        grain=Grain.CHANGE,
    )


def _ahead(key: str, name: str, definition: str, view: str) -> Metric:
    return Metric(
        key=key,
        name=name,
        definition=definition,
        basis=Basis.NOW,
        unit=Unit.CHANGES,
        filters={"view": view},
        grain=Grain.CHANGE,
    )


def _assets(key: str, name: str, definition: str, **filters: str) -> Metric:
    return Metric(
        key=key,
        name=name,
        definition=definition,
        basis=Basis.NOW,
        unit=Unit.ASSETS,
        filters=filters,
        grain=Grain.ASSET,
    )


OTHERS: tuple[Metric, ...] = (
    _ahead("changes_week", "Next seven days", "Changes whose window lies in the next seven days.", "week"),
    _ahead("changes_review", "To be looked back at", "Changes carried out, well or not, and not closed.", "review"),
    _ahead("changes_emergency", "Open emergencies", "Emergency changes that are not closed.", "emergency"),
    _ended("changes_finished", "Carried out", "Changes whose work ended in the period, well or not."),
    _share(
        "change_success_percent",
        "Changes that went well",
        "Changes whose work ended in the period with success, of all whose work ended in it.",
        goal=CHANGE_GOAL_PERCENT,
        outcome="success",
    ),
    _ended("changes_failed", "Failed", "Changes whose work ended in the period and failed.", outcome="failed"),
    _ended(
        "changes_rolled_back",
        "Rolled back",
        "Changes whose work ended in the period and was taken back.",
        outcome="rolled_back",
    ),
    _share(
        "change_emergency_percent",
        "Emergencies",
        "Emergency changes whose work ended in the period, of all whose work ended in it.",
        type="emergency",
    ),
    _share(
        "change_caused_percent",
        "Caused incidents",
        "Changes whose work ended in the period and that people say caused a ticket, of all whose work ended in it.",
        caused="true",
    ),
    _assets("assets_active", "In use", "Assets of the register that are in use.", status="active"),
    _assets("assets_in_stock", "In stock", "Assets that lie ready.", status="in_stock"),
    _assets("assets_for_repair", "For repair", "Assets that wait for repair.", status="for_repair"),
    _assets("assets_lost", "Lost", "Assets that nobody finds.", status="lost"),
    _assets(
        "assets_warranty_soon", "Warranty ends", "Assets whose warranty ends in the next 90 days.", warranty_soon="true"
    ),
    _assets("assets_unowned", "Held by nobody", "Assets in use that nobody holds.", status="active", unowned="true"),
    _assets("assets_all", "All", "Every asset of the register."),
)
