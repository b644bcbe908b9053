"""From figures to verdicts."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from itsm.domains.ops.engine import Figures, judge, overall
from itsm.domains.ops.enums import Verdict

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
WELL = Figures(
    now=NOW,
    database_ms=1.23,
    redis_is_configured=True,
    redis_answers=True,
    workers=2,
    worker_seen_at=NOW,
    jobs_due=0,
    jobs_parked=0,
    oldest_due_at=None,
    mails_queued=0,
    mails_failed=0,
    mails_ambiguous=0,
    oldest_mail_at=None,
    mail_is_outbox_only=False,
    oldest_timer_due_at=None,
    sockets=3,
)


def ago(**time: float) -> datetime:
    return NOW - timedelta(**time)


def test_all_is_well() -> None:
    checks = judge(WELL)
    assert overall(checks) is Verdict.OK
    assert {check.name for check in checks} == {
        *("database", "redis", "workers", "queue", "mail", "sla_timers", "figure_cache", "sockets")
    }


@pytest.mark.parametrize(
    ("change", "name", "verdict"),
    [
        ({"database_ms": None}, "database", Verdict.FAILING),
        ({"redis_answers": False}, "redis", Verdict.WARNING),
        ({"redis_answers": False, "redis_is_configured": False}, "redis", Verdict.OK),
        ({"workers": 0}, "workers", Verdict.FAILING),
        ({"jobs_parked": 1}, "queue", Verdict.WARNING),
        ({"oldest_due_at": ago(seconds=60)}, "queue", Verdict.OK),
        ({"oldest_due_at": ago(seconds=61)}, "queue", Verdict.WARNING),
        ({"oldest_due_at": ago(seconds=601), "jobs_parked": 1}, "queue", Verdict.FAILING),
        ({"oldest_due_at": NOW + timedelta(seconds=2)}, "queue", Verdict.OK),
        ({"mails_failed": 1}, "mail", Verdict.WARNING),
        ({"mails_ambiguous": 1}, "mail", Verdict.OK),
        ({"oldest_mail_at": ago(minutes=11)}, "mail", Verdict.WARNING),
        ({"mail_is_outbox_only": True}, "mail", Verdict.OK),
        ({"oldest_timer_due_at": ago(seconds=30)}, "sla_timers", Verdict.OK),
        ({"oldest_timer_due_at": ago(seconds=31)}, "sla_timers", Verdict.WARNING),
        ({"oldest_timer_due_at": ago(minutes=6)}, "sla_timers", Verdict.FAILING),
    ],
)
def test_each_part_has_its_threshold(change: dict[str, Any], name: str, verdict: Verdict) -> None:
    checks = judge(replace(WELL, **change))
    assert next(check for check in checks if check.name == name).verdict is verdict
    assert overall(checks) is verdict


def test_an_outbox_without_mail_server_says_so() -> None:
    mail = next(check for check in judge(replace(WELL, mail_is_outbox_only=True)) if check.name == "mail")
    assert "stay in the outbox" in mail.detail


@pytest.mark.parametrize(
    ("change", "value", "words"),
    [
        ({"redis_is_configured": False}, None, "Without Redis"),
        ({}, None, "No dashboard was opened"),
        (
            {"panels_kept": 940, "panels_shared": 20, "panels_counted": 40},
            96.0,
            "960 of 1,000 panels of dashboards were answered from what was counted already; 20 of these waited",
        ),
    ],
)
def test_how_often_figures_are_good_as_kept(change: dict[str, Any], value: float | None, words: str) -> None:
    check = next(one for one in judge(replace(WELL, **change)) if one.name == "figure_cache")
    assert (check.verdict, check.value) == (Verdict.OK, value)
    assert words in check.detail


def test_a_replica_is_told_of_where_there_is_one() -> None:
    assert not [one for one in judge(WELL) if one.name == "replica"]
    read = replace(WELL, replica_is_read=True, replica_lag=0.4)
    left = replace(WELL, replica_is_read=False, replica_lag=40.0, replica_reason="it is too far behind")
    (well,) = [one for one in judge(read) if one.name == "replica"]
    (behind,) = [one for one in judge(left) if one.name == "replica"]
    assert (well.verdict, well.value) == (Verdict.OK, 0.4)
    assert (behind.verdict, behind.detail) == (Verdict.WARNING, "Reports read the primary: it is too far behind.")
