"""`itsm import`: bring the records of another desk in, with a progress bar and a report."""

from __future__ import annotations

import asyncio
import time
from pathlib import Path
from typing import Annotated, Final
from uuid import UUID

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeRemainingColumn
from rich.table import Table

from itsm.domains.assets.enums import RowOutcome
from itsm.domains.assets.imports import devices as device_imports
from itsm.domains.assets.imports import queries as import_queries
from itsm.domains.assets.imports import service as import_service
from itsm.domains.imports import api as imports
from itsm.domains.knowledge import api as knowledge
from itsm.platform.actor import system_actor
from itsm.platform.errors import Conflict, Problem
from itsm.platform.settings import get_settings
from itsm.platform.work import open_work
from itsm.wiring.app import resources
from itsm.wiring.assemble import assemble

console = Console()
_MOST_SHOWN: Final = 50


def add_import_commands(program: typer.Typer) -> None:
    """Add the group `import` to the command line."""
    group = typer.Typer(help="Bring records of other desks in.", no_args_is_help=True)
    group.command("servicenow-log")(servicenow_log)
    group.command("articles")(articles)
    group.command("devices")(devices)
    program.add_typer(group, name="import")


def servicenow_log(
    file: Annotated[Path, typer.Argument(help="The log, .csv or .csv.gz.")],
    *,
    limit: Annotated[int | None, typer.Option(min=1, help="Take only the first so many incidents.")] = None,
) -> None:
    """Replay an incident event log of ServiceNow on its own clock; can be stopped and started again."""
    try:
        entries = imports.read_log(file)
    except (OSError, ValueError) as fault:
        typer.echo(f"error: {fault}", err=True)
        raise typer.Exit(1) from fault
    if limit is not None:
        numbers = list(dict.fromkeys(entry.number for entry in entries))[:limit]
        kept = frozenset(numbers)
        entries = [entry for entry in entries if entry.number in kept]
    try:
        report = asyncio.run(_replay(entries))
    except Conflict as refusal:
        typer.echo(f"error: {refusal}", err=True)
        raise typer.Exit(1) from refusal
    _show(report)


def articles(
    folder: Annotated[Path, typer.Argument(help="A folder with Markdown files, subfolders included.", exists=True)],
) -> None:
    """Bring Markdown files in as articles of the knowledge base; run again, only what changed is taken over."""
    report = asyncio.run(_import_articles(folder))
    console.print(", ".join(f"{word} {report.counts[word]:,}" for word in ("created", "changed", "unchanged")))
    for name, reason in report.refused.items():
        console.print(f"refused: {name}: {reason}")
    if report.refused:
        raise typer.Exit(1)


def devices(
    file: Annotated[Path, typer.Argument(help="Documents of inventory agents: .json, .jsonl, also .gz.", exists=True)],
    *,
    dry_run: Annotated[bool, typer.Option(help="Only say what would happen.")] = False,
) -> None:
    """Bring what inventory agents found in as assets, full or partial; run again, only what changed is taken over."""
    try:
        documents = device_imports.read_documents(file)
    except (OSError, device_imports.UnreadableInventoryError) as fault:
        typer.echo(f"error: {fault}", err=True)
        raise typer.Exit(1) from fault
    counts, refused = asyncio.run(_import_devices(file.name, documents, runs=not dry_run))
    outcomes = ("new", "changed", "unchanged", "refused")
    console.print(", ".join(f"{word} {counts.get(word, 0):,}" for word in outcomes))
    for line, reasons in refused:
        console.print(f"refused: document {line}: {' '.join(reasons)}")
    console.print("Nothing was changed." if dry_run else "It can be taken back under Assets, Import.")
    if refused:
        raise typer.Exit(1)


async def _import_devices(
    name: str, documents: device_imports.Documents, *, runs: bool
) -> tuple[dict[str, int], list[tuple[int, list[str]]]]:
    settings = get_settings()
    assemble(settings)
    async with resources(settings, "itsm-import"):
        return await take_documents(name, documents, runs=runs)


async def take_documents(
    name: str, documents: device_imports.Documents, *, runs: bool
) -> tuple[dict[str, int], list[tuple[int, list[str]]]]:
    """Import documents of agents, or only check them; return how many rows became what, and the refused ones."""
    actor = system_actor("Inventory")
    async with open_work(actor) as work:
        import_id = (await device_imports.take_devices(work, name, documents)).id
    await _move_all(import_id)
    if runs:
        async with open_work(actor) as work:
            one = await import_queries.get_import(work.session, import_id, lock=True)
            await import_service.start_import(work, one)
        await _move_all(import_id)
    async with open_work(actor) as work:
        one = await import_queries.get_import(work.session, import_id)
        rows = await import_queries.rows_of(work.session, import_id, outcome=RowOutcome.REFUSED, limit=_MOST_SHOWN)
        return dict(one.counts), [(row.line, list(row.reasons)) for row in rows]


async def _move_all(import_id: UUID) -> None:
    """Do at once what a job would do."""
    is_more = True
    while is_more:
        async with open_work(system_actor("Inventory")) as work:
            is_more = await import_service.move_rows(work, import_id, None)


async def _import_articles(folder: Path) -> knowledge.ImportReport:
    settings = get_settings()
    assemble(settings)
    async with resources(settings, "itsm-import"):
        return await take_folder(folder)


async def take_folder(folder: Path) -> knowledge.ImportReport:
    """Import every Markdown file below a folder, each in a unit of work of its own; say what became of them."""
    report = knowledge.ImportReport()
    for key, path in knowledge.article_files(folder):
        try:
            file = knowledge.read_article(key, _text_of(path))
            async with open_work(system_actor("Import")) as work:
                report.counts[await knowledge.import_article(work, file, await knowledge.shelves_by_name(work))] += 1
        except UnicodeDecodeError:
            report.refused[key] = "it is not UTF-8 text"
        except (knowledge.UnreadableArticleError, Problem) as fault:
            report.refused[key] = str(fault)
    return report


def _text_of(path: Path) -> str:
    if path.stat().st_size > knowledge.BIGGEST_FILE:
        raise knowledge.UnreadableArticleError("it is too large")
    return path.read_text("utf-8")


async def _replay(entries: list[imports.Entry]) -> imports.Report:
    settings = get_settings()
    assemble(settings)
    started = time.perf_counter()
    columns = (TextColumn("{task.description:<14}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    async with resources(settings, "itsm-import"):
        with Progress(*columns, console=console) as bars:
            outcome = await imports.replay(entries, _progress_on(bars))
        return await imports.report(entries, outcome, time.perf_counter() - started)


def _progress_on(bars: Progress) -> imports.Progress:
    tasks: dict[str, TaskID] = {}

    def progress(what: str, done: int, total: int) -> None:
        if what not in tasks:
            tasks[what] = bars.add_task(what, total=total)
        bars.update(tasks[what], completed=done)

    return progress


def _show(report: imports.Report) -> None:
    did = report.outcome
    table = Table("", "here", "log", "incidents that agree", title="Replay")
    for counter in report.counters:
        table.add_row(
            counter.name, f"{counter.here:,}", f"{counter.log:,}", f"{counter.agreeing:,} of {counter.incidents:,}"
        )
    here = "not decided" if report.sla_here is None else f"{report.sla_here:.1%}"
    table.add_row("within SLA", here, f"{report.sla_log:.1%}", "")
    console.print(table)
    console.print(
        f"{report.incidents:,} incidents; {did.rows:,} rows: {did.applied:,} applied, {did.unchanged:,} without a "
        f"change that counts, {did.skipped:,} done before, {did.refused:,} refused now ({report.refused_ever:,} ever)"
    )
    console.print("steps: " + ", ".join(f"{name} {count:,}" for name, count in did.steps.most_common()))
    console.print(f"{report.seconds:,.0f} s, {report.rows_per_second:,.0f} rows/s")
    for number, row, reason in report.refusals:
        console.print(f"refused: {number} row {row}: {reason}")
    if (more := report.refused_ever - len(report.refusals)) > 0:
        console.print(f"refused: {more:,} more, in the table import_refusals")
