"""The process that opens tables of strangers. Run as a program by itself.

Arguments: the kind (csv, xlsx), a folder that holds `in`, and the most rows, columns and characters of a cell. Writes
`out` (JSON: `columns`, `rows` as pairs of line and cells) there. Exit code 0: done; 3: refused, the word for it on
standard output. Imports nothing of the product, so that it starts quickly and holds no secret.
"""

from __future__ import annotations

import csv
import io
import json
import sys
from collections.abc import Iterator
from datetime import date, datetime, time
from pathlib import Path
from typing import Any, Final

REFUSED: Final = 3
WORDS: Final = ("broken", "empty", "too_many_rows", "too_many_columns", "cell_too_long", "no_text")
_MEMORY_BYTES: Final = 1024 * 1024 * 1024
_CPU_SECONDS: Final = 50
_FILE_BYTES: Final = 512 * 1024 * 1024
_SAMPLE: Final = 64 * 1024
_DELIMITERS: Final = ",;\t|"


class RefusedError(Exception):
    """The table is not one that can be taken; the text is one of WORDS."""


def main() -> int:
    """Do what the arguments ask; return the exit code."""
    kind, folder = sys.argv[1], Path(sys.argv[2])
    most_rows, most_columns, most_text = (int(one) for one in sys.argv[3:6])
    _bound()
    try:
        lines = _csv(folder / "in") if kind == "csv" else _xlsx(folder / "in")
        table = _table(lines, most_rows, most_columns, most_text)
    except RefusedError as refusal:
        print(refusal)  # noqa: T201 - the answer
        return REFUSED
    (folder / "out").write_text(json.dumps(table), "utf-8")
    return 0


def _bound() -> None:
    """Take from this process what it does not need. Where the system cannot, the caller's time limit remains."""
    try:
        import resource  # noqa: PLC0415 - not on Windows
    except ImportError:
        return
    for what, limit in (
        (resource.RLIMIT_AS, _MEMORY_BYTES),
        (resource.RLIMIT_CPU, _CPU_SECONDS),
        (resource.RLIMIT_FSIZE, _FILE_BYTES),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(what, (limit, limit))


def _csv(path: Path) -> Iterator[list[Any]]:
    text = _decoded(path.read_bytes())
    head = text[:_SAMPLE].lstrip("\r\n").split("\n", 1)[0]
    # The header decides: a sniffer that reads the values takes a comma of an address for the separator.
    delimiter = max(_DELIMITERS, key=head.count)
    try:
        yield from csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=False)
    except csv.Error as fault:
        raise RefusedError("broken") from fault


def _decoded(raw: bytes) -> str:
    is_wide = raw[:2] in {b"\xff\xfe", b"\xfe\xff"}
    # The second is what Excel writes where it does not write UTF-8.
    for encoding in ("utf-16",) if is_wide else ("utf-8-sig", "cp1252"):
        try:
            text = raw.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" in text:
            break
        return text
    raise RefusedError("no_text")


def _xlsx(path: Path) -> Iterator[list[Any]]:
    from python_calamine import CalamineError, load_workbook  # noqa: PLC0415 - after the limits

    try:
        with load_workbook(str(path)) as book:
            yield from book.get_sheet_by_index(0).to_python(skip_empty_area=False)
    except (CalamineError, OSError, ValueError, IndexError, MemoryError) as fault:
        raise RefusedError("broken") from fault


def _table(lines: Iterator[list[Any]], most_rows: int, most_columns: int, most_text: int) -> dict[str, Any]:
    columns: list[str] = []
    rows: list[tuple[int, list[str]]] = []
    for number, line in enumerate(lines, 1):
        cells = [_text(cell) for cell in line]
        while cells and not cells[-1]:
            cells.pop()
        if not cells:
            continue
        if len(cells) > (len(columns) or most_columns):
            raise RefusedError("too_many_columns")
        if any(len(cell) > most_text for cell in cells):
            raise RefusedError("cell_too_long")
        if not columns:
            columns = cells
            continue
        if len(rows) == most_rows:
            raise RefusedError("too_many_rows")
        rows.append((number, cells + [""] * (len(columns) - len(cells))))
    if not rows:
        raise RefusedError("empty")
    return {"columns": columns, "rows": rows}


def _text(cell: Any) -> str:
    """Return a cell as text: a moment at midnight is a day, a whole number has no point."""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == time() else cell.isoformat(" ", "minutes")
    if isinstance(cell, date | time):
        return cell.isoformat()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return "" if cell is None else str(cell).strip()


if __name__ == "__main__":
    sys.exit(main())
