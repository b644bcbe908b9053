"""The rows of an import that were refused, as a table to mend and send again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

from itsm.domains.assets.enums import ImportSource, RowOutcome
from itsm.domains.assets.imports import queries
from itsm.platform.db.engine import get_database

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Sequence

    from itsm.domains.assets.imports.models import AssetImport, AssetImportRow

_PAGE: Final = 500
LINE, REASON = "Line", "Why it was refused"
_DEVICE: Final = ("source_key", "serial", "name", "type")


def refused_columns(one: AssetImport) -> list[str]:
    """Return the headings: those of the file, then its line and the reasons."""
    return [*(one.columns if one.source == ImportSource.TABLE else _DEVICE), LINE, REASON]


async def refused_batches(one: AssetImport) -> AsyncIterator[Sequence[Sequence[Any]]]:
    """Give the refused rows in batches, by line."""
    after = 0
    while True:
        async with get_database().reading() as session:
            rows = await _page(session, one.id, after)
        if rows:
            yield [_line(row) for row in rows]
            after = rows[-1].line
        if len(rows) < _PAGE:
            return


async def _page(session: Any, import_id: UUID, after: int) -> Sequence[AssetImportRow]:
    return await queries.rows_of(session, import_id, outcome=RowOutcome.REFUSED, after=after, limit=_PAGE)


def _line(row: AssetImportRow) -> list[Any]:
    given = row.given
    cells = given if isinstance(given, list) else [given.get(name, "") for name in _DEVICE]
    return [*cells, row.line, " ".join(row.reasons)]
