"""A ledger counted again: the same as the engine that wrote it, under the target that it had."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from itsm.domains.sla.engine import clocks
from itsm.domains.sla.engine.clocks import Clock, Span, Target
from itsm.domains.sla.engine.definitions import CalendarDefinition, Hours
from itsm.domains.sla.engine.retiming import life_of, retime
from itsm.domains.sla.engine.working_time import AroundTheClock, BusinessHours, WorkingTime
from itsm.domains.sla.enums import Phase

HOUR = 3_600
OFFICE = tuple((Hours(480, 720), Hours(780, 1020)) if day < 5 else () for day in range(7))
CALENDARS: tuple[WorkingTime, ...] = (
    AroundTheClock(ZoneInfo("UTC")),
    BusinessHours(CalendarDefinition(zone=ZoneInfo("Asia/Manila"), week=OFFICE)),
    BusinessHours(CalendarDefinition(zone=ZoneInfo("America/New_York"), week=OFFICE)),
)
START = 1_790_000_000
STEPS = st.lists(
    st.tuples(st.integers(60, 200 * HOUR), st.sampled_from(["pause", "resume", "resolve"])), min_size=0, max_size=8
)


def lived(calendar: WorkingTime, target: int, steps: list[tuple[int, str]]) -> tuple[Clock, list[Span], int]:
    """Return a clock that went through steps, its finished spans, and the moment after the last."""
    clock, spans, at = clocks.start(calendar, START, Target(target, (80,))), [], START
    for wait, what in steps:
        at += wait
        if what == "pause":
            step = clocks.pause(clock, calendar, at, "user")
        else:
            step = (clocks.resume if what == "resume" else clocks.resolve)(clock, calendar, at)
        clock = step.clock
        spans.extend(step.ended)
    return clock, spans, at


@given(st.sampled_from(CALENDARS), st.integers(60, 120 * HOUR), STEPS, st.integers(60, 300 * HOUR))
def test_counting_again_finds_what_the_engine_found(
    calendar: WorkingTime, target: int, steps: list[tuple[int, str]], rest: int
) -> None:
    clock, spans, at = lived(calendar, target, steps)
    until = at + rest
    clock = clocks.settle(clock, calendar, until).clock
    again = retime(life_of([(clock, spans)], until), START, calendar, target)
    assert again.breached_at == clock.breached_at
    if clock.phase is Phase.RUNNING or clock.breached_at is not None:
        assert calendar.between(START, again.due_at) == calendar.between(START, clock.due_at)


@given(st.sampled_from(CALENDARS), st.integers(60, 120 * HOUR), STEPS)
def test_a_longer_target_is_never_missed_earlier(
    calendar: WorkingTime, target: int, steps: list[tuple[int, str]]
) -> None:
    clock, spans, at = lived(calendar, target, steps)
    life = life_of([(clock, spans)], at + HOUR)
    short, longer = (retime(life, START, calendar, seconds) for seconds in (target, target + HOUR))
    assert longer.due_at >= short.due_at
    assert longer.breached_at is None or (short.breached_at is not None and short.breached_at <= longer.breached_at)


def test_cycles_follow_each_other_and_a_stopped_one_has_no_open_span() -> None:
    calendar = CALENDARS[0]
    clock = clocks.start(calendar, START, Target(10 * HOUR))
    step = clocks.stop(clock, calendar, START + HOUR)
    again = clocks.reopen(step.clock, calendar, START + 5 * HOUR)
    life = life_of([(step.clock, step.ended), (again, ())], START + 7 * HOUR)
    assert [(span.started_at - START, span.ended_at - START) for span in life] == [(0, HOUR), (5 * HOUR, 7 * HOUR)]
    assert retime(life, START, calendar, 4 * HOUR).due_at == START + 8 * HOUR
    assert retime(life, START, calendar, 2 * HOUR).breached_at == START + 6 * HOUR


def test_without_any_span_the_target_counts_from_the_start() -> None:
    assert retime((), START, CALENDARS[0], HOUR).due_at == START + HOUR


def test_a_life_ends_with_what_the_clock_is_doing_and_why() -> None:
    clock, spans, at = lived(CALENDARS[0], HOUR, [(60, "pause")])
    assert life_of([(clock, spans)], at) == tuple(spans)
    assert life_of([(clock, spans)], at + 5)[-1] == Span(at, at + 5, Phase.PAUSED, 0, "user")
