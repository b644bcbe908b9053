"""What a new database is filled with: the shipped defaults of every room. Safe to run again."""

from __future__ import annotations

from itsm.platform.work import UnitOfWork


async def install_defaults(work: UnitOfWork) -> None:
    """Write the shipped defaults that are not there yet."""
