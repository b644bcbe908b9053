"""How many tickets were open at the end of each day: running sums of what came in and what was resolved."""

from __future__ import annotations

from datetime import timedelta
from zoneinfo import ZoneInfo

from itsm.domains.reporting.filters import Slice
from itsm.domains.reporting.queries import changes_of_backlog
from itsm.domains.reporting.registry.dimensions import midnight
from itsm.domains.reporting.registry.metric import Metric
from itsm.domains.reporting.schemas import PanelCell, PanelRow
from itsm.domains.settings.api import Reference
from itsm.platform.actor import Actor


async def backlog_rows(actor: Actor, reference: Reference, wanted: Slice, metric: Metric) -> list[PanelRow]:
    """Return a row for each day of the period: the tickets raised and not resolved by its end, or by now."""
    zone = ZoneInfo(wanted.zone)
    day = wanted.since.astimezone(zone).date()
    last = max(wanted.since, wanted.end - timedelta(microseconds=1)).astimezone(zone).date()
    created = await changes_of_backlog(actor, reference, wanted, "created_at", day)
    resolved = await changes_of_backlog(actor, reference, wanted, "resolved_at", day)
    moves = sorted([(day, count) for day, count in created] + [(day, -count) for day, count in resolved])
    rows, open_now, place = [], 0, 0
    while day <= last:
        while place < len(moves) and moves[place][0] <= day:
            open_now += moves[place][1]
            place += 1
        at = min(midnight(day + timedelta(days=1), wanted.zone), wanted.end)
        drill = {"view": "all", **dict(wanted.kept), **metric.filters, "open_at": at.isoformat()}
        cell = PanelCell(value=open_now, count=open_now, drill=drill, whole=None, whole_drill=None, previous=None)
        rows.append(PanelRow(key=day.isoformat(), label=day.isoformat(), cells=[cell]))
        day += timedelta(days=1)
    return rows
