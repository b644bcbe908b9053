"""Make the months that come; keep entries that no month was made for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import text

from itsm.domains.audit.chain.months import Month, month_after, month_from, read_months, to_come

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncSession

    from itsm.platform.work import UnitOfWork

# Bounds are written in the session's zone; whoever waits for the table must not hold up those who write.
_SETTINGS: Final = text("SELECT set_config('timezone', 'UTC', true), set_config('lock_timeout', '3s', true)")
_PARTITIONS: Final = text("""
    SELECT c.relname, pg_get_expr(c.relpartbound, c.oid) FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
    WHERE i.inhparent = 'audit_entries'::regclass
""")
_ADD: Final = text("SELECT audit_entries_add_partition(:name, :lower, :upper)")
_ADOPT: Final = text("SELECT audit_entries_adopt_late(:name, :lower, :upper)")
_LATEST: Final = text("SELECT max(recorded_at) FROM audit_entries_late")


async def months_of(session: AsyncSession) -> list[Month]:
    """Return the partitions there are, in order; sets zone and patience of this transaction."""
    await session.execute(_SETTINGS)
    return read_months([(name, bounds) for name, bounds in await session.execute(_PARTITIONS)])


async def make_months(work: UnitOfWork, args: dict[str, Any]) -> None:
    """Make the months that come. No arguments.

    Where entries came for which there was no month (no worker for a quarter), what holds them becomes one partition.
    """
    del args
    months = await months_of(work.session)
    latest = (await work.session.execute(_LATEST)).scalar_one()
    if latest is not None:
        adopted = month_from(months[-1].upper, month_after(latest))
        await work.session.execute(_ADOPT, _values(adopted))
        months.append(adopted)
    for month in to_come(months, work.now):
        await work.session.execute(_ADD, _values(month))


def _values(month: Month) -> dict[str, Any]:
    return {"name": month.name, "lower": month.lower, "upper": month.upper}
