"""Sort orders and keyset positions of ticket lists. Every order ends in the id, so it is total and stable."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from itsm.domains.tickets.moments import WRITTEN, raw_moment
from itsm.platform.errors import Invalid
from itsm.platform.http.paging import decode_cursor, encode_cursor
from itsm.platform.ids import try_uuid

if TYPE_CHECKING:
    from itsm.domains.tickets.visibility import Binds

_MAX_KEYS = 3
_SMALLINT_MAX = 32_767


@dataclass(frozen=True, slots=True)
class _Column:
    """A stored column to sort by; `read` turns what a cursor holds into its value or raises ValueError."""

    name: str
    cast: str
    read: Callable[[Any], Any]


def _small(value: Any) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or abs(value) > _SMALLINT_MAX:
        raise ValueError("not a small number")
    return value


def _moment(value: Any) -> datetime:
    moment = datetime.fromisoformat(_word(value))
    if moment.tzinfo is None:
        raise ValueError("not a time with its zone")
    return moment


def _word(value: Any) -> str:
    if not isinstance(value, str):
        raise ValueError("not a text")  # noqa: TRY004 - the caller turns ValueError into a refusal
    return value


def _key(value: Any) -> Any:
    found = try_uuid(_word(value))
    if found is None:
        raise ValueError("not an id")
    return found


# Only the last row's values are ever looked at; all rows are read.
_READ_AS: Mapping[str, str] = {"timestamptz": raw_moment("{}"), "uuid": "{}::text"}
_RANK = _Column("queue_rank", "smallint", _small)
_DUE = _Column("queue_due_at", "timestamptz", _moment)
_ID = _Column("id", "uuid", _key)
_SORTS: Mapping[str, tuple[_Column, ...]] = {
    "queue": (_RANK, _DUE),
    "updated_at": (_Column("updated_at", "timestamptz", _moment),),
    "created_at": (_Column("created_at", "timestamptz", _moment),),
    "priority": (_Column("priority", "smallint", _small),),
    "next_due_at": (_DUE,),
    "number": (_Column("number", "text", _word),),
}


@dataclass(frozen=True, slots=True)
class Order:
    """A total order: columns, each with its direction, the id last."""

    written: str
    columns: tuple[tuple[_Column, bool], ...]

    @property
    def names(self) -> tuple[str, ...]:
        """Return the columns whose values a cursor holds."""
        return tuple(column.name for column, _ in self.columns)

    def read(self, alias: str) -> str:
        """Return the select list of what a cursor holds of a row of `alias`."""
        return ", ".join(_READ_AS.get(column.cast, "{}").format(f"{alias}.{column.name}") for column, _ in self.columns)

    def sql(self, alias: str) -> str:
        """Return the ORDER BY list on the table called `alias`."""
        return ", ".join(f"{alias}.{column.name}{' DESC' if down else ''}" for column, down in self.columns)

    def after(self, position: list[Any], binds: Binds, alias: str = "t") -> str:
        """Return the condition for rows after `position`: one row comparison where all directions agree."""
        places = [f"{binds.add(v)}::{c.cast}" for (c, _), v in zip(self.columns, position, strict=True)]
        names = [f"{alias}.{column.name}" for column, _ in self.columns]
        directions = {down for _, down in self.columns}
        if len(directions) == 1:
            sign = "<" if directions.pop() else ">"
            return f"({', '.join(names)}) {sign} ({', '.join(places)})"
        return _mixed(names, places, [down for _, down in self.columns])

    def cursor(self, values: Any) -> str:
        """Return the cursor of a row with these sort values, as `read` reads them."""
        return encode_cursor(self.written, *(WRITTEN[v] if isinstance(v, bytes) else v for v in values))

    def position(self, cursor: str | None) -> list[Any] | None:
        """Return the values in a cursor. Raises Invalid (422) for one of another order or made up."""
        if cursor is None:
            return None
        kinds = [str, *(int if c.cast == "smallint" else str for c, _ in self.columns)]
        found = decode_cursor(cursor, *kinds) or [None]
        if found[0] != self.written:
            raise Invalid.field("cursor", "belongs to a list in another order", "bad_cursor")
        try:
            return [column.read(value) for (column, _), value in zip(self.columns, found[1:], strict=True)]
        except ValueError as fault:
            raise Invalid.field("cursor", "is not a cursor of this list", "bad_cursor") from fault


def _mixed(names: list[str], places: list[str], directions: list[bool]) -> str:
    """Return the lexicographic comparison written out, for directions that differ."""
    cases = []
    for depth, down in enumerate(directions):
        same = [f"{n} = {p}" for n, p in zip(names[:depth], places[:depth], strict=True)]
        cases.append(" AND ".join([*same, f"{names[depth]} {'<' if down else '>'} {places[depth]}"]))
    return "(" + " OR ".join(f"({case})" for case in cases) + ")"


def parse_order(written: str) -> Order:
    """Return the order written as `-updated_at,priority`. Raises Invalid (422) for unknown or repeated keys."""
    columns: list[tuple[_Column, bool]] = []
    keys = [key.strip() for key in written.split(",")]
    for key in keys:
        known = _SORTS.get(key.removeprefix("-"))
        if known is None or len(keys) > _MAX_KEYS or any(c == column for column, _ in columns for c in known):
            raise Invalid.field("sort", f"use one to {_MAX_KEYS} of {', '.join(_SORTS)}, each once", "unknown_sort")
        columns += [(column, key.startswith("-")) for column in known]
    columns.append((_ID, columns[0][1]))
    return Order(",".join(keys), tuple(columns))
