"""A table as a file, written while its rows come: memory stays flat however many there are.

PDF is for reading and holds its pages until the end, so it takes the first `PDF_ROWS` and says that it was cut.
"""

from __future__ import annotations

import asyncio
import csv
import io
import tempfile
from collections.abc import AsyncIterator, Callable, Sequence
from enum import StrEnum
from pathlib import Path
from typing import Any, Final

from itsm.platform import jsonio
from itsm.platform.tabular.cells import plain_text, safe_cell
from itsm.platform.tabular.pdf import PDF_ROWS, pdf_table

Row = Sequence[Any]
Batches = AsyncIterator[Sequence[Row]]
_CHUNK_BYTES: Final = 256 * 1024
_SHEET_NAME_MAX: Final = 31
_CELL_MAX: Final = 32_767
"""What a cell of a workbook takes at most."""


class TableFormat(StrEnum):
    """As what a table leaves the desk."""

    CSV = "csv"
    XLSX = "xlsx"
    JSON = "json"
    PDF = "pdf"


MEDIA_TYPES: Final = {
    TableFormat.CSV: "text/csv; charset=utf-8",
    TableFormat.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    TableFormat.JSON: "application/json",
    TableFormat.PDF: "application/pdf",
}


def written(kind: TableFormat, title: str, columns: Sequence[str], batches: Batches) -> AsyncIterator[bytes]:
    """Give a table as a file of `kind`, in pieces. Text is never a formula or a link, whatever it says."""
    return _WRITERS[kind](title, columns, batches)


async def _csv(_title: str, columns: Sequence[str], batches: Batches) -> AsyncIterator[bytes]:
    yield _csv_rows([columns])
    async for batch in batches:
        yield await asyncio.to_thread(_csv_rows, batch)


def _csv_rows(rows: Sequence[Row]) -> bytes:
    buffer = io.StringIO()
    csv.writer(buffer).writerows([safe_cell(value) for value in row] for row in rows)
    return buffer.getvalue().encode()


async def _json(_title: str, columns: Sequence[str], batches: Batches) -> AsyncIterator[bytes]:
    is_first = True
    yield b"["
    async for batch in batches:
        objects = [jsonio.dumps(dict(zip(columns, row, strict=True))) for row in batch]
        if objects:
            yield (b"" if is_first else b",\n") + b",\n".join(objects)
            is_first = False
    yield b"]\n"


async def _xlsx(title: str, columns: Sequence[str], batches: Batches) -> AsyncIterator[bytes]:
    # Imported here: who never exports a workbook need not load the writer.
    from xlsxwriter import Workbook  # noqa: PLC0415

    with tempfile.TemporaryDirectory(prefix="itsm-export-") as folder:
        path = Path(folder) / "table.xlsx"
        options = {"constant_memory": True, "tmpdir": folder, "strings_to_formulas": False, "strings_to_urls": False}
        book = Workbook(str(path), options)
        sheet = book.add_worksheet("".join(c for c in title if c not in "[]:*?/\\'")[:_SHEET_NAME_MAX] or "Table")
        bold = book.add_format({"bold": True})
        sheet.freeze_panes(1, 0)
        for place, name in enumerate(columns):
            sheet.write_string(0, place, name, bold)
        line = 1
        async for batch in batches:
            await asyncio.to_thread(_write_rows, sheet, line, batch)
            line += len(batch)
        await asyncio.to_thread(book.close)
        with path.open("rb") as file:
            while piece := await asyncio.to_thread(file.read, _CHUNK_BYTES):
                yield piece


def _write_rows(sheet: Any, line: int, rows: Sequence[Row]) -> None:
    for number, row in enumerate(rows, line):
        for place, value in enumerate(row):
            if isinstance(value, bool):
                sheet.write_boolean(number, place, value)
            elif isinstance(value, int | float):
                sheet.write_number(number, place, value)
            elif value is not None:
                # Written as text: a workbook reads no formula in it, so nothing has to be put before it.
                sheet.write_string(number, place, plain_text(value)[:_CELL_MAX])


async def _pdf(title: str, columns: Sequence[str], batches: Batches) -> AsyncIterator[bytes]:
    rows: list[Row] = []
    is_cut = False
    async for batch in batches:
        rows += batch[: PDF_ROWS - len(rows)]
        if len(rows) >= PDF_ROWS:
            is_cut = True
            break
    yield await asyncio.to_thread(pdf_table, title, columns, rows, is_cut=is_cut)


_WRITERS: Final[dict[TableFormat, Callable[[str, Sequence[str], Batches], AsyncIterator[bytes]]]] = {
    TableFormat.CSV: _csv,
    TableFormat.XLSX: _xlsx,
    TableFormat.JSON: _json,
    TableFormat.PDF: _pdf,
}
