"""Brings a database to the schema of this program, or says in one sentence why that cannot be."""

from __future__ import annotations

import asyncio
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError, ProgrammingError

from itsm.platform.actor import system_actor
from itsm.platform.db.engine import get_database, open_database
from itsm.platform.settings import Settings
from itsm.platform.work import open_work
from itsm.wiring.app import resources
from itsm.wiring.assemble import assemble
from itsm.wiring.defaults import install_defaults

SCRIPTS = Path(__file__).resolve().parents[3] / "migrations"


class MigrationRefusedError(Exception):
    """The database is not touched; the message is one sentence for the operator."""


def alembic_config(url: str) -> Config:
    """Configure Alembic for a database; its configuration reads ``%`` as the start of a variable."""
    config = Config()
    config.set_main_option("script_location", str(SCRIPTS).replace("%", "%%"))
    config.set_main_option("sqlalchemy.url", url.replace("%", "%%"))
    return config


async def current_revision(url: str) -> str | None:
    """Return the schema revision of a database, None when it has none yet.

    Raises:
        MigrationRefusedError: the database does not answer.
    """
    database = open_database(url, pool_size=1, application="itsm-migrate")
    try:
        async with database.reading() as session:
            found = await session.execute(text("SELECT version_num FROM alembic_version"))
            return found.scalar_one_or_none()
    except ProgrammingError:  # the table does not exist: a new database
        return None
    except (DBAPIError, OSError) as error:
        raise MigrationRefusedError(f"The database does not answer: {error.__cause__ or error}") from error
    finally:
        await database.close()


def check_not_newer(url: str, revision: str | None) -> None:
    """Refuse a database that a newer version of this program has already changed."""
    known = {script.revision for script in ScriptDirectory.from_config(alembic_config(url)).walk_revisions()}
    if revision is not None and revision not in known:
        raise MigrationRefusedError(
            f"The database is newer than this program (its schema revision {revision} is unknown here): "
            "start the newer version; nothing was changed."
        )


def migrate(settings: Settings) -> None:
    """Bring the database of these settings to this program's schema and write the shipped defaults.

    Must be called outside an event loop: Alembic starts its own.

    Raises:
        MigrationRefusedError: the database is newer, or does not answer; nothing was changed.
    """
    url = settings.database_url.get_secret_value()
    revision = asyncio.run(current_revision(url))
    check_not_newer(url, revision)
    command.upgrade(alembic_config(url), "head")
    asyncio.run(fill_defaults(settings))


async def fill_defaults(settings: Settings) -> None:
    """Write the shipped defaults that are not there yet."""
    assemble(settings)
    async with resources(settings, "itsm-migrate"), open_work(system_actor()) as work:
        await install_defaults(work)


async def has_users(settings: Settings) -> bool:
    """Whether anybody can sign in: demonstration data never goes into such a database."""
    async with resources(settings, "itsm-migrate"), get_database().reading() as session:
        return bool(await session.scalar(text("SELECT EXISTS (SELECT 1 FROM users)")))
