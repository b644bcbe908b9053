"""How fast a file of assets is checked, comes in, and is taken back."""

from __future__ import annotations

import time
from uuid import UUID

from benchmarks.figures import Figures, Row
from benchmarks.stage import in_product
from itsm.domains.assets.imports import queries, service
from itsm.domains.assets.imports.schemas import AssetImportTerms
from itsm.platform.actor import system_actor
from itsm.platform.tabular import Table
from itsm.platform.work import open_work

ROWS = 10_000
_COLUMNS = ["Tag", "Type", "Name", "Maker", "Model", "Serial", "Bought on", "Warranty until", "Cost", "Memory", "Notes"]


def measure(figures: Figures) -> None:
    """Bring new assets in, change every one of them, take that back; a job's work without the queue between."""
    checked, new, changed, undone = in_product(_measure)
    for what, rate in (
        ("checked, a dry run", checked),
        ("brought in, all new", new),
        ("brought in, all changed", changed),
        ("taken back", undone),
    ):
        figures.add(Row(f"rows of a file of {ROWS:,} assets {what}", clients="1", rate=f"{rate:,.0f}/s"))


async def _measure() -> tuple[float, float, float, float]:
    first = await _sent("new.csv", "Before")
    checked = await _timed(first)
    await _begun(first, service.start_import)
    new = await _timed(first)
    second = await _sent("changed.csv", "After")
    await _timed(second)
    await _begun(second, service.start_import)
    changed = await _timed(second)
    await _begun(second, service.undo_import)
    return checked, new, changed, await _timed(second)


async def _sent(name: str, word: str) -> UUID:
    """Send a file and have it checked next; return its import's id."""
    async with open_work(system_actor()) as work:
        one = await service.take_table(work, name, "0" * 64, Table(_COLUMNS, [_row(n, word) for n in range(ROWS)]))
        await service.set_terms(work, one, AssetImportTerms(targets=one.targets, **one.terms))
        return one.id


def _row(number: int, word: str) -> tuple[int, list[str]]:
    said = [f"BX-{number:05d}", "Laptop", f"{word} {number}", "Lenovo", "T14", f"S{number:06d}", "2026-01-15"]
    return number + 2, [*said, "2029-01-14", "1,150.50", "32", f"{word}: bought for the new line."]


async def _begun(import_id: UUID, what: service.Act) -> None:
    async with open_work(system_actor()) as work:
        await what(work, await queries.get_import(work.session, import_id, lock=True))


async def _timed(import_id: UUID) -> float:
    """Move every row; return rows a second."""
    began, is_more = time.perf_counter(), True
    while is_more:
        async with open_work(system_actor()) as work:
            is_more = await service.move_rows(work, import_id, None)
    return ROWS / (time.perf_counter() - began)
