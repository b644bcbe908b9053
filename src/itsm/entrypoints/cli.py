"""The command line: `itsm`. Commands import what they need when they run, so that `itsm up` stays small."""

from __future__ import annotations

import asyncio
import gc
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Annotated, NoReturn

import typer

from itsm import __version__
from itsm.entrypoints.backup_commands import backup, restore
from itsm.entrypoints.bench_commands import bench
from itsm.platform.actor import Role
from itsm.platform.settings import Settings, get_settings

program = typer.Typer(
    name="itsm",
    help="The Madison88 service desk. Settings come from the environment; see `itsm settings`.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)

users = typer.Typer(help="People who may sign in.", no_args_is_help=True)
program.add_typer(users, name="user")
program.add_typer(backup, name="backup")
program.add_typer(bench, name="bench")
program.command()(restore)

NO_DATABASE = "ITSM_DATABASE_URL is not set and no `itsm up` runs from this folder."
SHORTEST_SECRET = 32  # characters
# What neither needs a running product nor may take one for its own.
STANDS_ALONE = {"up", "serve", "worker", "settings", "version", "restore"}
# What works on the product of this folder; every other command comes from a room.
OURS = STANDS_ALONE | {"migrate", "user", "backup", "bench", "doctor"}


@contextmanager
def uncollected() -> Iterator[None]:
    """Import a large program without the collector walking through it meanwhile (a tenth of the time)."""
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()


def fail(message: object) -> NoReturn:
    """End with one sentence on the error stream and exit code 1."""
    typer.echo(f"error: {message}", err=True)
    raise typer.Exit(1)


def production_settings() -> Settings:
    """Return the settings of a process that has no embedded parts; end with a sentence when some are missing."""
    settings = get_settings()
    if not settings.database_url.get_secret_value():
        fail(NO_DATABASE)
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
    with_worker: Annotated[
        bool, typer.Option("--with-worker", help="Also run background jobs, in this one process.")
    ] = False,
) -> None:
    """Serve the API and the front end."""
    with uncollected():
        from itsm.entrypoints.web import serve as serve_web  # noqa: PLC0415

    settings = production_settings()
    if with_worker and processes > 1:
        fail("--with-worker serves from one process; leave out --processes.")
    serve_web(host or settings.host, port or settings.port, processes=processes, with_worker=with_worker)


@program.command()
def worker() -> None:
    """Run background jobs and schedules; start as many as you like."""
    with uncollected():
        from itsm.entrypoints.worker import work  # noqa: PLC0415

    production_settings()
    work()


@program.command()
def migrate() -> None:
    """Bring the database to the schema of this program and write the shipped defaults."""
    with uncollected():
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
def doctor(*, as_json: Annotated[bool, typer.Option("--json", help="One JSON array, for scripts.")] = False) -> None:
    """Look at this deployment and say what is wrong and how to mend it; exit code 1 where something fails."""
    with uncollected():
        from itsm.entrypoints.doctor.command import show  # noqa: PLC0415

    if not show(get_settings(), as_json=as_json):
        raise typer.Exit(1)


@users.command("add")
def add_user(
    email: Annotated[str, typer.Argument(help="Address the person signs in with.")],
    *,
    name: Annotated[str, typer.Option(help="Full name.")],
    role: Annotated[Role, typer.Option(help="What the person may do.")] = Role.SYSTEM_ADMIN,
    invite: Annotated[
        bool, typer.Option("--invite", help="Mail an invitation instead of asking for a password.")
    ] = False,
) -> None:
    """Add a person; the password is asked for, or read from standard input when that is not a terminal."""
    from itsm.entrypoints.people import NotAddedError, add_person  # noqa: PLC0415

    password = None if invite else ask_for_password()
    try:
        asyncio.run(add_person(production_settings(), email=email, name=name, role=role, password=password))
    except NotAddedError as error:
        fail(error)
    typer.echo(f"added {email} as {role}")


def ask_for_password() -> str:
    """Ask twice at a terminal, else read one line."""
    if sys.stdin.isatty():
        return str(typer.prompt("Password", hide_input=True, confirmation_prompt=True))
    return sys.stdin.readline().rstrip("\n")


@program.command()
def version() -> None:
    """Print the version."""
    typer.echo(__version__)


def main() -> None:
    """Run the command line, with the commands that rooms add, against the product of this folder if it runs."""
    command = next((argument for argument in sys.argv[1:] if not argument.startswith("-")), "")
    if command not in STANDS_ALONE:
        join_running_product()
    if command not in OURS:
        with uncollected():
            from itsm.wiring.cli import COMMANDS  # noqa: PLC0415 - heavy, and not for the supervisor
        for add in COMMANDS:
            add(program)
        if not is_harmless(command) and not get_settings().database_url.get_secret_value():
            sys.exit(f"error: {NO_DATABASE}")
    program()


def is_harmless(command: str) -> bool:
    """Tell whether what was typed only asks for help, or names no command of a room: that needs no database."""
    rooms = {group.name for group in program.registered_groups} | {one.name for one in program.registered_commands}
    return "--help" in sys.argv or command not in rooms


def join_running_product() -> None:
    """Let this command use the database of an `itsm up` in the same folder, unless the environment names one."""
    settings = get_settings()
    if settings.database_url.get_secret_value():
        return
    with suppress(ImportError):  # installed without the one-machine extra: nothing to join
        from itsm.entrypoints.local.attach import attach  # noqa: PLC0415

        if attach(settings.home):
            get_settings.cache_clear()
