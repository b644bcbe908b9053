"""The explanation of a clock with a history."""

from __future__ import annotations

from dataclasses import replace

from itsm.domains.sla.engine import clocks
from itsm.domains.sla.engine.clocks import Span, Target
from itsm.domains.sla.engine.explain_clock import explain_clock
from itsm.domains.sla.enums import LineKind, Phase
from tests.domains.sla.calendars import HOUR, MANILA, at, office

FRIDAY = at(MANILA, "2026-03-06 14:00")


def test_work_pause_work_up_to_the_due_instant() -> None:
    calendar = office()
    clock = clocks.start(calendar, FRIDAY, Target(6 * HOUR, (80,)))
    paused = clocks.pause(clock, calendar, FRIDAY + HOUR, "user")
    resumed = clocks.resume(paused.clock, calendar, FRIDAY + 2 * HOUR)
    spans = paused.ended + resumed.ended
    lines = explain_clock(resumed.clock, [(span, calendar) for span in spans], calendar, FRIDAY + 2 * HOUR)
    assert [(line.kind, line.seconds, line.label) for line in lines] == [
        (LineKind.WORKED, HOUR, None),
        (LineKind.PAUSED, 0, "user"),
        (LineKind.WORKED, HOUR, None),
        (LineKind.CLOSED, 0, None),
        (LineKind.WORKED, 4 * HOUR, None),
    ]
    assert (lines[-1].total_seconds, lines[-1].ends_at) == (6 * HOUR, resumed.clock.due_at)


def test_it_stops_at_the_due_instant_however_long_the_work_went_on() -> None:
    calendar = office()
    clock = clocks.start(calendar, FRIDAY, Target(HOUR, (80,)))
    paused = clocks.pause(clock, calendar, FRIDAY + 2 * HOUR, "user")
    resumed = clocks.resume(paused.clock, calendar, FRIDAY + 3 * HOUR)
    for one, spans in ((resumed.clock, paused.ended + resumed.ended), (paused.clock, paused.ended)):
        (line,) = explain_clock(one, [(span, calendar) for span in spans], calendar, FRIDAY + 3 * HOUR)
        assert (line.total_seconds, line.ends_at) == (HOUR, clock.due_at)


def test_an_open_pause_and_a_carried_cycle() -> None:
    calendar = office()
    closed = clocks.stop(clocks.start(calendar, FRIDAY, Target(2 * HOUR, (80,))), calendar, FRIDAY + HOUR).clock
    second = clocks.pause(clocks.reopen(closed, calendar, FRIDAY + HOUR), calendar, FRIDAY + HOUR, "vendor").clock
    early = replace(second, phase_since=FRIDAY + 2 * HOUR)
    lines = explain_clock(early, (), calendar, FRIDAY)
    assert [(line.kind, line.total_seconds) for line in lines] == [
        (LineKind.CARRIED, HOUR),
        (LineKind.PAUSED, HOUR),
    ]
    assert lines[1].starts_at == lines[1].ends_at == FRIDAY + 2 * HOUR
    stopped = clocks.stop(early, calendar, FRIDAY + 3 * HOUR).clock
    span = Span(FRIDAY + HOUR, FRIDAY + 2 * HOUR, Phase.RUNNING, HOUR // 2)
    assert [line.seconds for line in explain_clock(stopped, ((span, calendar),), calendar, FRIDAY)] == [HOUR, HOUR // 2]
