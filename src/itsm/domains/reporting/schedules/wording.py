"""Figures and what they are narrowed to, in the words of a mail (English, as the rest of a report)."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from itsm.domains.reporting.enums import Unit

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from itsm.domains.reporting.filters import Slice
    from itsm.domains.reporting.schemas import PanelCell, PanelRead

_MINUTE, _HOUR, _DAY = 60, 3_600, 86_400


def figure_words(value: float | None, unit: str) -> str:
    """Return a value as people write it: `91.2 %`, `3 h 20 min`, `4.4 / 5`, `1,204`."""
    if value is None:
        return "-"
    if unit == Unit.PERCENT:
        return f"{value:.1f} %"
    if unit == Unit.SCORE:
        return f"{value:.1f} / 5"
    return _span(int(value)) if unit == Unit.SECONDS else f"{value:,.0f}"


def _span(seconds: int) -> str:
    if seconds >= _DAY:
        return f"{seconds // _DAY} d {seconds % _DAY // _HOUR} h"
    if seconds >= _HOUR:
        return f"{seconds // _HOUR} h {seconds % _HOUR // _MINUTE} min"
    return f"{seconds // _MINUTE} min" if seconds >= _MINUTE else f"{seconds} s"


def figure_lines(panels: Sequence[PanelRead]) -> str:
    """Return a line a figure: its name, a tab, its value. A mail's variables are flat; its template parts them."""
    return "\n".join(
        f"{column.name}\t{_shown(cell, column.unit)}"
        for shown in panels
        for column, cell in zip(shown.columns, shown.rows[0].cells, strict=True)
    )


def _shown(cell: PanelCell, unit: str) -> str:
    now = figure_words(cell.value, unit)
    return now if cell.previous is None else f"{now} (before: {figure_words(cell.previous, unit)})"


def period_words(wanted: Slice) -> str:
    """Return the days of a period, both included, with the zone in which they begin."""
    zone = ZoneInfo(wanted.zone)
    first = wanted.since.astimezone(zone).date()
    last = max(wanted.since, wanted.end - timedelta(microseconds=1)).astimezone(zone).date()
    return f"{first.isoformat()} to {last.isoformat()} ({wanted.zone})"


def slice_words(filters: Mapping[str, Any], team: str | None) -> str | None:
    """Return what a report is narrowed to besides its period, None where nothing is."""
    parts = [team, *(filters.get(name) for name in ("category", "location", "priority"))]
    return ", ".join(part for part in parts if part) or None
