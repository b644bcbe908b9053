"""`itsm audit verify`: hold the audit trail against its seal and its anchors."""

from __future__ import annotations

import asyncio
from typing import Final

import typer
from rich.console import Console
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

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
    group.callback()(_group)
    group.command("verify")(verify)
    program.add_typer(group, name="audit")


def _group() -> None:
    """Keep `audit` a group while it has one command."""


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
    for problem in report.problems:
        console.print(f"{problem.finding.value}: {problem.detail}")
    if not report.is_whole:
        console.print(f"The audit trail is NOT whole: {report.problem_count:,} findings.")
        raise typer.Exit(BROKEN)
    console.print("The audit trail is whole.")


async def _verify() -> Report:
    settings = get_settings()
    assemble(settings)
    columns = (SpinnerColumn(), TextColumn("{task.completed:,} entries verified"), TimeElapsedColumn())
    async with resources(settings, "itsm-audit"):
        with Progress(*columns, console=console, transient=True) as bars:
            task = bars.add_task("verify", total=None)
            return await verify_now(lambda done: bars.update(task, completed=done))
