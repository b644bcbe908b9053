"""Ticket numbers: `TKT-2026-000001`, one PostgreSQL sequence a calendar year (UTC).

A sequence is no row: nobody waits for anybody. Numbers are unique and never reused; a request that is
refused leaves a gap.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sqlalchemy import text

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncSession

PREFIX = "TKT"
_FORM = re.compile(r"TKT-\d{4}-\d{6,9}", re.IGNORECASE)
_NEXT = text("SELECT nextval(to_regclass(:name))")
# Two processes that meet a new year at once: the second waits here and finds the sequence made.
_LOCK = text("SELECT pg_advisory_xact_lock(hashtext('ticket_numbers'))")


def sequence_name(year: int) -> str:
    """Return the name of the sequence of a year."""
    return f"ticket_numbers_{year:04d}"


def format_number(year: int, value: int) -> str:
    """Return the number as people write it."""
    return f"{PREFIX}-{year:04d}-{value:06d}"


def is_number(written: str) -> bool:
    """Tell whether `written` has the form of a ticket number."""
    return _FORM.fullmatch(written) is not None


async def first_of_year(session: AsyncSession, year: int) -> int:
    """Make the sequence of a year that has none yet, in this transaction, and return its next value."""
    await session.execute(_LOCK)
    connection = await session.connection()
    await connection.exec_driver_sql(f"CREATE SEQUENCE IF NOT EXISTS {sequence_name(year)} AS bigint")
    return int((await session.execute(_NEXT, {"name": sequence_name(year)})).scalar_one())
