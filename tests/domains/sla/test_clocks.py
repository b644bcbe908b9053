"""The ledger of one clock: pausing, breaching, re-targeting, reopening."""

from __future__ import annotations

from dataclasses import replace
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from itsm.domains.sla.engine import clocks
from itsm.domains.sla.engine.clocks import Clock, Crossing, Span, Target
from itsm.domains.sla.engine.working_time import AroundTheClock
from itsm.domains.sla.enums import ClockState, Phase
from tests.domains.sla.calendars import HOUR, MANILA, at, office

ALWAYS = AroundTheClock(ZoneInfo("UTC"))


def running(target: int = 100, thresholds: tuple[int, ...] = (80,), start: int = 0) -> Clock:
    return clocks.start(ALWAYS, start, Target(target, thresholds))


def test_a_new_clock_knows_its_due_and_its_timers() -> None:
    clock = running()
    assert clock.due_at == 100
    assert clocks.plan(clock, ALWAYS) == {80: 80, 100: 100}
    assert clocks.state_of(clock) is ClockState.RUNNING
    assert (clocks.elapsed(clock, ALWAYS, 30), clocks.remaining(clock, ALWAYS, 130)) == (30, -30)


def test_a_pause_moves_due_and_timers_by_its_length() -> None:
    paused = clocks.pause(running(), ALWAYS, 30, "user")
    assert paused.ended == (Span(0, 30, Phase.RUNNING, 30),)
    assert clocks.plan(paused.clock, ALWAYS) == {80: None, 100: None}
    assert clocks.state_of(paused.clock) is ClockState.PAUSED
    assert clocks.elapsed(paused.clock, ALWAYS, 500) == 30
    resumed = clocks.resume(paused.clock, ALWAYS, 50)
    assert resumed.ended == (Span(30, 50, Phase.PAUSED, 0, "user"),)
    assert resumed.clock.due_at == 120
    assert clocks.plan(resumed.clock, ALWAYS) == {80: 100, 100: 120}


def test_a_pause_over_a_closed_weekend_moves_nothing() -> None:
    calendar = office()
    clock = clocks.start(calendar, at(MANILA, "2026-03-06 16:00"), Target(3 * HOUR, (80,)))
    paused = clocks.pause(clock, calendar, at(MANILA, "2026-03-06 18:00"), "user").clock
    resumed = clocks.resume(paused, calendar, at(MANILA, "2026-03-09 07:00")).clock
    assert resumed.due_at == clock.due_at == at(MANILA, "2026-03-09 10:00")


def test_pausing_twice_changes_only_the_reason() -> None:
    paused = clocks.pause(running(), ALWAYS, 30, "user").clock
    assert clocks.pause(paused, ALWAYS, 40, "user") == clocks.Step(paused)
    again = clocks.pause(paused, ALWAYS, 40, "vendor")
    assert again.ended == (Span(30, 40, Phase.PAUSED, 0, "user"),)
    assert (again.clock.phase_reason, again.clock.counted_seconds) == ("vendor", 30)


def test_thresholds_fire_at_their_own_instant_however_late_one_looks() -> None:
    step = clocks.settle(running(), ALWAYS, 1000)
    assert step.crossings == (Crossing(80, 80), Crossing(100, 100))
    assert (step.clock.warned_at, step.clock.breached_at) == (80, 100)
    assert clocks.settle(step.clock, ALWAYS, 2000).crossings == ()
    assert clocks.plan(step.clock, ALWAYS) == {}


def test_warning_is_a_state_until_the_breach() -> None:
    clock = clocks.settle(running(thresholds=(50, 80)), ALWAYS, 85).clock
    assert clocks.state_of(clock) is ClockState.WARNING
    assert clock.warned_at == 50
    assert clocks.state_of(clocks.settle(clock, ALWAYS, 100).clock) is ClockState.BREACHED


def test_thresholds_beyond_the_target_are_neither_warning_nor_breach() -> None:
    clock = clocks.settle(running(thresholds=(150,)), ALWAYS, 160).clock
    assert (clock.warned_at, clock.breached_at, clock.fired) == (None, 100, frozenset({100, 150}))


def test_a_threshold_is_rounded_up_to_a_whole_second() -> None:
    assert clocks.plan(running(target=3), ALWAYS) == {80: 3, 100: 3}


def test_stopping_in_time_meets_the_target() -> None:
    step = clocks.stop(running(), ALWAYS, 99)
    assert step.crossings == (Crossing(80, 80),)
    assert (step.clock.met_at, step.clock.stopped_at, clocks.state_of(step.clock)) == (99, 99, ClockState.MET)
    assert clocks.stop(step.clock, ALWAYS, 200) == clocks.Step(step.clock)
    assert clocks.plan(step.clock, ALWAYS) == {100: None}


def test_stopping_at_the_due_instant_is_too_late() -> None:
    clock = clocks.stop(running(), ALWAYS, 100).clock
    assert (clock.breached_at, clock.met_at, clocks.state_of(clock)) == (100, None, ClockState.BREACHED)


def test_a_stopped_clock_cannot_be_paused_resumed_cancelled_or_resolved() -> None:
    clock = clocks.stop(running(), ALWAYS, 10).clock
    assert clocks.pause(clock, ALWAYS, 20, "user").clock is clock
    assert clocks.resume(clock, ALWAYS, 20).clock is clock
    assert clocks.cancel(clock, ALWAYS, 20).clock is clock
    assert clocks.resolve(clock, ALWAYS, 20).clock is clock
    assert clocks.retarget(clock, (), ALWAYS, 20, Target(5)).clock is clock
    assert clocks.resume(running(), ALWAYS, 20) == clocks.Step(running())


def test_a_cancelled_clock_has_no_outcome() -> None:
    clock = clocks.cancel(running(), ALWAYS, 20).clock
    assert (clocks.state_of(clock), clock.met_at, clock.stopped_at) == (ClockState.CANCELLED, None, 20)


def test_resolving_meets_and_reopening_takes_that_back() -> None:
    resolved = clocks.resolve(running(), ALWAYS, 40).clock
    assert (clocks.state_of(resolved), resolved.met_at) == (ClockState.MET, 40)
    reopened = clocks.resume(resolved, ALWAYS, 500).clock
    assert (clocks.state_of(reopened), reopened.met_at, reopened.due_at) == (ClockState.RUNNING, None, 560)


def test_closing_keeps_the_instant_of_resolving() -> None:
    resolved = clocks.resolve(running(), ALWAYS, 40).clock
    closed = clocks.stop(resolved, ALWAYS, 900)
    assert closed.ended == (Span(40, 900, Phase.PAUSED, 0, "resolved"),)
    assert (closed.clock.met_at, closed.clock.stopped_at) == (40, 900)


def test_resolving_a_pending_ticket() -> None:
    pending = clocks.pause(running(), ALWAYS, 30, "user").clock
    resolved = clocks.resolve(pending, ALWAYS, 60)
    assert resolved.ended == (Span(30, 60, Phase.PAUSED, 0, "user"),)
    assert (resolved.clock.met_at, resolved.clock.counted_seconds) == (60, 30)


def test_resolving_late_is_a_breach_that_stays() -> None:
    resolved = clocks.resolve(running(), ALWAYS, 130).clock
    assert (clocks.state_of(resolved), resolved.met_at) == (ClockState.BREACHED, None)
    reopened = clocks.resume(resolved, ALWAYS, 500).clock
    assert (clocks.state_of(reopened), reopened.due_at) == (ClockState.BREACHED, 100)


def test_a_closed_clock_is_continued_in_a_new_cycle() -> None:
    closed = clocks.stop(running(), ALWAYS, 70).clock
    second = clocks.reopen(closed, ALWAYS, 1000)
    assert (second.carried_seconds, second.due_at, second.started_at) == (70, 1030, 1000)
    assert clocks.plan(second, ALWAYS) == {80: 1010, 100: 1030}
    late = clocks.reopen(clocks.stop(running(), ALWAYS, 170).clock, ALWAYS, 1000)
    assert clocks.settle(late, ALWAYS, 1000).crossings == (Crossing(80, 1000), Crossing(100, 1000))
    assert clocks.due_of(late, (), ALWAYS) == 1000


def test_a_clock_told_of_an_earlier_instant_stands_still() -> None:
    paused = clocks.pause(running(start=50), ALWAYS, 40, "user")
    assert paused.ended == (Span(50, 50, Phase.RUNNING, 0),)
    assert paused.clock.phase_since == 50


def test_a_longer_target_counts_from_the_original_start() -> None:
    step = clocks.retarget(running(), (), ALWAYS, 60, Target(400, (80,)))
    assert (step.clock.due_at, step.crossings) == (400, ())
    assert clocks.plan(step.clock, ALWAYS) == {80: 320, 100: 400}


def test_a_shorter_target_already_used_up_is_breached_when_given() -> None:
    step = clocks.retarget(running(target=400), (), ALWAYS, 150, Target(100, (80,)))
    assert step.crossings == (Crossing(80, 150), Crossing(100, 150))
    assert (step.clock.due_at, step.clock.breached_at) == (100, 150)


def test_a_breach_stays_after_a_longer_target() -> None:
    late = clocks.settle(running(), ALWAYS, 100).clock
    changed = clocks.retarget(late, (), ALWAYS, 110, Target(400, (80,))).clock
    assert (clocks.state_of(changed), changed.breached_at, changed.warned_at) == (ClockState.BREACHED, 100, 80)


def test_a_warning_belongs_to_its_target() -> None:
    warned = clocks.settle(running(), ALWAYS, 85).clock
    longer = clocks.retarget(warned, (), ALWAYS, 90, Target(400, (80,))).clock
    assert (clocks.state_of(longer), longer.warned_at) == (ClockState.RUNNING, None)
    assert clocks.plan(longer, ALWAYS)[80] == 320
    shorter = clocks.retarget(warned, (), ALWAYS, 90, Target(105, (80,)))
    assert (shorter.crossings, shorter.clock.warned_at) == ((), 80)


def test_another_calendar_recounts_the_whole_ledger() -> None:
    calendar = office()
    clock = clocks.start(calendar, at(MANILA, "2026-03-06 16:00"), Target(8 * HOUR, (80,)))
    paused = clocks.pause(clock, calendar, at(MANILA, "2026-03-06 18:00"), "user")
    resumed = clocks.resume(paused.clock, calendar, at(MANILA, "2026-03-06 20:00"))
    spans = paused.ended + resumed.ended
    step = clocks.retarget(resumed.clock, spans, ALWAYS, at(MANILA, "2026-03-06 21:00"), Target(4 * HOUR, (80,)))
    assert [span.seconds for span in step.ended] == [2 * HOUR, 0]
    assert step.clock.due_at == at(MANILA, "2026-03-06 22:00")
    assert clocks.elapsed(step.clock, ALWAYS, at(MANILA, "2026-03-06 21:00")) == 3 * HOUR


def test_a_paused_clock_that_a_new_target_finds_used_up_is_breached() -> None:
    paused = clocks.pause(running(target=400), ALWAYS, 150, "user")
    step = clocks.retarget(paused.clock, paused.ended, ALWAYS, 200, Target(100, (80,)))
    assert step.clock.due_at == 100
    assert step.crossings == (Crossing(80, 200), Crossing(100, 200))
    assert clocks.plan(replace(step.clock, fired=frozenset()), ALWAYS) == {80: 200, 100: 200}


ACTIONS = st.lists(
    st.tuples(st.sampled_from(["pause", "vendor", "resume", "resolve", "retarget"]), st.integers(0, 60)),
    max_size=12,
)


@given(ACTIONS, st.integers(1, 200))
def test_spans_tile_the_life_of_a_clock_and_add_up(actions: list[tuple[str, int]], target: int) -> None:
    clock, spans, now = running(target=target), [], 0
    fired: list[int] = []
    for action, passed in actions:
        now += passed
        if action == "retarget":
            step = clocks.retarget(clock, spans, ALWAYS, now, Target(target + passed, (80,)))
            spans = list(step.ended)
        else:
            step = _apply(action, clock, now)
            spans += step.ended
        clock = step.clock
        fired += [crossing.threshold for crossing in step.crossings]
        assert clocks.elapsed(clock, ALWAYS, now) + clocks.remaining(clock, ALWAYS, now) == clock.target_seconds
    step = clocks.stop(clock, ALWAYS, now + 5)
    spans += step.ended
    assert [span.started_at for span in spans[1:]] == [span.ended_at for span in spans[:-1]]
    assert (spans[0].started_at, spans[-1].ended_at) == (0, now + 5)
    assert step.clock.counted_seconds == sum(span.seconds for span in spans)
    assert (step.clock.breached_at is None) != (step.clock.met_at is None)
    assert fired.count(100) <= 1


def _apply(action: str, clock: Clock, now: int) -> clocks.Step:
    if action == "resume":
        return clocks.resume(clock, ALWAYS, now)
    if action == "resolve":
        return clocks.resolve(clock, ALWAYS, now)
    return clocks.pause(clock, ALWAYS, now, action)
