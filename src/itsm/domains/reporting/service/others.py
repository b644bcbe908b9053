"""Panels of changes and assets: counted by their own rooms, as their lists are filtered."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy.ext.asyncio import AsyncSession

from itsm.domains.assets import api as assets
from itsm.domains.changes import api as changes
from itsm.domains.reporting.enums import Basis, Grain, Statistic
from itsm.domains.reporting.filters import Slice
from itsm.domains.reporting.queries import Counted, part_drill
from itsm.domains.reporting.registry.dimensions import between, next_month
from itsm.domains.reporting.registry.metric import Metric
from itsm.domains.reporting.schemas import PanelCell, PanelRow
from itsm.domains.reporting.service.cells import cell, row_key
from itsm.domains.reporting.service.narrowing import within
from itsm.platform.actor import Actor
from itsm.platform.db import replica

Drill = Callable[[Any, str], dict[str, str]]


@dataclass(frozen=True, slots=True)
class OtherDimension:
    """A way to split: what the room calls it, and the filter of one part. `none` is what no value is called."""

    by: str
    drill: Drill
    none: str = ""
    is_by_month: bool = False
    order: tuple[str, ...] = ()


def _plain(by: str, name: str, none: str = "", order: tuple[str, ...] = ()) -> OtherDimension:
    return OtherDimension(by, lambda key, _: {name: str(key)}, none, order=order)


OTHER_DIMENSIONS: Mapping[str, OtherDimension] = {
    "": OtherDimension("", lambda _key, _zone: {}),
    "change_type": _plain("type", "type"),
    "change_risk": _plain("risk", "risk", "Not judged", ("low", "medium", "high", "critical")),
    "change_team": _plain("team", "team", "No team"),
    "change_month": OtherDimension(
        "month", lambda key, zone: between(Basis.FINISHED, key, next_month(key), zone), is_by_month=True
    ),
    "asset_type": _plain("type", "type_id"),
    "asset_status": _plain("status", "status"),
    "asset_location": _plain("location", "location_id", "No site"),
}
Found = dict[Any, tuple[str | None, list[Counted]]]


async def other_rows(
    actor: Actor, wanted: Slice, metrics: Sequence[Metric], dimension: OtherDimension, *, compare: bool
) -> list[PanelRow]:
    """Return the rows of a panel whose metrics count changes or assets, all the same of both."""
    found = await _count(actor, wanted, metrics, dimension)
    earlier: Found = {}
    if compare and not dimension.is_by_month:
        earlier = await _count(actor, wanted.before(), metrics, dimension)
    return [
        _row(metrics, wanted, dimension, key, name, counted, earlier.get(key)) for key, (name, counted) in found.items()
    ]


async def _count(actor: Actor, wanted: Slice, metrics: Sequence[Metric], dimension: OtherDimension) -> Found:
    drills = [wanted.drill(metric) for metric in metrics]
    lists = [part_drill(metric, drill) for metric, drill in zip(metrics, drills, strict=True)]
    asked, by = [*lists, *drills], dimension.by

    async def ask(session: AsyncSession) -> list[tuple[Any, str | None, list[int]]]:
        if metrics[0].grain is Grain.CHANGE:
            return await changes.count_parts(session, actor, asked, by, zone=wanted.zone, now=wanted.now)
        return await assets.count_parts(session, actor, asked, by, now=wanted.now)

    rows = await replica.read_with(ask)
    found: Found = {key: (None, _read(metrics, [0] * 2 * len(metrics))) for key in _expected(wanted, dimension)}
    found |= {key: (name, _read(metrics, counts)) for key, name, counts in rows}
    if dimension.order:
        places = {key: place for place, key in enumerate(dimension.order)}
        return dict(sorted(found.items(), key=lambda part: places.get(part[0], len(places))))
    return dict(sorted(found.items())) if dimension.is_by_month else found


def _expected(wanted: Slice, dimension: OtherDimension) -> list[Any]:
    """Return the parts that are shown even where nothing is counted: the whole, and each month."""
    if not dimension.is_by_month:
        return [] if dimension.by else [""]
    zone = ZoneInfo(wanted.zone)
    month = wanted.since.astimezone(zone).date().replace(day=1)
    last = max(wanted.since, wanted.end - timedelta(microseconds=1)).astimezone(zone).date()
    months: list[Any] = []
    while month <= last:
        months.append(month)
        month = next_month(month)
    return months


def _read(metrics: Sequence[Metric], counts: Sequence[int]) -> list[Counted]:
    """Return what was counted of each metric: first the lists, then for shares the wholes."""
    size = len(metrics)
    found = []
    for metric, count, whole in zip(metrics, counts[:size], counts[size:], strict=True):
        if metric.statistic is Statistic.SHARE:
            found.append(Counted(round(100 * count / whole, 1) if whole else None, count, whole))
        else:
            found.append(Counted(float(count), count))
    return found


def _row(
    metrics: Sequence[Metric],
    wanted: Slice,
    dimension: OtherDimension,
    key: Any,
    name: str | None,
    counted: Sequence[Counted],
    earlier: tuple[str | None, list[Counted]] | None,
) -> PanelRow:
    cells = []
    for n, (metric, one) in enumerate(zip(metrics, counted, strict=True)):
        before = earlier[1][n].value if earlier is not None and metric.basis is not Basis.NOW else None
        narrowed = dimension.drill(key, wanted.zone) if key is not None else {}
        shown = cell(metric, one, within(wanted.drill(metric), narrowed), before)
        cells.append(shown if key is not None else _without_list(shown))
    label = key.isoformat()[:7] if isinstance(key, date) else name or (dimension.none if key is None else str(key))
    return PanelRow(key=row_key((key,)), label=label, cells=cells)


def _without_list(shown: PanelCell) -> PanelCell:
    """Return a figure of what has no value: no filter says that."""
    return shown.model_copy(update={"drill": None, "whole_drill": None})
