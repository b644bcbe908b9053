"""From figures to verdicts: pure, so that every threshold is tested."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from itsm.domains.ops.enums import Verdict

WORKER_SILENT: Final = timedelta(seconds=15)
"""Workers say that they live every four seconds."""
QUEUE_SLOW: Final = timedelta(seconds=60)
QUEUE_STUCK: Final = timedelta(minutes=10)
MAIL_SLOW: Final = timedelta(minutes=10)
TIMER_LATE: Final = timedelta(seconds=30)
TIMER_STUCK: Final = timedelta(minutes=5)
"""The sweep that finds missed timers runs every five minutes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """What was measured, at `now` (UTC). Times are None where nothing waits."""

    now: datetime
    database_ms: float | None
    redis_is_configured: bool
    redis_answers: bool
    workers: int
    worker_seen_at: datetime | None
    jobs_due: int
    jobs_parked: int
    oldest_due_at: datetime | None
    mails_queued: int
    mails_failed: int
    mails_ambiguous: int
    oldest_mail_at: datetime | None
    mail_is_outbox_only: bool
    oldest_timer_due_at: datetime | None
    sockets: int
    panels_kept: int = 0
    panels_shared: int = 0
    panels_counted: int = 0
    replica_is_read: bool | None = None
    """None: there is no replica for reports."""
    replica_lag: float | None = None
    replica_reason: str = ""


@dataclass(frozen=True, slots=True)
class Check:
    """The verdict on one part, in words, with its figure."""

    name: str
    verdict: Verdict
    detail: str
    value: float | None = None
    unit: str | None = None


def judge(figures: Figures) -> tuple[Check, ...]:
    """Return the verdict on every part."""
    return (
        _database(figures),
        _redis(figures),
        _workers(figures),
        _queue(figures),
        _mail(figures),
        _timers(figures),
        _figures(figures),
        *_replica(figures),
        Check("sockets", Verdict.OK, "Clients connected to this web process.", figures.sockets, "clients"),
    )


def overall(checks: tuple[Check, ...]) -> Verdict:
    """Return the worst verdict."""
    order = list(Verdict)
    return max((check.verdict for check in checks), key=order.index)


def _database(figures: Figures) -> Check:
    if figures.database_ms is None:
        return Check("database", Verdict.FAILING, "The database does not answer.")
    return Check("database", Verdict.OK, "Answers.", round(figures.database_ms, 1), "ms")


def _redis(figures: Figures) -> Check:
    if not figures.redis_is_configured:
        return Check("redis", Verdict.OK, "Not configured: this process uses its own memory.")
    if figures.redis_answers:
        return Check("redis", Verdict.OK, "Answers.")
    return Check("redis", Verdict.WARNING, "Does not answer; nothing is lost, wake-ups take up to half a second.")


def _workers(figures: Figures) -> Check:
    if figures.workers == 0:
        return Check("workers", Verdict.FAILING, "No worker is alive: mails and timers wait.", 0, "workers")
    return Check("workers", Verdict.OK, "Alive.", figures.workers, "workers")


def _queue(figures: Figures) -> Check:
    age = _age(figures.now, figures.oldest_due_at)
    detail = f"{figures.jobs_due} due, {figures.jobs_parked} parked."
    verdict = _by_age(age, QUEUE_SLOW, QUEUE_STUCK)
    if figures.jobs_parked and verdict is Verdict.OK:
        verdict = Verdict.WARNING
    return Check("queue", verdict, detail, age.total_seconds(), "seconds")


def _mail(figures: Figures) -> Check:
    age = _age(figures.now, figures.oldest_mail_at)
    detail = (
        f"{figures.mails_queued} waiting, {figures.mails_failed} failed, "
        f"{figures.mails_ambiguous} that may have arrived twice."
    )
    if figures.mail_is_outbox_only:
        detail += " No mail server is configured: mails stay in the outbox."
    is_bad = figures.mails_failed > 0 or age > MAIL_SLOW
    return Check("mail", Verdict.WARNING if is_bad else Verdict.OK, detail, age.total_seconds(), "seconds")


def _timers(figures: Figures) -> Check:
    late = _age(figures.now, figures.oldest_timer_due_at)
    return Check(
        "sla_timers",
        _by_age(late, TIMER_LATE, TIMER_STUCK),
        "How late the oldest service-level timer is.",
        late.total_seconds(),
        "seconds",
    )


def _figures(figures: Figures) -> Check:
    """Return how often dashboards are answered without a count of their own."""
    name = "figure_cache"
    if not figures.redis_is_configured:
        return Check(name, Verdict.OK, "Without Redis each panel of a dashboard is counted anew.")
    spared = figures.panels_kept + figures.panels_shared
    asked = spared + figures.panels_counted
    if asked == 0:
        return Check(name, Verdict.OK, "No dashboard was opened yet.")
    detail = (
        f"{spared:,} of {asked:,} panels of dashboards were answered from what was counted already; "
        f"{figures.panels_shared:,} of these waited for a count that was under way."
    )
    return Check(name, Verdict.OK, detail, round(100 * spared / asked, 1), "percent")


def _replica(figures: Figures) -> tuple[Check, ...]:
    """Return how the replica of reports stands; nothing where there is none."""
    if figures.replica_is_read is None:
        return ()
    if not figures.replica_is_read:
        detail = f"Reports read the primary: {figures.replica_reason}."
        return (Check("replica", Verdict.WARNING, detail, figures.replica_lag, "seconds"),)
    detail = "Reports read the replica; it is at most so old."
    return (Check("replica", Verdict.OK, detail, figures.replica_lag, "seconds"),)


def _age(now: datetime, since: datetime | None) -> timedelta:
    return max(now - since, timedelta()) if since is not None else timedelta()


def _by_age(age: timedelta, slow: timedelta, stuck: timedelta) -> Verdict:
    if age > stuck:
        return Verdict.FAILING
    return Verdict.WARNING if age > slow else Verdict.OK
