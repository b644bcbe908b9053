"""The migrations make exactly the schema that the models declare, and can be taken back."""

from __future__ import annotations

import asyncio
import warnings

from alembic import command

from itsm.entrypoints.migrations import alembic_config
from tests.conftest import scalar

TABLES = "SELECT count(*) FROM pg_tables WHERE schemaname = 'public' AND tablename <> 'alembic_version'"


def quietly(action: object, *arguments: object) -> None:
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="Did not recognize type 'xid8'")
        action(*arguments)  # type: ignore[operator]


async def test_up_makes_what_the_models_declare(empty_database: str) -> None:
    config = alembic_config(empty_database)
    await asyncio.to_thread(quietly, command.upgrade, config, "head")
    await asyncio.to_thread(quietly, command.check, config)


async def test_up_down_up(empty_database: str) -> None:
    config = alembic_config(empty_database)
    await asyncio.to_thread(quietly, command.upgrade, config, "head")
    made = await scalar(empty_database, TABLES)
    await asyncio.to_thread(quietly, command.downgrade, config, "base")
    assert await scalar(empty_database, TABLES) == 0
    await asyncio.to_thread(quietly, command.upgrade, config, "head")
    assert await scalar(empty_database, TABLES) == made


async def test_the_audit_trail_refuses_changes_also_when_made_by_migrations(empty_database: str) -> None:
    await asyncio.to_thread(quietly, command.upgrade, alembic_config(empty_database), "head")
    triggers = await scalar(
        empty_database, "SELECT count(*) FROM pg_trigger WHERE tgrelid = 'audit_entries'::regclass AND NOT tgisinternal"
    )
    assert triggers
