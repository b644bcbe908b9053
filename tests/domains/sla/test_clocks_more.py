"""The ledger of one clock: levels, a target from now on, a cycle put aside."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from itsm.domains.sla.engine import clocks
from itsm.domains.sla.engine.clocks import Crossing, Span, Target
from itsm.domains.sla.engine.working_time import AroundTheClock
from itsm.domains.sla.enums import ClockState, Phase
from tests.domains.sla.calendars import HOUR, MANILA, at, office

ALWAYS = AroundTheClock(ZoneInfo("UTC"))


def test_a_target_knows_which_percents_only_escalate() -> None:
    target = Target(100, (80,), (50, 80, 100, 150))
    assert target.thresholds == (50, 80, 100, 150)
    assert target.only_levels == {50, 150}
    assert clocks.target_of(clocks.start(ALWAYS, 0, target)) == Target(100, (80,), (50, 150))


def test_a_level_before_due_is_no_warning() -> None:
    clock = clocks.start(ALWAYS, 0, Target(100, (80,), (50,)))
    level = clocks.settle(clock, ALWAYS, 60)
    assert (level.crossings, level.clock.warned_at) == ((Crossing(50, 50),), None)
    assert clocks.state_of(level.clock) is ClockState.RUNNING
    assert clocks.settle(level.clock, ALWAYS, 80).clock.warned_at == 80


def test_levels_beyond_the_breach_wait_for_their_instant() -> None:
    clock = clocks.settle(clocks.start(ALWAYS, 0, Target(100, (), (150, 200))), ALWAYS, 160).clock
    assert (clock.fired, clocks.plan(clock, ALWAYS)) == ({100, 150}, {200: 200})
    assert (clock.warned_at, clock.breached_at) == (None, 100)


def test_a_clock_may_begin_standing_still() -> None:
    clock = clocks.start(ALWAYS, 0, Target(100, (80,)), pause_reason="new")
    assert (clock.phase, clock.phase_reason, clock.due_at) == (Phase.PAUSED, "new", 100)
    assert clocks.plan(clock, ALWAYS) == {80: None, 100: None}
    assert clocks.resume(clock, ALWAYS, 30).clock.due_at == 130


def test_from_now_keeps_what_the_old_calendar_counted() -> None:
    calendar = office()
    clock = clocks.start(calendar, at(MANILA, "2026-03-06 16:00"), Target(8 * HOUR, (80,)))
    monday = at(MANILA, "2026-03-09 09:00")
    step = clocks.retarget_from_now(clock, calendar, ALWAYS, monday, Target(4 * HOUR, (80,)))
    assert step.ended == (Span(clock.started_at, monday, Phase.RUNNING, 2 * HOUR),)
    assert (step.clock.due_at, step.clock.counted_seconds, step.crossings) == (monday + 2 * HOUR, 2 * HOUR, ())
    assert (step.clock.targeted_at, step.clock.started_at) == (monday, clock.started_at)
    assert clocks.plan(step.clock, ALWAYS) == {80: monday + int(1.2 * HOUR), 100: monday + 2 * HOUR}
    always = clocks.retarget(clock, (), ALWAYS, monday, Target(4 * HOUR, (80,)))
    assert always.clock.breached_at == monday


def test_from_now_on_a_target_used_up_is_breached_at_once() -> None:
    step = clocks.retarget_from_now(clocks.start(ALWAYS, 0, Target(400)), ALWAYS, ALWAYS, 150, Target(100, (80,)))
    assert (step.clock.due_at, step.clock.breached_at) == (150, 150)
    assert step.crossings == (Crossing(80, 150), Crossing(100, 150))


def test_from_now_settles_the_old_target_first_and_keeps_its_breach() -> None:
    late = clocks.retarget_from_now(clocks.start(ALWAYS, 0, Target(100, (80,))), ALWAYS, ALWAYS, 110, Target(400))
    assert (late.crossings, late.clock.breached_at) == ((Crossing(80, 80), Crossing(100, 100)), 100)
    assert late.clock.due_at == 400


def test_from_now_leaves_a_pause_a_pause() -> None:
    paused = clocks.pause(clocks.start(ALWAYS, 0, Target(100)), ALWAYS, 30, "user").clock
    step = clocks.retarget_from_now(paused, ALWAYS, ALWAYS, 50, Target(200))
    assert (step.ended, step.clock.phase, step.clock.phase_reason) == (
        (Span(30, 50, Phase.PAUSED, 0, "user"),),
        Phase.PAUSED,
        "user",
    )
    stopped = clocks.stop(paused, ALWAYS, 60).clock
    assert clocks.retarget_from_now(stopped, ALWAYS, ALWAYS, 70, Target(5)) == clocks.Step(stopped)


def test_a_cycle_put_aside_has_no_outcome_but_keeps_its_breach() -> None:
    early = clocks.supersede(clocks.start(ALWAYS, 0, Target(100)), ALWAYS, 20)
    assert (clocks.state_of(early.clock), early.clock.met_at, early.clock.stopped_at) == (
        ClockState.CANCELLED,
        None,
        20,
    )
    late = clocks.supersede(clocks.start(ALWAYS, 0, Target(100)), ALWAYS, 120)
    assert (clocks.state_of(late.clock), late.clock.breached_at, late.clock.stopped_at) == (
        ClockState.BREACHED,
        100,
        120,
    )


def test_a_rearmed_level_is_no_warning() -> None:
    fired = clocks.settle(clocks.start(ALWAYS, 0, Target(100, (80,), (50,))), ALWAYS, 85).clock
    longer = clocks.retarget(fired, (), ALWAYS, 90, Target(160, (80,), (50,))).clock
    assert (longer.fired, longer.warned_at) == ({50}, None)
