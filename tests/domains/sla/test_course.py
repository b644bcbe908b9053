"""What happened to a ticket, run through once more under another policy: what pauses, reopening, other priorities."""

from __future__ import annotations

from dataclasses import replace
from zoneinfo import ZoneInfo

import pytest

from itsm.domains.sla.engine.clocks import Target
from itsm.domains.sla.engine.course import Course, Happening, Promise, run
from itsm.domains.sla.engine.definitions import CalendarDefinition, Hours
from itsm.domains.sla.engine.options import SHIPPED, Options
from itsm.domains.sla.engine.retiming import Retimed
from itsm.domains.sla.engine.working_time import AroundTheClock, BusinessHours
from itsm.domains.sla.enums import Happened, OnPriorityChange, OnReopen

EIGHT = 8 * 3_600
ALWAYS = AroundTheClock(ZoneInfo("UTC"))
PROMISE = Promise(Target(100, (80,)), ALWAYS, SHIPPED)


def course(*happenings: Happening, until: int = 10_000) -> Course:
    return Course(0, happenings, until)


def became(
    *happenings: Happening,
    metric: str = "resolution",
    options: Options = SHIPPED,
    others: dict[str, int] | None = None,
    until: int = 10_000,
) -> Retimed | None:
    """Return what became of a target of 100 seconds; `others` are the targets of other priorities."""

    def promised(priority: str | None) -> Promise | None:
        seconds = 100 if priority is None else (others or {}).get(priority)
        return None if seconds is None else Promise(Target(seconds, (80,)), ALWAYS, options)

    return run(course(*happenings, until=until), metric, promised)


def waits(at: int, reason: str = "user") -> Happening:
    return Happening(at, Happened.WAITS, reason)


def started(at: int) -> Happening:
    return Happening(at, Happened.STARTED)


def resolved(at: int) -> Happening:
    return Happening(at, Happened.RESOLVED)


def reopened(at: int) -> Happening:
    return Happening(at, Happened.REOPENED)


def closed(at: int) -> Happening:
    return Happening(at, Happened.CLOSED)


def priority(at: int, value: str = "P1") -> Happening:
    return Happening(at, Happened.PRIORITY, priority=value)


def pausing_on(*words: str, metric: str = "resolution") -> Options:
    return replace(SHIPPED, pause_on={metric: frozenset(words)})


def test_an_untouched_target_is_missed_when_it_is_used_up() -> None:
    assert became() == Retimed(100, 100)
    assert became(until=99) == Retimed(100, None)


def test_what_is_not_promised_is_not_timed() -> None:
    assert run(course(), "resolution", lambda _: None) is None


def test_a_wait_pauses_as_the_policy_says() -> None:
    happened = (waits(10), started(500), resolved(560))
    assert became(*happened) == Retimed(590, None)
    assert became(*happened, options=pausing_on("vendor")) == Retimed(100, 100)
    assert became(waits(10, "vendor"), started(500), resolved(560), options=pausing_on("vendor")) == Retimed(590, None)


def test_a_policy_may_pause_until_somebody_begins() -> None:
    assert became(started(1_000), resolved(1_050), options=pausing_on("new")) == Retimed(1_100, None)


def test_an_answer_ends_the_response_and_nothing_else() -> None:
    answered = Happening(60, Happened.ANSWERED)
    assert became(answered, metric="response") == Retimed(100, None)
    assert became(answered) == Retimed(100, 100)
    assert became(resolved(70), reopened(90), metric="response") == Retimed(100, None)
    assert became(answered, waits(70), started(80), metric="response") == Retimed(100, None)


def test_reopening_resumes_or_restarts() -> None:
    again = (resolved(60), reopened(500))
    assert became(*again, until=520) == Retimed(540, None)
    assert became(*again) == Retimed(540, 540)
    restart = replace(SHIPPED, on_reopen=OnReopen.RESTART)
    assert became(*again, options=restart, until=590) == Retimed(600, None)
    waiting = replace(pausing_on("reopened"), on_reopen=OnReopen.RESUME)
    assert became(*again, options=waiting) == Retimed(540, None)


def test_a_closed_ticket_goes_on_in_the_next_cycle() -> None:
    assert became(resolved(60), closed(70), reopened(500), until=510) == Retimed(540, None)


def test_what_was_missed_in_an_earlier_cycle_stays_missed() -> None:
    late = (resolved(150), reopened(500), resolved(510))
    restart = replace(SHIPPED, on_reopen=OnReopen.RESTART)
    assert became(*late, options=restart) == Retimed(600, 100)


@pytest.mark.parametrize(
    ("way", "due_at"),
    [(OnPriorityChange.AS_IF_ALWAYS, 200), (OnPriorityChange.FROM_NOW, 200), (OnPriorityChange.RESTART, 240)],
)
def test_another_priority_counts_in_the_way_of_its_policy(way: OnPriorityChange, due_at: int) -> None:
    options = replace(SHIPPED, on_priority_change=way)
    assert became(priority(40, "P3"), options=options, others={"P3": 200}, until=150) == Retimed(due_at, None)


def test_a_pause_lasts_through_a_restart() -> None:
    options = replace(SHIPPED, on_priority_change=OnPriorityChange.RESTART)
    happened = (waits(10), priority(40, "P3"), started(300))
    assert became(*happened, options=options, others={"P3": 200}, until=400) == Retimed(500, None)


def test_a_target_given_up_is_not_told_and_not_reopened() -> None:
    assert became(priority(40, "P4")) is None
    assert became(priority(40, "P4"), reopened(60)) is None


def test_a_closed_ticket_keeps_its_target() -> None:
    assert became(closed(40), priority(60), others={"P1": 10}) == Retimed(100, None)


def test_a_course_knows_whether_its_priority_was_changed() -> None:
    assert course(priority(1)).has_other_priority
    assert not course(started(1)).has_other_priority


@pytest.mark.parametrize(
    ("way", "due_at"),
    [
        # 90 seconds ran around the clock; the office that counts from then on opens at eight.
        (OnPriorityChange.AS_IF_ALWAYS, EIGHT + 200),
        (OnPriorityChange.FROM_NOW, EIGHT + 110),
        (OnPriorityChange.RESTART, EIGHT + 200),
    ],
)
def test_another_calendar_counts_from_the_start_or_from_now(way: OnPriorityChange, due_at: int) -> None:
    options = replace(SHIPPED, on_priority_change=way)
    office = BusinessHours(CalendarDefinition(zone=ZoneInfo("UTC"), week=((Hours(480, 1020),),) * 7))

    def promised(priority: str | None) -> Promise:
        return Promise(Target(200, (80,)), ALWAYS if priority is None else office, options)

    found = run(course(waits(60), started(160), priority(190), until=300), "resolution", promised)
    assert found == Retimed(due_at, None)


def test_what_only_resolves_a_response_goes_on_when_it_is_begun_again() -> None:
    """Whoever begins work ends a pause for "new"; nothing else does."""
    pausing = pausing_on("new", "in_progress")
    assert became(started(50), options=pausing, until=500) == became(options=pausing, until=500)
