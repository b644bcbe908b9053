"""A clock's whole life against the minute-by-minute oracle: pauses, and three ways of taking another priority.

`ITSM_ORACLE_CASES` sets the number of cases (default 150).
"""

from __future__ import annotations

from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from itsm.domains.sla.engine import clocks
from itsm.domains.sla.engine.clocks import Clock, Span, Target
from itsm.domains.sla.engine.definitions import CalendarDefinition
from itsm.domains.sla.engine.options import Options
from itsm.domains.sla.engine.working_time import AroundTheClock, BusinessHours, WorkingTime
from itsm.domains.sla.enums import Phase
from tests.domains.sla.oracle_clock import SlowClock
from tests.domains.sla.test_oracle import CASES, situations

MINUTE = 60
PAUSES = Options(pause_on={"resolution": frozenset({"new", "vendor", "user"})})
STATUSES = ("new", "in_progress", "pending:user", "pending:vendor", "pending:approval", "reopened")
WAYS = ("as_if_always", "from_now", "restart")
STEPS = st.lists(
    st.tuples(st.integers(0, 600), st.sampled_from(STATUSES + WAYS), st.integers(1, 900), st.booleans()), max_size=8
)


class Life:
    """The engine's clock with its ledger, moved as the services move it."""

    def __init__(self, calendar: WorkingTime, at: int, target: int) -> None:
        self.calendar, self.spans, self.cycles = calendar, list[Span](), 1
        self.clock: Clock = clocks.start(calendar, at, Target(target))

    def follow(self, at: int, status: str) -> None:
        word, _, pending = status.partition(":")
        reason = PAUSES.pause_reason("resolution", word, pending or None)
        step = (
            clocks.resume(self.clock, self.calendar, at)
            if reason is None
            else clocks.pause(self.clock, self.calendar, at, reason)
        )
        self.clock = step.clock
        self.spans += step.ended

    def take(self, way: str, calendar: WorkingTime, at: int, target: int) -> None:
        old, wanted = self.calendar, Target(target)
        self.calendar = calendar
        if way == "as_if_always":
            step = clocks.retarget(clocks.settle(self.clock, old, at).clock, self.spans, calendar, at, wanted)
            self.clock, self.spans = step.clock, list(step.ended)
        elif way == "from_now":
            step = clocks.retarget_from_now(self.clock, old, calendar, at, wanted)
            self.clock, self.spans = step.clock, self.spans + list(step.ended)
        else:
            reason = self.clock.phase_reason if self.clock.phase is Phase.PAUSED else None
            self.clock, self.spans = clocks.start(calendar, at, wanted, pause_reason=reason), []
            self.cycles += 1


@given(situations(), STEPS, st.integers(1, 900))
@CASES
def test_a_clock_agrees_with_living_through_every_minute(
    situation: tuple[CalendarDefinition, int], steps: list[tuple[int, str, int, bool]], target: int
) -> None:
    definition, start = situation
    start -= start % MINUTE
    hours, always = BusinessHours(definition), AroundTheClock(ZoneInfo("UTC"))
    if not any(definition.week):
        return
    life, slow = Life(hours, start, target * MINUTE), SlowClock(definition, target * MINUTE, start)
    now = start
    for passed, action, wanted, is_always in steps:
        now += passed * MINUTE
        slow.live_until(now)
        if action in WAYS:
            life.take(action, always if is_always else hours, now, wanted * MINUTE)
            slow.take(action, None if is_always else definition, wanted * MINUTE)
        else:
            life.follow(now, action)
            word, _, pending = action.partition(":")
            slow.is_paused = PAUSES.pause_reason("resolution", word, pending or None) is not None
        settled = clocks.settle(life.clock, life.calendar, now).clock
        assert clocks.elapsed(settled, life.calendar, now) == slow.elapsed
        assert (settled.breached_at, life.cycles) == (slow.breached_at, slow.cycles)
        assert settled.counted_seconds == sum(span.seconds for span in life.spans)
        assert [one.ended_at for one in life.spans] == [one.started_at for one in life.spans[1:]] + (
            [settled.phase_since] if life.spans else []
        )
