"""By what figures are split: the expression, the filter of one part, and what the part is called."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID
from zoneinfo import ZoneInfo

from itsm.domains.reporting.enums import Basis

if TYPE_CHECKING:
    from itsm.domains.settings.api import Reference

BASIS_COLUMN: dict[Basis, str] = {
    Basis.CREATED: "t.created_at",
    Basis.RESOLVED: "t.resolved_at",
    Basis.RATED: "t.rated_at",
}


@dataclass(frozen=True, slots=True)
class Names:
    """What ids stand for: lists of the settings, and the teams and people among the parts."""

    reference: Reference
    others: Mapping[UUID, str]


Part = tuple[Any, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Dimension:
    """A way to split. `sql` is over the ticket `t`; with `{moment}` it is by the time column of the metric's basis.

    `drill` gives the filters of the list that holds one part; `label` what the part is called.
    """

    key: str
    sql: tuple[str, ...]
    drill: Callable[[Part, Names, str, Basis], dict[str, str]]
    label: Callable[[Part, Names], str]
    names_from: str = ""

    @property
    def is_by_time(self) -> bool:
        """Tell whether parts are stretches of time of the metric's own basis."""
        return any("{moment}" in sql for sql in self.sql)


def _by_column(
    key: str, column: str, drill: Callable[[Any, Names], str], label: Callable[[Any, Names], str]
) -> Dimension:
    return Dimension(
        key=key,
        sql=(column,),
        drill=lambda part, names, _zone, _basis: {key: drill(part[0], names)},
        label=lambda part, names: label(part[0], names),
    )


def _category(key: Any, names: Names) -> str:
    name = names.reference.category_by_id[key].name
    found = names.reference.find_category(name)
    return name if found is not None and found.id == key else str(key)


def _location(key: Any, names: Names) -> str:
    name = names.reference.location_by_id[key].name
    found = names.reference.find_location(name)
    return name if found is not None and found.id == key else str(key)


def _person(key: str, none: str, table: str) -> Dimension:
    return Dimension(
        key=key,
        sql=(f"t.{key}_id",),
        drill=lambda part, _names, _zone, _basis: {key: str(part[0]) if part[0] else "none"},
        label=lambda part, names: names.others.get(part[0], str(part[0])) if part[0] else none,
        names_from=table,
    )


def between(basis: Basis, first: date, after: date, zone: str) -> dict[str, str]:
    """Return the filter of the tickets of `basis` from the midnight of `first` until that of `after`, in `zone`."""
    return {
        f"{basis}_from": midnight(first, zone).isoformat(),
        f"{basis}_to": midnight(after, zone).isoformat(),
    }


def midnight(day: date, zone: str) -> datetime:
    """Return the instant at which `day` begins in `zone`."""
    return datetime.combine(day, time(), ZoneInfo(zone))


def next_month(day: date) -> date:
    """Return the first day of the month after that of `day`."""
    return (day.replace(day=1) + timedelta(days=32)).replace(day=1)


def _heat(part: Part, _names: Names, zone: str, _basis: Basis) -> dict[str, str]:
    return {"weekday": str(part[0]), "hour": str(part[1]), "zone": zone}


_LOCAL = "{moment} AT TIME ZONE {zone}::text"
_ALL = (
    _by_column("status", "t.status", lambda value, _: str(value), lambda value, _: str(value)),
    _by_column("priority", "t.priority", lambda value, _: f"P{value}", lambda value, _: f"P{value}"),
    _by_column("source", "t.source", lambda value, _: str(value), lambda value, _: str(value)),
    _by_column("category", "t.category_id", _category, lambda key, names: names.reference.category_by_id[key].name),
    _by_column("location", "t.location_id", _location, lambda key, names: names.reference.location_by_id[key].name),
    _by_column("rating", "t.rating", lambda value, _: str(value), lambda value, _: str(value)),
    _person("team", "No team", "teams"),
    _person("assignee", "Nobody", "users"),
    Dimension(
        key="day",
        sql=(f"({_LOCAL})::date",),
        drill=lambda part, _, zone, basis: between(basis, part[0], part[0] + timedelta(days=1), zone),
        label=lambda part, _: str(part[0].isoformat()),
    ),
    Dimension(
        key="month",
        sql=(f"date_trunc('month', {_LOCAL})::date",),
        drill=lambda part, _, zone, basis: between(basis, part[0], next_month(part[0]), zone),
        label=lambda part, _: str(part[0].isoformat()[:7]),
    ),
    Dimension(
        key="weekday_hour",
        sql=(
            "extract(isodow FROM t.created_at AT TIME ZONE {zone}::text)::int",
            "extract(hour FROM t.created_at AT TIME ZONE {zone}::text)::int",
        ),
        drill=_heat,
        label=lambda part, _: f"{part[0]}-{part[1]:02d}",
    ),
)

DIMENSIONS: dict[str, Dimension] = {dimension.key: dimension for dimension in _ALL}
