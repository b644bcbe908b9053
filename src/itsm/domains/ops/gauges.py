"""Tells Prometheus how the whole desk stands: queue, mail, timers, connections. Every worker does."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sqlalchemy import text

from itsm.domains.ops.health import measure
from itsm.platform.db.engine import get_database
from itsm.platform.jobs.model import Loop
from itsm.platform.telemetry.metrics import set_desk

if TYPE_CHECKING:
    from datetime import datetime

    from itsm.domains.ops.engine import Figures

EVERY_SECONDS: Final = 15.0
_CONNECTIONS: Final = text(
    "SELECT (SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()),"
    " current_setting('max_connections')::int"
)


async def publish() -> float:
    """Measure the desk and set its gauges; return the seconds until the next time."""
    figures = await measure()
    set_desk(gauges_of(figures))
    if figures.database_ms is not None:
        async with get_database().reading() as session:
            used, most = (await session.execute(_CONNECTIONS)).one()
        set_desk({"database_connections": used, "database_connections_max": most})
    return EVERY_SECONDS


def gauges_of(figures: Figures) -> dict[str, float]:
    """Return what the figures say, in the names and units of the metrics; a database that is away says nothing."""
    known: dict[str, float] = {"redis_up": float(figures.redis_answers)}
    if figures.database_ms is None:
        return known
    return known | {
        "database_milliseconds": figures.database_ms,
        "workers": figures.workers,
        "jobs_due": figures.jobs_due,
        "jobs_parked": figures.jobs_parked,
        "queue_oldest_seconds": _age(figures.oldest_due_at, figures.now),
        "mails_queued": figures.mails_queued,
        "mails_failed": figures.mails_failed,
        "mail_oldest_seconds": _age(figures.oldest_mail_at, figures.now),
        "sla_timer_lag_seconds": _age(figures.oldest_timer_due_at, figures.now),
    }


def _age(since: datetime | None, now: datetime) -> float:
    return max(0.0, (now - since).total_seconds()) if since else 0.0


LOOPS: Final = (Loop("ops.gauges", publish),)
