"""The schema under test."""

from __future__ import annotations

from sqlalchemy.ext.asyncio import create_async_engine

from itsm.wiring.models import metadata


async def create_schema(url: str) -> None:
    """Create every table in the empty database at `url`."""
    engine = create_async_engine(url)
    async with engine.begin() as connection:
        await connection.run_sync(metadata.create_all)
    await engine.dispose()
