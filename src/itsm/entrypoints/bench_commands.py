"""`itsm bench`: what helps to measure a desk."""

from __future__ import annotations

from typing import Annotated

import typer

from itsm.entrypoints.local.errors import LocalStartError
from itsm.platform.settings import get_settings

bench = typer.Typer(help="What helps to measure a desk.", no_args_is_help=True)


@bench.callback()
def _bench() -> None:
    """Keep `seed` a command of its own, also while it is the only one."""


@bench.command()
def seed(
    *,
    tickets: Annotated[int, typer.Option(min=1, help="How many tickets the desk shall have.")],
    admin_url: Annotated[
        str, typer.Option(help="Superuser of the product's database [default: the embedded server's].")
    ] = "",
) -> None:
    """Fill a demonstration desk with made-up tickets, their clocks, conversations and trail; never a desk in use."""
    from itsm.entrypoints.filling.command import seed as fill  # noqa: PLC0415
    from itsm.entrypoints.filling.sql import RefusedError  # noqa: PLC0415

    try:
        done = fill(get_settings(), tickets, admin_url, typer.echo)
    except (RefusedError, LocalStartError) as error:
        typer.echo(f"error: {error}", err=True)
        raise typer.Exit(1) from error
    typer.echo(done)
