"""Runs migrations one at a time over all processes, under lock and statement timeouts."""

from __future__ import annotations

import asyncio
from typing import Any

from alembic import context
from sqlalchemy import Connection, Enum, text
from sqlalchemy.ext.asyncio import create_async_engine

from itsm.platform.db.engine import async_url
from itsm.wiring.models import metadata

ADVISORY_LOCK = 0x17530001
LOCK_TIMEOUT = "4s"
STATEMENT_TIMEOUT = "10min"

# Columns that the models no longer have, but that the release before still reads: a later revision drops them.
LEFT_BEHIND = {
    ("routing_rules", "conditions"),
    *(("classification_rules", name) for name in ("kind", "fields", "any_terms", "all_terms", "none_terms", "impacts")),
}


def is_compared(item: Any, name: str | None, kind: str, is_reflected: bool, _: object) -> bool:
    """Leave out of the comparison with the models what was left behind, and partitions: time makes those."""
    if is_reflected and kind == "table" and (name or "").startswith("audit_entries_"):
        return False
    return not (is_reflected and kind == "column" and (item.table.name, name) in LEFT_BEHIND)


def render(kind: str, item: object, _: object) -> str | bool:
    """Write enumerations that are not native as the text columns they are."""
    if kind == "type" and isinstance(item, Enum):
        return f"sa.String(length={item.length})"
    return False


def run(connection: Connection) -> None:
    context.configure(
        connection=connection,
        target_metadata=metadata,
        compare_type=True,
        compare_server_default=False,
        render_item=render,
        include_object=is_compared,
    )
    with context.begin_transaction():
        connection.execute(text(f"SET LOCAL lock_timeout = '{LOCK_TIMEOUT}'"))
        connection.execute(text(f"SET LOCAL statement_timeout = '{STATEMENT_TIMEOUT}'"))
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": ADVISORY_LOCK})
        context.run_migrations()


def write() -> None:
    """Write the SQL of the revisions asked for instead of running it (`alembic upgrade from:to --sql`)."""
    context.configure(dialect_name="postgresql", target_metadata=metadata, literal_binds=True)
    with context.begin_transaction():
        context.run_migrations()


async def run_online() -> None:
    engine = create_async_engine(async_url(context.config.get_main_option("sqlalchemy.url")))
    async with engine.connect() as connection:
        await connection.run_sync(run)
        await connection.commit()
    await engine.dispose()


given = context.config.attributes.get("connection")
if context.is_offline_mode():
    write()
elif given is not None:
    run(given)
else:
    asyncio.run(run_online())
