"""Numbers of changes: `CHG-2026-000001`, one PostgreSQL sequence a calendar year (UTC), as tickets have them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sqlalchemy import text

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncSession

_FORM = re.compile(r"CHG-\d{4}-\d{6,9}", re.IGNORECASE)
_NEXT = text("SELECT nextval(to_regclass(:name))")
# Two processes that meet a new year at once: the second waits here and finds the sequence made.
_LOCK = text("SELECT pg_advisory_xact_lock(hashtext('change_numbers'))")


def is_number(written: str) -> bool:
    """Tell whether `written` has the form of a change's number."""
    return _FORM.fullmatch(written) is not None


async def next_number(session: AsyncSession, year: int) -> str:
    """Return a number that nothing else has; a refusal leaves a gap."""
    name = f"change_numbers_{year:04d}"
    value = (await session.execute(_NEXT, {"name": name})).scalar_one()
    if value is None:
        await session.execute(_LOCK)
        connection = await session.connection()
        await connection.exec_driver_sql(f"CREATE SEQUENCE IF NOT EXISTS {name} AS bigint")
        value = (await session.execute(_NEXT, {"name": name})).scalar_one()
    return f"CHG-{year:04d}-{int(value):06d}"
