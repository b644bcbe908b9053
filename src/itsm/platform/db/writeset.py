"""Many inserts into many tables as one statement: one round trip, prepared once.

Each table becomes one `INSERT … SELECT … FROM json_populate_recordset(NULL::table, $n)`; foreign keys between
them are checked when the whole statement ends (PostgreSQL fires constraint triggers after the statement).
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from itsm.platform import jsonio
from itsm.platform.db.direct import fetch

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncSession

Row = Mapping[str, Any]
# A job with a dedupe key that is already waiting is the same job: the second one is dropped. An agent's load is
# a row that its unit of work has locked: the new numbers replace the old ones, with the last statement.
_ON_CONFLICT = {
    "jobs": " ON CONFLICT (dedupe_key) DO NOTHING",
    "agent_loads": " ON CONFLICT (user_id) DO UPDATE SET (open_count, last_assigned_at)"
    " = (EXCLUDED.open_count, EXCLUDED.last_assigned_at)",
}
Shape = tuple[tuple[str, tuple[str, ...]], ...]


class WriteSet:
    """Rows waiting to be inserted, by table, in the order the tables were first named."""

    __slots__ = ("_rows",)

    def __init__(self) -> None:
        self._rows: dict[str, list[Row]] = {}

    def add(self, table: str, row: Row) -> None:
        """Add one row. Columns that are left out get the database's default."""
        self._rows.setdefault(table, []).append(row)

    def mark(self) -> Mapping[str, int]:
        """Return how much there is now, for `rewind`."""
        return {table: len(rows) for table, rows in self._rows.items()}

    def rewind(self, mark: Mapping[str, int]) -> None:
        """Forget what was added since `mark`."""
        self._rows = {table: self._rows[table][:count] for table, count in mark.items()}

    def __bool__(self) -> bool:
        return bool(self._rows)

    async def write(self, session: AsyncSession) -> None:
        """Insert everything and empty the set. Raises IntegrityError as the database does."""
        rows, self._rows = self._rows, {}
        shape = tuple((table, _columns(batch)) for table, batch in rows.items())
        await fetch(session, _statement(shape), *[jsonio.dumps_text(batch) for batch in rows.values()])


def _columns(batch: list[Row]) -> tuple[str, ...]:
    first = batch[0]
    if any(row.keys() != first.keys() for row in batch):
        raise ValueError(f"rows of one table must name the same columns: {sorted(first)}")
    return tuple(first)


@lru_cache(maxsize=256)
def _statement(shape: Shape) -> str:
    """Return the SQL for this shape. Names come from the code's own tables, never from a request."""
    inserts = [_insert(number, table, columns) for number, (table, columns) in enumerate(shape, 1)]
    if len(inserts) == 1:
        return inserts[0]
    parts = ", ".join(f"w{n} AS ({sql})" for n, sql in enumerate(inserts[:-1], 1))
    return f"WITH {parts} {inserts[-1]}"


def _insert(number: int, table: str, columns: tuple[str, ...]) -> str:
    names = ", ".join(f'"{c}"' for c in columns)
    return (
        f'INSERT INTO "{table}" ({names}) '  # noqa: S608 - identifiers from the code's own models
        f'SELECT {names} FROM json_populate_recordset(NULL::"{table}", ${number}::json)'
        f"{_ON_CONFLICT.get(table, '')}"
    )
