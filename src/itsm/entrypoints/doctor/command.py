"""The command: every look in turn, printed as it is found."""

from __future__ import annotations

import asyncio
import json
from dataclasses import asdict

import typer
from rich.console import Console
from rich.table import Table

from itsm.domains.ops.enums import Verdict
from itsm.entrypoints.doctor.configuration import look_at_settings
from itsm.entrypoints.doctor.database import look_at_database
from itsm.entrypoints.doctor.findings import Finding
from itsm.entrypoints.doctor.running import look_at_work
from itsm.entrypoints.doctor.services import (
    look_at_disk,
    look_at_files,
    look_at_mail,
    look_at_redis,
    look_at_scanner,
)
from itsm.platform.settings import Settings

_COLOURS = {Verdict.OK: "green", Verdict.WARNING: "yellow", Verdict.FAILING: "red"}


async def examine(settings: Settings) -> list[Finding]:
    """Return everything found. What runs is asked only where the database can answer."""
    database = await look_at_database(settings)
    services = [await look(settings) for look in (look_at_redis, look_at_files, look_at_mail, look_at_scanner)]
    found = [*look_at_settings(settings), *database, *services, look_at_disk(settings)]
    if all(finding.verdict is not Verdict.FAILING for finding in database):
        found += await look_at_work(settings)
    return found


def show(settings: Settings, *, as_json: bool) -> bool:
    """Examine and print, as a table or as one JSON array; return whether nothing fails."""
    found = asyncio.run(examine(settings))
    if as_json:
        typer.echo(json.dumps([asdict(finding) for finding in found]))
    else:
        Console().print(_table(found))
    return all(finding.verdict is not Verdict.FAILING for finding in found)


def _table(found: list[Finding]) -> Table:
    table = Table("part", "", "what was seen", "how to mend it")
    for finding in found:
        colour = _COLOURS[finding.verdict]
        table.add_row(finding.part, f"[{colour}]{finding.verdict}[/]", finding.seen, finding.mend)
    return table
