"""Logins of the database for Power BI: each reads with the eyes of one person of the desk."""

from __future__ import annotations

import re
import secrets
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import delete, select

from itsm.domains.identity.api import reader_of
from itsm.domains.reporting.events import ReportingLoginGranted, ReportingLoginRevoked
from itsm.domains.reporting.models import LOGIN_MAX, ReportingLogin
from itsm.domains.reporting.star.ddl import SCHEMA
from itsm.domains.reporting.star.queries import authority_version, role_exists
from itsm.domains.reporting.star.table import PERMISSIONS
from itsm.domains.tickets.api import reach_of
from itsm.platform.errors import Conflict, Forbidden, Invalid, NotFound

if TYPE_CHECKING:
    from uuid import UUID

    from itsm.platform.actor import Actor
    from itsm.platform.work import UnitOfWork

_LOGIN: Final = re.compile(rf"[a-z][a-z0-9_]{{2,{LOGIN_MAX - 1}}}")
_MOST_CONNECTIONS: Final = 4
_NOBODY: Final[dict[str, Any]] = {
    "sees_all": False,
    **{f"{column}s": [] for column in ("location_id", "team_id", "assignee_id", "requester_id")},
    **{f"sees_{seen}": False for seen in PERMISSIONS},
}


async def grant(work: UnitOfWork, login: str, user_id: UUID) -> ReportingLogin:
    """Let the database login `login` read the star with the eyes of a person; the role itself is made elsewhere.

    Raises Invalid for a name that is no login, Conflict where it is somebody's already, Forbidden where the person may
    not see dashboards.
    """
    if not _LOGIN.fullmatch(login) or login.startswith("pg_"):
        raise Invalid.field("login", "Give 3 to 40 small letters, digits and _, beginning with a letter.", "bad_login")
    person = await reader_of(work.session, user_id)
    if person is None or not person.can("dashboards.read"):
        raise Forbidden("This person may not see dashboards.")
    if await work.session.get(ReportingLogin, login) is not None:
        raise Conflict(f"There is a login {login} already; revoke it first.")
    if await role_exists(work.session, login):
        raise Conflict(f"The database has a role {login} for something else.")
    row = ReportingLogin(login=login, user_id=user_id, created_at=work.now, renewed_at=work.now, **_NOBODY)
    row.authority_version = 0
    await _renew(work, row)
    work.session.add(row)
    summary = f"Let the database login {login} read figures as {person.name}"
    work.record(ReportingLoginGranted(subject_id=user_id, login=login, summary=summary))
    return row


async def revoke(work: UnitOfWork, login: str) -> None:
    """Take the reach of a login away; from now on it reads nothing. Raises NotFound."""
    row = await work.session.get(ReportingLogin, login, with_for_update=True)
    if row is None:
        raise NotFound
    await work.session.execute(delete(ReportingLogin).where(ReportingLogin.login == login))
    summary = f"The database login {login} reads figures no more"
    work.record(ReportingLoginRevoked(subject_id=row.user_id, login=login, summary=summary))


async def renew_all(work: UnitOfWork) -> None:
    """Ask anew how far each login sees: teams, sites and roles may have changed."""
    query = select(ReportingLogin).order_by(ReportingLogin.login).with_for_update()
    for row in await work.session.scalars(query):
        await _renew(work, row)


async def _renew(work: UnitOfWork, row: ReportingLogin) -> None:
    # The number first: what changes meanwhile makes it differ, and the login sees nothing until the next time.
    row.authority_version = await authority_version(work.session, row.user_id)
    person = await reader_of(work.session, row.user_id)
    for name, value in (_reach(person) if person is not None else _NOBODY).items():
        setattr(row, name, value)
    row.renewed_at = work.now


def _reach(person: Actor) -> dict[str, Any]:
    """Return what the columns of a login hold for a person: nothing where dashboards are not theirs."""
    if not person.can("dashboards.read"):
        return _NOBODY
    reach = reach_of(person)
    columns = {f"{column}s": list(values) for column, values in reach.matches}
    others = {f"sees_{seen}": person.can(permission) for seen, permission in PERMISSIONS.items()}
    return {**_NOBODY, "sees_all": reach.sees_all, **columns, **others}


def new_password() -> str:
    """Return a password that nobody guesses."""
    return secrets.token_urlsafe(24)


def role_statements(login: str, password: str, database: str) -> list[str]:
    """Return the SQL that makes the role of a login; `login` was checked by `grant`, quotes are doubled all the same.

    The role has no rights but to read the views. It must be run by the owner of the schema, or by an administrator.
    """
    role, secret = quoted(login), "'" + password.replace("'", "''") + "'"
    rights = f"LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION CONNECTION LIMIT {_MOST_CONNECTIONS}"
    return [
        f"CREATE ROLE {role} {rights} PASSWORD {secret}",
        f"ALTER ROLE {role} SET default_transaction_read_only = on",
        f"ALTER ROLE {role} SET statement_timeout = '15min'",
        f"ALTER ROLE {role} SET search_path = {SCHEMA}",
        f"GRANT CONNECT ON DATABASE {quoted(database)} TO {role}",
        f"GRANT USAGE ON SCHEMA {SCHEMA} TO {role}",
        f"GRANT SELECT ON ALL TABLES IN SCHEMA {SCHEMA} TO {role}",
    ]


def drop_statements(login: str, database: str) -> list[str]:
    """Return the SQL that removes the role of a login."""
    role = quoted(login)
    return [
        f"REVOKE ALL ON ALL TABLES IN SCHEMA {SCHEMA} FROM {role}",
        f"REVOKE ALL ON SCHEMA {SCHEMA} FROM {role}",
        f"REVOKE ALL ON DATABASE {quoted(database)} FROM {role}",
        f"DROP ROLE {role}",
    ]


def quoted(name: str) -> str:
    """Return a name as SQL takes it, whatever it holds."""
    return '"' + name.replace('"', '""') + '"'
