"""`itsm reporting`: logins of the database for Power BI, each with the eyes of one person of the desk."""

from __future__ import annotations

import asyncio
from typing import Annotated, Final

import typer

from itsm.domains.reporting.star import logins
from itsm.domains.users.api import find_user_by_email
from itsm.platform.actor import system_actor
from itsm.platform.db.engine import async_url
from itsm.platform.db.outside import NotAllowedError, run_outside
from itsm.platform.errors import NotFound, Problem
from itsm.platform.settings import Settings, get_settings
from itsm.platform.work import open_work
from itsm.wiring.app import resources
from itsm.wiring.assemble import assemble

NOT_ALLOWED: Final = 3
_ACTOR: Final = "Command line"
Login = Annotated[str, typer.Argument(help="Name of the login: small letters, digits and _.")]
AdminUrl = Annotated[
    str, typer.Option("--admin-url", help="postgresql://… of a role that may make roles; else the desk's own is tried.")
]

ShowSql = Annotated[bool, typer.Option("--show-sql", help="Print the SQL about the role; somebody else runs it.")]


def add_reporting_commands(program: typer.Typer) -> None:
    """Add the group `reporting` to the command line."""
    group = typer.Typer(help="Logins of the database for Power BI.", no_args_is_help=True)
    group.command("grant")(grant)
    group.command("revoke")(revoke)
    program.add_typer(group, name="reporting")


def grant(
    login: Login,
    email: Annotated[str, typer.Option("--for", help="Address of the person whose eyes the login has.")],
    *,
    admin_url: AdminUrl = "",
    show_sql: ShowSql = False,
) -> None:
    """Make a login that reads the schema `reporting` as one person would; its password is shown this once."""
    password = logins.new_password()
    statements = _run(_grant(login, email, password))
    _on_the_server(statements, admin_url, show_sql=show_sql)
    if not show_sql:
        typer.echo(f"login: {login}\npassword: {password}")


def revoke(
    login: Login,
    *,
    admin_url: AdminUrl = "",
    show_sql: ShowSql = False,
) -> None:
    """Take a login away: it reads nothing from now on, and the role is removed."""
    statements = _run(_revoke(login))
    _on_the_server(statements, admin_url, show_sql=show_sql)


def _run(job: object) -> list[str]:
    try:
        found: list[str] = asyncio.run(job)  # type: ignore[arg-type]
    except Problem as problem:
        said = "; ".join(entry.message for entry in problem.errors) or problem.detail or problem.title
        typer.echo(f"error: {said}", err=True)
        raise typer.Exit(1) from problem
    return found


async def _grant(login: str, email: str, password: str) -> list[str]:
    settings = get_settings()
    assemble(settings)
    async with resources(settings, "itsm-reporting"), open_work(system_actor(_ACTOR)) as work:
        person = await find_user_by_email(work.session, email)
        if person is None:
            raise NotFound("There is nobody with this address.")
        await logins.grant(work, login, person.id)
    return logins.role_statements(login, password, _database(settings))


async def _revoke(login: str) -> list[str]:
    settings = get_settings()
    assemble(settings)
    async with resources(settings, "itsm-reporting"), open_work(system_actor(_ACTOR)) as work:
        await logins.revoke(work, login)
    return logins.drop_statements(login, _database(settings))


def _database(settings: Settings) -> str:
    return str(async_url(settings.database_url.get_secret_value()).database)


def _on_the_server(statements: list[str], admin_url: str, *, show_sql: bool) -> None:
    """Run the statements, or print them where they may not be run from here."""
    if not show_sql:
        try:
            asyncio.run(run_outside(admin_url or get_settings().database_url.get_secret_value(), statements))
        except NotAllowedError:
            typer.echo("The desk's own role may not make roles. Let an administrator of the database run:", err=True)
        else:
            return
    for statement in statements:
        typer.echo(f"{statement};")
    if not show_sql:
        raise typer.Exit(NOT_ALLOWED)
