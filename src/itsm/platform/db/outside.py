"""Statements outside the pool: what an administrator of the database does once, under a login of their own."""

from __future__ import annotations

from typing import TYPE_CHECKING

import asyncpg

from itsm.platform.db.engine import async_url

if TYPE_CHECKING:
    from collections.abc import Sequence


class NotAllowedError(Exception):
    """The login has not the right to do this."""


async def run_outside(url: str, statements: Sequence[str]) -> None:
    """Run statements as the login of `url`, all or none. Raises NotAllowedError, and what keeps from connecting."""
    target = async_url(url).set(drivername="postgresql")
    connection = await asyncpg.connect(target.render_as_string(hide_password=False))
    try:
        async with connection.transaction():
            for statement in statements:
                await connection.execute(statement)
    except asyncpg.InsufficientPrivilegeError as refusal:
        raise NotAllowedError(str(refusal)) from refusal
    finally:
        await connection.close()
