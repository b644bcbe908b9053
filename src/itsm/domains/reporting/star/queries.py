"""Reading the star: for callers of the interface by their own rights, and the logins of the database."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import select, text

from itsm.domains.reporting.models import ReportingLogin
from itsm.domains.reporting.star.table import Seen
from itsm.domains.tickets.api import Binds, where_visible
from itsm.domains.users.models import User
from itsm.platform.db import replica

if TYPE_CHECKING:
    from collections.abc import Sequence
    from uuid import UUID

    from sqlalchemy import Row
    from sqlalchemy.ext.asyncio import AsyncSession

    from itsm.domains.reporting.star.table import StarTable
    from itsm.platform.actor import Actor


async def star_rows(actor: Actor, table: StarTable, after: Any, limit: int) -> list[Any]:
    """Return rows of a table by its key, `limit` after `after`: the key, then the columns.

    Of tables that hang on tickets those of tickets that `actor` sees; whether the others may be read is asked before.
    """
    binds = Binds()
    parts = [table.kept]
    if table.seen is Seen.TICKET:
        parts.append(where_visible(actor, binds))
    if after is not None:
        parts.append(f"{table.key_sql} > {binds.add(after)}::{table.key_type}")
    sql = (
        f"SELECT {table.key_sql}, {table.select()} FROM {table.source} "  # noqa: S608 - constants, bound values
        f"WHERE {' AND '.join(parts)} ORDER BY {table.key_sql} LIMIT {int(limit)}"
    )
    return await replica.read(sql, binds.values)


async def all_logins(session: AsyncSession) -> Sequence[Row[*tuple[Any, ...]]]:
    """Return every login with the name and address of its person, by login."""
    query = select(ReportingLogin, User.name, User.email, User.is_active).join(User, User.id == ReportingLogin.user_id)
    return (await session.execute(query.order_by(ReportingLogin.login).limit(500))).all()


async def authority_version(session: AsyncSession, user_id: UUID) -> int:
    """Return the number that moves whenever what a person may do changes."""
    found: int = (await session.execute(select(User.authority_version).where(User.id == user_id))).scalar_one()
    return found


async def role_exists(session: AsyncSession, name: str) -> bool:
    """Tell whether the database server knows a role of this name."""
    found = await session.scalar(text("SELECT 1 FROM pg_roles WHERE rolname = :name"), {"name": name})
    return found is not None
