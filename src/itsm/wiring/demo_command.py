"""`itsm demo`: fill an empty desk with the demonstration."""

from __future__ import annotations

import asyncio
from typing import Annotated

import typer

from itsm.platform import jsonio
from itsm.platform.settings import get_settings
from itsm.wiring.app import resources
from itsm.wiring.assemble import assemble
from itsm.wiring.demo.load import Login, is_empty, load


def add_demo_command(program: typer.Typer) -> None:
    """Add the command `demo` to the command line."""
    program.command("demo")(demo)


def demo(
    *,
    if_empty: Annotated[bool, typer.Option("--if-empty", help="Do nothing, quietly, where people exist.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print the logins as JSON.")] = False,
) -> None:
    """Load demonstration data; refuses a desk that has people."""
    logins = asyncio.run(_load())
    if not logins:
        if if_empty:
            return
        typer.echo("error: this desk has people already; demonstration data goes only into an empty one.", err=True)
        raise typer.Exit(1)
    listed = [{"email": login.email, "role": login.role} for login in logins]
    if as_json:
        typer.echo(jsonio.dumps_text({"password": logins[0].password, "logins": listed}))
    else:
        for entry in listed:
            typer.echo(f"{entry['email']:<34} {entry['role']}")
        typer.echo(f"password of each: {logins[0].password}")


async def _load() -> list[Login]:
    settings = get_settings()
    assemble(settings)
    async with resources(settings, "itsm-demo"):
        if not await is_empty():
            return []
        return await load(settings, _progress)


def _progress(done: int, total: int) -> None:
    if done % 50 == 0 or done == total:
        typer.echo(f"  demonstration: {done} of {total} tickets", err=True)
