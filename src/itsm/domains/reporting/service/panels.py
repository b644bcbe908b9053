"""One panel: its figures, each with the list behind it and, where asked, that of the period before."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta
from zoneinfo import ZoneInfo

from itsm.domains.reporting import queries
from itsm.domains.reporting.enums import Basis, Grain, PanelKind, Statistic
from itsm.domains.reporting.filters import Slice
from itsm.domains.reporting.queries import Counted
from itsm.domains.reporting.registry.dimensions import DIMENSIONS, Dimension, Names, Part, next_month
from itsm.domains.reporting.registry.metric import Metric
from itsm.domains.reporting.registry.metrics import METRICS
from itsm.domains.reporting.registry.panels import Panel
from itsm.domains.reporting.schemas import PanelColumn, PanelRead, PanelRow
from itsm.domains.reporting.service.backlog import backlog_rows
from itsm.domains.reporting.service.cells import cell, row_key
from itsm.domains.reporting.service.narrowing import within
from itsm.domains.reporting.service.others import OTHER_DIMENSIONS, other_rows
from itsm.domains.settings.api import Reference
from itsm.platform.actor import Actor
from itsm.platform.db.replica import replica_state

_NOTHING = Counted(None, 0)


async def panel(actor: Actor, reference: Reference, wanted: Slice, shown: Panel, *, compare: bool = False) -> PanelRead:
    """Return `shown` for the tickets `actor` sees; `compare` adds the values of the period before."""
    asked = wanted.last_year() if shown.is_yearly else wanted
    metrics = [METRICS[key] for key in shown.metrics]
    dimension = DIMENSIONS.get(shown.by)
    if shown.grain is not Grain.TICKET:
        rows = await other_rows(actor, asked, metrics, OTHER_DIMENSIONS[shown.by], compare=compare)
    elif shown.is_backlog:
        rows = await backlog_rows(actor, reference, asked, metrics[0])
    else:
        found = await _table(actor, reference, metrics, asked, dimension)
        names = await queries.names_of(reference, dimension, list(found))
        earlier = await _earlier(actor, reference, metrics, asked, dimension) if compare else {}
        rows = [
            _row(metrics, asked, dimension, names, part, counted, earlier.get(part)) for part, counted in found.items()
        ]
        rows = _in_order(shown, rows)
    known = replica_state()
    return PanelRead(
        key=shown.key,
        name=shown.name,
        kind=shown.kind,
        by=shown.by,
        as_of=asked.now,
        since=asked.since,
        until=asked.end,
        zone=asked.zone,
        columns=[_column(metric) for metric in metrics],
        rows=rows,
        is_cut=len(rows) >= queries.MAX_PARTS,
        lag_seconds=known.lag_seconds if known is not None and known.is_used else None,
    )


async def _table(
    actor: Actor, reference: Reference, metrics: Sequence[Metric], wanted: Slice, dimension: Dimension | None
) -> dict[Part, list[Counted]]:
    """Return part → figures. Over time, each basis is split by its own moments, and every part has a row."""
    if dimension is None or not dimension.is_by_time:
        return await queries.tabulate(actor, reference, metrics, wanted, dimension)
    merged: dict[Part, list[Counted]] = {
        part: [_zero(metric) for metric in metrics] for part in _parts(wanted, dimension)
    }
    for basis in dict.fromkeys(metric.basis for metric in metrics):
        places = [n for n, metric in enumerate(metrics) if metric.basis is basis]
        found = await queries.tabulate(actor, reference, [metrics[n] for n in places], wanted, dimension)
        for part, counted in found.items():
            row = merged.setdefault(part, [_zero(metric) for metric in metrics])
            for place, one in zip(places, counted, strict=True):
                row[place] = one
    return dict(sorted(merged.items()))


def _zero(metric: Metric) -> Counted:
    if metric.statistic is Statistic.COUNT:
        return Counted(0.0, 0)
    return Counted(None, 0, 0 if metric.statistic is Statistic.SHARE else None)


def _parts(wanted: Slice, dimension: Dimension) -> list[Part]:
    """Return every day or month that the period touches."""
    zone = ZoneInfo(wanted.zone)
    last = max(wanted.since, wanted.end - timedelta(microseconds=1)).astimezone(zone).date()
    day = wanted.since.astimezone(zone).date()
    if dimension.key == "month":
        day = day.replace(day=1)
    found: list[Part] = []
    while day <= last:
        found.append((day,))
        day = next_month(day) if dimension.key == "month" else day + timedelta(days=1)
    return found


async def _earlier(
    actor: Actor, reference: Reference, metrics: Sequence[Metric], wanted: Slice, dimension: Dimension | None
) -> Mapping[Part, list[Counted]]:
    """Return the figures of the period before; what is counted as of now has none, nor has time itself."""
    if dimension is not None and dimension.is_by_time:
        return {}
    compared = [metric for metric in metrics if metric.basis is not Basis.NOW]
    if not compared:
        return {}
    found = await queries.tabulate(actor, reference, compared, wanted.before(), dimension)
    places = {metric.key: n for n, metric in enumerate(compared)}
    return {
        part: [counted[places[metric.key]] if metric.key in places else _NOTHING for metric in metrics]
        for part, counted in found.items()
    }


def _row(
    metrics: Sequence[Metric],
    wanted: Slice,
    dimension: Dimension | None,
    names: Names,
    part: Part,
    counted: Sequence[Counted],
    earlier: Sequence[Counted] | None,
) -> PanelRow:
    cells = []
    for n, (metric, one) in enumerate(zip(metrics, counted, strict=True)):
        narrowed = dimension.drill(part, names, wanted.zone, metric.basis) if dimension else {}
        cells.append(cell(metric, one, within(wanted.drill(metric), narrowed), earlier[n].value if earlier else None))
    return PanelRow(key=row_key(part), label=dimension.label(part, names) if dimension else "", cells=cells)


def _in_order(shown: Panel, rows: list[PanelRow]) -> list[PanelRow]:
    """Return names with most tickets first; priorities, times and statuses keep their own order."""
    if shown.by in {"category", "location", "team", "assignee"} and shown.kind is not PanelKind.LINES:
        return sorted(rows, key=lambda row: (-row.cells[0].count, row.label))
    return rows


def _column(metric: Metric) -> PanelColumn:
    return PanelColumn(
        key=metric.key,
        name=metric.name,
        definition=metric.definition,
        unit=metric.unit,
        grain=metric.grain,
        goal=metric.goal,
    )
