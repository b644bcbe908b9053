"""The command line: `itsm`. Commands import what they need when they run, so that `itsm up` stays small."""

from __future__ import annotations

import sys
from typing import Annotated, NoReturn

import typer

from itsm import __version__
from itsm.platform.settings import Settings, get_settings

program = typer.Typer(
    name="itsm",
    help="The Madison88 service desk. Settings come from the environment; see `itsm settings`.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)

SHORTEST_SECRET = 32


def fail(message: object) -> NoReturn:
    """End with one sentence on the error stream and exit code 1."""
    typer.echo(f"error: {message}", err=True)
    raise typer.Exit(1)


def production_settings() -> Settings:
    """Return the settings of a process that has no embedded parts; end with a sentence when some are missing."""
    settings = get_settings()
    if not settings.database_url.get_secret_value():
        fail("ITSM_DATABASE_URL is not set; `itsm up` starts an embedded database, this command does not.")
    if len(settings.secret_key.get_secret_value()) < SHORTEST_SECRET:
        fail(f"ITSM_SECRET_KEY must have at least {SHORTEST_SECRET} characters.")
    return settings


@program.command()
def up(*, tied: Annotated[bool, typer.Option("--tied", hidden=True)] = False) -> None:
    """Start everything on this machine, with an embedded PostgreSQL and Redis, until Ctrl-C."""
    from itsm.entrypoints.local.errors import LocalStartError  # noqa: PLC0415
    from itsm.entrypoints.local.processes import end_with_parent  # noqa: PLC0415
    from itsm.entrypoints.local.up import LocalProduct  # noqa: PLC0415

    if tied:
        end_with_parent()
    try:
        LocalProduct(get_settings()).run()
    except LocalStartError as error:
        fail(error)


@program.command()
def serve(
    *,
    host: Annotated[str | None, typer.Option(help="Address to listen on [default: ITSM_HOST].")] = None,
    port: Annotated[int | None, typer.Option(help="Port to listen on [default: ITSM_PORT].")] = None,
    processes: Annotated[int, typer.Option(min=1, help="Server processes sharing the port.")] = 1,
    with_worker: Annotated[bool, typer.Option(help="Also run background jobs, in this one process.")] = False,
) -> None:
    """Serve the API and the front end."""
    from itsm.entrypoints.web import serve as serve_web  # noqa: PLC0415

    settings = production_settings()
    if with_worker and processes > 1:
        fail("--with-worker serves from one process; leave out --processes.")
    serve_web(host or settings.host, port or settings.port, processes=processes, with_worker=with_worker)


@program.command()
def worker() -> None:
    """Run background jobs and schedules; start as many as you like."""
    from itsm.entrypoints.worker import work  # noqa: PLC0415

    production_settings()
    work()


@program.command()
def migrate() -> None:
    """Bring the database to the schema of this program and write the shipped defaults."""
    from itsm.entrypoints import migrations  # noqa: PLC0415

    settings = production_settings()
    try:
        migrations.migrate(settings)
    except migrations.MigrationRefusedError as error:
        fail(error)


@program.command()
def settings() -> None:
    """List every setting with its environment name, present value and meaning; secrets are not shown."""
    from itsm.entrypoints.settings_table import settings_table  # noqa: PLC0415

    for line in settings_table(get_settings()):
        typer.echo(line)


@program.command()
def version() -> None:
    """Print the version."""
    typer.echo(__version__)


def main() -> None:
    """Run the command line, with the commands that rooms add."""
    if sys.argv[1:2] != ["up"]:  # the supervisor lives as long as the product: it loads none of the rooms
        from itsm.wiring.cli import COMMANDS  # noqa: PLC0415

        for add in COMMANDS:
            add(program)
    program()
