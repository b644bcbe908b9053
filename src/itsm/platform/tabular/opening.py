"""Tables that come in: CSV and Excel files as rows of text, within limits, read by a process of its own."""

from __future__ import annotations

import asyncio
import json
import shutil
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Final

import structlog

from itsm.platform.tabular import opener

log = structlog.get_logger("itsm.tabular")

_SECONDS: Final = 60
_AT_ONCE: Final = asyncio.Semaphore(2)
_PROGRAM: Final = Path(opener.__file__)


class TableRefusedError(Exception):
    """The file cannot be taken; `str(error)` is one of `opener.WORDS`."""


@dataclass(frozen=True, slots=True)
class Limits:
    """The most a table may hold; a longer cell, a further column or row refuses the file."""

    rows: int
    columns: int
    cell: int


@dataclass(frozen=True, slots=True)
class Table:
    """The names of the columns and the rows below, each as long as the names. A row keeps its line in the file."""

    columns: list[str]
    rows: list[tuple[int, list[str]]]


async def open_table(kind: str, file: BinaryIO, limits: Limits) -> Table:
    """Return the first sheet of `file` (csv, xlsx): its first row that holds something names the columns.

    Days become ISO dates, numbers the shortest text that means them; empty rows are left out. Raises TableRefusedError.
    """
    folder = Path(await asyncio.to_thread(tempfile.mkdtemp, prefix="itsm-table-"))
    try:
        await asyncio.to_thread(_write, file, folder / "in")
        async with _AT_ONCE:
            refusal = await _run(kind, folder, limits)
        if refusal:
            raise TableRefusedError(refusal)
        said = await asyncio.to_thread((folder / "out").read_text, "utf-8")
    finally:
        await asyncio.to_thread(shutil.rmtree, folder, ignore_errors=True)
    held = await asyncio.to_thread(json.loads, said)
    return Table(held["columns"], [(line, cells) for line, cells in held["rows"]])


def _write(file: BinaryIO, path: Path) -> None:
    file.seek(0)
    with path.open("wb") as copy:
        shutil.copyfileobj(file, copy, 1024 * 1024)


async def _run(kind: str, folder: Path, limits: Limits) -> str:
    """Return why the program refused, or nothing. One that crashed or took too long found something broken."""
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-I",
        str(_PROGRAM),
        kind,
        str(folder),
        *(str(one) for one in (limits.rows, limits.columns, limits.cell)),
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.DEVNULL,
        # Nothing of our settings: the process reads a stranger's bytes.
        env={"HOME": str(folder)},
    )
    try:
        async with asyncio.timeout(_SECONDS):
            said, _ = await process.communicate()
    except TimeoutError:
        log.warning("tabular.too_slow", kind=kind)
        return "broken"
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
    if process.returncode == 0:
        return ""
    if process.returncode != opener.REFUSED:
        log.warning("tabular.crashed", kind=kind, code=process.returncode)
        return "broken"
    return said.decode("ascii", "replace").strip() or "broken"
