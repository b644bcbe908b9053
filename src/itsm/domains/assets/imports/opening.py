"""From an upload to a table: received, looked at, opened, or refused with a sentence."""

from __future__ import annotations

from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Final

from itsm.domains.assets.imports.schemas import MOST_COLUMNS
from itsm.domains.assets.limits import NOTES_MAX
from itsm.domains.files import api as files
from itsm.platform.errors import Invalid
from itsm.platform.tabular import Limits, Table, TableRefusedError, open_table

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from fastapi import Request

MOST_ROWS: Final = 20_000
MOST_BYTES: Final = 10 * files.MEGABYTE
ENDINGS: Final = frozenset({"csv", "xlsx"})
_SENTENCES: Final = {
    "broken": "This file is broken, or not what its name says.",
    "empty": "This file holds no row below its headings.",
    "no_text": "This file is no text in UTF-8 or the Windows alphabet.",
    "too_many_rows": f"A file may have at most {MOST_ROWS:,} rows.",
    "too_many_columns": f"A file may have at most {MOST_COLUMNS} columns, and each of them a heading.",
    "cell_too_long": f"A cell may hold at most {NOTES_MAX:,} characters.",
}


@asynccontextmanager
async def opened(request: Request) -> AsyncIterator[tuple[files.IncomingFile, Table]]:
    """Give the uploaded file and the table in it.

    Raises UnsupportedType (415), TooLarge (413), Invalid (422) for a broken form or a table that cannot be taken.
    """
    form = await files.read_upload(
        request.stream(), request.headers.get("content-type", ""), fields=frozenset(), limit_bytes=MOST_BYTES
    )
    with form.file as incoming:
        await files.judge(incoming.name, incoming.spool, ENDINGS)
        yield incoming, await read_table(incoming)


async def read_table(incoming: files.IncomingFile) -> Table:
    """Return the table in a file that was looked at; raise Invalid (422) where it cannot be taken."""
    kind = incoming.name.rpartition(".")[2].lower()
    try:
        return await open_table(kind, incoming.spool, Limits(MOST_ROWS, MOST_COLUMNS, NOTES_MAX))
    except TableRefusedError as refusal:
        raise Invalid.field("file", _SENTENCES[str(refusal)], str(refusal)) from refusal
