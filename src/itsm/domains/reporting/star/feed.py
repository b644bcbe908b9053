"""A table of the star, batch by batch, for a caller of the interface."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

from itsm.domains.reporting.star.queries import star_rows
from itsm.domains.reporting.star.table import PERMISSIONS
from itsm.platform.errors import Invalid

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Sequence

    from itsm.domains.reporting.star.table import StarTable
    from itsm.platform.actor import Actor

BATCH_ROWS: Final = 2_000
_KEYS: Final[dict[str, Callable[[str], Any]]] = {"uuid": UUID, "int": int, "date": date.fromisoformat}
_MOST_INT: Final = 2**31 - 1


def may_read(actor: Actor, table: StarTable) -> bool:
    """Tell whether `actor`, who may see dashboards, may read a table at all."""
    needed = PERMISSIONS.get(table.seen)
    return needed is None or actor.can(needed)


def read_key(table: StarTable, after: str | None) -> Any:
    """Return the key that `after` writes, None where none is given. Raises Invalid (422)."""
    if after is None:
        return None
    try:
        key = _KEYS[table.key_type](after)
    except ValueError:
        raise Invalid.field("after", f"is not a {table.key} of {table.name}", "bad_key") from None
    if isinstance(key, int) and abs(key) > _MOST_INT:
        raise Invalid.field("after", f"is not a {table.key} of {table.name}", "bad_key")
    return key


async def star_batches(
    actor: Actor, table: StarTable, after: Any, limit: int | None
) -> AsyncIterator[Sequence[Sequence[Any]]]:
    """Give the rows of a table after a key, `limit` of them or all. Nothing is held between batches."""
    left = limit
    while left is None or left > 0:
        wanted = BATCH_ROWS if left is None else min(left, BATCH_ROWS)
        rows = await star_rows(actor, table, after, wanted)
        if rows:
            after = rows[-1][0]
            yield [tuple(row)[1:] for row in rows]
        if len(rows) < wanted:
            return
        left = None if left is None else left - len(rows)
