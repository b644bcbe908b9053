"""PostgreSQL: whether it answers, keeps what it promised, has the schema of this program, and has room."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any, Final

from alembic.script import ScriptDirectory
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError, ProgrammingError

from itsm.entrypoints.doctor.findings import Finding, failing, ok, warning
from itsm.entrypoints.migrations import alembic_config
from itsm.platform.db.engine import open_database

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy.ext.asyncio import AsyncSession

    from itsm.platform.settings import Settings

OLDEST_VERSION: Final = 160_000
MOST_SKEW_SECONDS: Final = 2.0
FULL_SHARE: Final = 0.8
_STATE: Final = text(
    """
    SELECT current_setting('server_version_num')::int AS version, pg_is_in_recovery() AS is_standby,
           current_setting('fsync') AS fsync, current_setting('full_page_writes') AS full_page_writes,
           current_setting('synchronous_commit') AS synchronous_commit,
           current_setting('max_connections')::int AS most_connections,
           (SELECT count(*) FROM pg_stat_activity WHERE backend_type = 'client backend') AS connections,
           (SELECT rolsuper FROM pg_roles WHERE rolname = current_user) AS is_superuser,
           extract(epoch FROM clock_timestamp())::float8 AS epoch
    """
)
_REVISION: Final = text("SELECT version_num FROM alembic_version")


async def look_at_database(settings: Settings) -> list[Finding]:
    """Return what is right and wrong with the database these settings name."""
    url = settings.database_url.get_secret_value()
    if not url:
        return [failing("database", "ITSM_DATABASE_URL is empty", "set it, or run this where `itsm up` runs")]
    database = open_database(url, pool_size=1, application="itsm-doctor")
    try:
        async with database.reading() as session:
            asked_at = time.time()
            state = (await session.execute(_STATE)).one()
            return [*_judged(state, asked_at), await _schema(session, url)]
    except (DBAPIError, OSError, TimeoutError) as fault:
        reason = f"{type(fault.__cause__ or fault).__name__}: {fault.__cause__ or fault}".splitlines()[0][:300]
        return [failing("database", f"does not answer: {reason}", "check the address, the password and the network")]
    finally:
        await database.close()


def _judged(state: Any, asked_at: float) -> Iterator[Finding]:
    """Yield a finding for each promise of the server; the state is one row of `_STATE`."""
    yield (
        ok("database", f"PostgreSQL {state.version // 10_000} answers")
        if state.version >= OLDEST_VERSION
        else failing("database", f"server version {state.version}", "upgrade to PostgreSQL 16 or newer; 18 is tested")
    )
    if state.is_standby:
        yield failing(
            "database role", "this is a standby: nothing can be written", "name the primary, or several hosts"
        )
    for name in ("fsync", "full_page_writes", "synchronous_commit"):
        if getattr(state, name) == "off":
            yield failing("durability", f"{name} is off: a power cut loses acknowledged work", f"set {name} = on")
    if state.is_superuser:
        yield warning(
            "database account",
            "the desk signs in as a superuser, who can change the audit trail",
            "give it an account that owns its database and nothing else",
        )
    if state.connections >= FULL_SHARE * state.most_connections:
        yield warning(
            "connections",
            f"{state.connections} of {state.most_connections} are used",
            "raise max_connections, or lower ITSM_DATABASE_POOL_SIZE or the number of processes",
        )
    skew = abs(state.epoch - asked_at)
    if skew > MOST_SKEW_SECONDS:
        yield warning(
            "clocks",
            f"this machine and the database differ by {skew:.0f} s, so timers fire early or late",
            "synchronise both (chrony, systemd-timesyncd)",
        )


async def _schema(session: AsyncSession, url: str) -> Finding:
    scripts = ScriptDirectory.from_config(alembic_config(url))
    head = scripts.get_current_head()
    try:
        found = (await session.execute(_REVISION)).scalar_one_or_none()
    except ProgrammingError:
        found = None
    if found == head:
        return ok("schema", f"{found}, as this program wants it")
    if found is None:
        return failing("schema", "the database is empty", "run `itsm migrate`")
    known = {script.revision for script in scripts.walk_revisions()}
    if found in known:
        return failing("schema", f"{found}; this program wants {head}", "run `itsm migrate` before the new processes")
    return failing("schema", f"{found} is newer than this program ({head})", "start the newer version")
