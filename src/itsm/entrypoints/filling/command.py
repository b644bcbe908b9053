"""`itsm bench seed`: a desk of as many tickets as one wants to try."""

from __future__ import annotations

import asyncio
import shutil
import time
from typing import TYPE_CHECKING

from sqlalchemy import make_url

from itsm.entrypoints.filling import people, tickets
from itsm.entrypoints.filling.sql import RefusedError, Sql, speaker
from itsm.entrypoints.local.backups.source import running_source
from itsm.wiring.app import resources
from itsm.wiring.assemble import assemble
from itsm.wiring.demo import load as demo
from itsm.wiring.demo.people import EVERYBODY

if TYPE_CHECKING:
    from collections.abc import Callable

    from itsm.platform.settings import Settings


def seed(settings: Settings, count: int, admin_url: str, tell: Callable[[str], None]) -> str:
    """Bring the desk to `count` tickets; return what was done in a sentence. `tell` hears what is being done.

    `admin_url` names a superuser of the product's database; empty: that of the embedded server which runs here.

    Raises:
        RefusedError: people other than the demonstration's are there, or the database refused.
        LocalStartError: no embedded server runs here, and no other was named.
    """
    sql = _superuser(settings, admin_url)
    look_for_strangers(sql)
    began = time.monotonic()
    tell("demonstration")
    for login in asyncio.run(_demonstrate(settings)):
        tell(f"  {login.role}: {login.email}, password {login.password}")
    people.add_requesters(sql)
    there = int(sql("SELECT count(*) FROM tickets"))
    tickets.fill(sql, count - there, tell)
    rows = {table: int(sql(f"SELECT count(*) FROM {table}")) for table in tickets.COPIED}  # noqa: S608 - names of ours
    size = sql("SELECT pg_size_pretty(pg_database_size(current_database()))")
    told = ", ".join(f"{number:,} {table}" for table, number in rows.items())
    return f"{told}; {size} in {time.monotonic() - began:,.0f} s"


def _superuser(settings: Settings, admin_url: str) -> Sql:
    if not admin_url:
        source = running_source(settings)
        return speaker(source.program("psql"), source.dsn)
    program = shutil.which("psql")
    if program is None:
        raise RefusedError("`psql` is not on the PATH: it comes with the client programs of PostgreSQL.")
    return speaker(program, make_url(admin_url).set(drivername="postgresql").render_as_string(hide_password=False))


def look_for_strangers(sql: Sql) -> None:
    """Refuse a desk that real people use: nothing that was made up is ever mixed with their tickets."""
    known = ", ".join(f"'{person.email}'" for person in EVERYBODY)
    strangers = sql(f"SELECT count(*) FROM users WHERE email NOT IN ({known}) AND email NOT LIKE '{people.ADDRESSES}'")  # noqa: S608
    if int(strangers):
        raise RefusedError(
            f"{strangers} people here are not of the demonstration: made-up tickets are never mixed with real ones."
        )


async def _demonstrate(settings: Settings) -> list[demo.Login]:
    """Play the demonstration where the desk is empty; return its logins, none where it was there before."""
    assemble(settings)
    async with resources(settings, "itsm-bench"):
        return await demo.load(settings, lambda _done, _total: None, amount=tickets.PATTERNS)
