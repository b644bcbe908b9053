"""What this process counts, for Prometheus. One place for every name, so that dashboards and alerts have one list."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

from prometheus_client import Counter, Gauge, Histogram
from sqlalchemy import event

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sqlalchemy.ext.asyncio import AsyncEngine

_SECONDS: Final = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.0, 5.0, 10.0)
_JOB_SECONDS: Final = (0.01, 0.05, 0.1, 0.5, 1.0, 5.0, 15.0, 60.0, 300.0)

_requests = Histogram(
    "itsm_http_request_seconds",
    "How long requests took, by the pattern of their address and the hundreds of their status.",
    ["method", "route", "status"],
    buckets=_SECONDS,
)
_jobs = Histogram(
    "itsm_job_seconds", "How long background jobs ran, by how they ended.", ["job", "outcome"], buckets=_JOB_SECONDS
)
_events = Counter("itsm_events", "What happened and was committed: tickets, breaches, refused sign-ins.", ["name"])
_statements = Counter("itsm_database_statements", "Statements sent to PostgreSQL.")
_borrowed = Gauge("itsm_database_pool_borrowed", "Pooled connections in use.", multiprocess_mode="livesum")
_cache = Counter("itsm_cache_requests", "Questions to a cache, by outcome (hit or miss).", ["cache", "outcome"])
_sockets = Gauge("itsm_socket_clients", "Open, signed-in live connections.", multiprocess_mode="livesum")

_DESK: Final[dict[str, Gauge]] = {
    name: Gauge(f"itsm_{name}", told, multiprocess_mode="livemax")
    for name, told in {
        "jobs_due": "Jobs that could run now.",
        "jobs_parked": "Jobs given up after their last attempt; a person must look.",
        "queue_oldest_seconds": "Age of the oldest job that could run now.",
        "mails_queued": "Mails that wait to be sent.",
        "mails_failed": "Mails given up; a person must look.",
        "mail_oldest_seconds": "Age of the oldest mail that waits.",
        "sla_timer_lag_seconds": "How late the oldest due service-level timer is.",
        "workers": "Workers that said lately that they live.",
        "database_milliseconds": "How long a small question to PostgreSQL took.",
        "database_connections": "Connections to this database, ours and others'.",
        "database_connections_max": "Connections the server takes.",
        "redis_up": "Whether Redis answers (1) or not (0).",
    }.items()
}


@lru_cache(maxsize=4_096)
def _labelled(metric: Any, *labels: str) -> Any:
    """Return the one series of a metric. Looking it up costs more than counting, hence remembered."""
    return metric.labels(*labels)


def count_request(method: str, route: str, status: int, seconds: float) -> None:
    """Count one answered request."""
    _labelled(_requests, method, route, f"{status // 100}xx").observe(seconds)


def count_job(job: str, outcome: str, seconds: float) -> None:
    """Count one run of a job: `done`, `retried`, `parked`."""
    _labelled(_jobs, job, outcome).observe(seconds)


def count_event(name: str) -> None:
    """Count one committed event."""
    _labelled(_events, name).inc()


def declare_events(names: Iterable[str]) -> None:
    """Show these events as counted 0 times: a counter that first appears as 1 is no increase to an alert."""
    for name in names:
        _labelled(_events, name)


def count_cache(cache: str, *, is_hit: bool) -> None:
    """Count one question to a cache."""
    _labelled(_cache, cache, "hit" if is_hit else "miss").inc()


def set_sockets(count: int) -> None:
    """Say how many live connections this process has."""
    _sockets.set(count)


def set_desk(figures: Mapping[str, float]) -> None:
    """Say how the whole desk stands; names as in the list above. Raises KeyError for another."""
    for name, value in figures.items():
        _DESK[name].set(value)


def watch_engine(engine: AsyncEngine) -> None:
    """Count statements and borrowed connections of an engine from now on."""
    event.listen(engine.sync_engine, "before_cursor_execute", _on_statement)
    event.listen(engine.sync_engine, "checkout", _on_checkout)
    event.listen(engine.sync_engine, "checkin", _on_checkin)


def _on_statement(*_: Any) -> None:
    _statements.inc()


def _on_checkout(*_: Any) -> None:
    _borrowed.inc()


def _on_checkin(*_: Any) -> None:
    _borrowed.dec()
