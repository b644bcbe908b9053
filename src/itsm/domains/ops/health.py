"""Measures every part of the desk; a part that does not answer is a finding, not an error."""

from __future__ import annotations

import asyncio
import time
from typing import TYPE_CHECKING, Any, Final

import structlog

from itsm.domains.notifications import api as notifications
from itsm.domains.ops.engine import Figures
from itsm.domains.ops.ports import figure_cache
from itsm.domains.ops.queries import oldest_due_timer, queue_state, workers_alive
from itsm.domains.realtime import api as realtime
from itsm.platform.cache.redis import get_redis
from itsm.platform.clock import utc_now
from itsm.platform.db.engine import get_database
from itsm.platform.db.replica import replica_state

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncSession

log = structlog.get_logger("itsm.ops")

MEASURE_SECONDS: Final = 5.0


async def measure() -> Figures:
    """Return the figures of now. Takes at most `MEASURE_SECONDS`."""
    redis = get_redis()
    panels = await figure_cache()
    found: dict[str, Any] = {
        "redis_is_configured": redis.is_configured,
        "redis_answers": await redis.ping(),
        "mail_is_outbox_only": notifications.mail_is_outbox_only(),
        "sockets": realtime.socket_count(),
        **_replica(),
        "panels_kept": panels.get("hits", 0),
        "panels_shared": panels.get("joined", 0),
        "panels_counted": panels.get("misses", 0),
    }
    try:
        async with asyncio.timeout(MEASURE_SECONDS), get_database().reading() as session:
            found |= await _ask_database(session)
    except Exception as fault:  # noqa: BLE001 - whatever keeps the database from answering is the finding
        log.warning("ops.database_unreachable", error=f"{type(fault).__name__}: {fault}")
        found |= _NOTHING_KNOWN
    return Figures(now=utc_now(), **found)


def _replica() -> dict[str, Any]:
    state = replica_state()
    if state is None:
        return {}
    return {
        "replica_is_read": state.is_used,
        "replica_lag": state.lag_seconds,
        "replica_reason": state.reason,
    }


_NOTHING_KNOWN: Final[dict[str, Any]] = {
    "database_ms": None,
    "workers": 0,
    "worker_seen_at": None,
    "jobs_due": 0,
    "jobs_parked": 0,
    "oldest_due_at": None,
    "mails_queued": 0,
    "mails_failed": 0,
    "mails_ambiguous": 0,
    "oldest_mail_at": None,
    "oldest_timer_due_at": None,
}


async def _ask_database(session: AsyncSession) -> dict[str, Any]:
    began = time.perf_counter()
    workers, seen_at = await workers_alive(session)
    took_ms = (time.perf_counter() - began) * 1_000
    due, parked, oldest_due = await queue_state(session)
    mail = await notifications.mail_backlog(session)
    return {
        "database_ms": took_ms,
        "workers": workers,
        "worker_seen_at": seen_at,
        "jobs_due": due,
        "jobs_parked": parked,
        "oldest_due_at": oldest_due,
        "mails_queued": mail.queued,
        "mails_failed": mail.failed,
        "mails_ambiguous": mail.ambiguous,
        "oldest_mail_at": mail.oldest_queued_at,
        "oldest_timer_due_at": await oldest_due_timer(session),
    }
