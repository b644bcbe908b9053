"""`itsm audit verify` and `check-archive`: hold the trail, or a month that went, against its seal."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Annotated, Final

import typer
from rich.console import Console
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from itsm.domains.audit.chain.checking import check_archive
from itsm.domains.audit.chain.keys import known_keys
from itsm.domains.audit.chain.seals_file import seals_name
from itsm.domains.audit.chain.service import verify_now
from itsm.domains.audit.chain.verifying import Report
from itsm.platform.settings import get_settings
from itsm.wiring.app import resources
from itsm.wiring.assemble import assemble

BROKEN: Final = 2
console = Console()


def add_audit_commands(program: typer.Typer) -> None:
    """Add the group `audit` to the command line."""
    group = typer.Typer(help="The audit trail.", no_args_is_help=True)
    group.command("verify")(verify)
    group.command("check-archive")(check_archive_file)
    program.add_typer(group, name="audit")


def verify() -> None:
    """Check every sealed entry, every block and every anchor; exit code 2 where anything differs."""
    try:
        report = asyncio.run(_verify())
    except OSError as fault:
        typer.echo(f"error: the anchors cannot be read: {fault}", err=True)
        raise typer.Exit(1) from fault
    rate = report.entries / report.seconds if report.seconds else 0
    console.print(
        f"{report.entries:,} entries in {report.blocks:,} blocks, {report.seconds:,.1f} s, {rate:,.0f} entries/s"
    )
    if report.begins_at is not None:
        gone = f"{report.begins_after:,} were let go by the keeping rule, signed {report.begins_at:%Y-%m-%d %H:%M} UTC"
        console.print(f"The trail begins with block {report.begins_after + 1:,}: entries of blocks up to {gone}.")
    _conclude(report, "The audit trail")


def check_archive_file(
    file: Annotated[Path, typer.Argument(help="A month's file: audit-….jsonl.gz.")],
    seals: Annotated[Path | None, typer.Option(help="Its seals, where they do not lie beside it.")] = None,
) -> None:
    """Check an archived month against its signed note, without a database; exit code 2 where anything differs.

    Needs the file, its seals (audit-….seals.jsonl.gz) and the key: ITSM_AUDIT_KEY or ITSM_SECRET_KEY.
    """
    beside = seals or file.with_name(seals_name(file.name))
    try:
        report = check_archive(file, beside, known_keys())
    except (OSError, ValueError) as fault:
        typer.echo(f"error: this cannot be checked: {fault}", err=True)
        raise typer.Exit(1) from fault
    console.print(f"{report.entries:,} entries in {report.blocks:,} blocks, up to block {report.begins_after:,}")
    _conclude(report, "The archived month")


def _conclude(report: Report, what: str) -> None:
    """Name what differs and say the verdict; exit with `BROKEN` where there is anything."""
    for problem in report.problems:
        console.print(f"{problem.finding.value}: {problem.detail}", soft_wrap=True)
    if not report.is_whole:
        console.print(f"{what} is NOT whole: {report.problem_count:,} findings.")
        raise typer.Exit(BROKEN)
    console.print(f"{what} is whole.")


async def _verify() -> Report:
    settings = get_settings()
    assemble(settings)
    columns = (SpinnerColumn(), TextColumn("{task.completed:,} entries verified"), TimeElapsedColumn())
    async with resources(settings, "itsm-audit"):
        with Progress(*columns, console=console, transient=True) as bars:
            task = bars.add_task("verify", total=None)
            return await verify_now(lambda done: bars.update(task, completed=done))
