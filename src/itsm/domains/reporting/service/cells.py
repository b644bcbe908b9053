"""A figure with the list behind it, and the key of a row."""

from __future__ import annotations

from datetime import date

from itsm.domains.reporting.queries import Counted, part_drill
from itsm.domains.reporting.registry.dimensions import Part
from itsm.domains.reporting.registry.metric import Metric
from itsm.domains.reporting.schemas import PanelCell


def cell(metric: Metric, counted: Counted, drill: dict[str, str], previous: float | None = None) -> PanelCell:
    """Return one figure with the list that `drill` filters behind it."""
    return PanelCell(
        value=counted.value,
        count=counted.count,
        drill=part_drill(metric, drill),
        whole=counted.whole,
        whole_drill=drill if counted.whole is not None else None,
        previous=previous,
    )


def row_key(part: Part) -> str:
    """Return the key of the row of a part."""
    return "-".join(
        "none" if value is None else value.isoformat() if isinstance(value, date) else str(value) for value in part
    )
