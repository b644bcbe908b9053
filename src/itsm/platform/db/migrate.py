"""Brings a database to the schema this code needs, and says so where it is already beyond it."""

from __future__ import annotations

import asyncio
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from sqlalchemy import Connection
from sqlalchemy.ext.asyncio import create_async_engine

from itsm.platform.db.engine import async_url


class NewerDatabaseError(Exception):
    """The database was made by a newer version of this program; nothing was changed."""


def migrations_config(folder: Path, url: str) -> Config:
    """Return Alembic's configuration for the migrations in `folder` and the database at `url`."""
    config = Config()
    config.set_main_option("script_location", str(folder))
    config.set_main_option("sqlalchemy.url", url.replace("%", "%%"))
    return config


async def current_revision(url: str) -> str | None:
    """Return the revision of the database at `url`; None where it is empty."""
    engine = create_async_engine(async_url(url))
    try:
        async with engine.connect() as connection:
            return await connection.run_sync(_revision)
    finally:
        await engine.dispose()


def _revision(connection: Connection) -> str | None:
    return MigrationContext.configure(connection).get_current_revision()


async def migrate(folder: Path, url: str) -> bool:
    """Bring the database to the newest revision; tell whether anything was done.

    Raises NewerDatabaseError where the database's revision is unknown to this code.
    """
    config = migrations_config(folder, url)
    scripts = ScriptDirectory.from_config(config)
    found = await current_revision(url)
    if found == scripts.get_current_head():
        return False
    if found is not None and not _knows(scripts, found):
        raise NewerDatabaseError(found)
    await asyncio.to_thread(command.upgrade, config, "head")
    return True


def _knows(scripts: ScriptDirectory, revision: str) -> bool:
    try:
        return scripts.get_revision(revision) is not None
    except CommandError:
        return False
