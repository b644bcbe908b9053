"""Say how the due date of a clock with a history came about: what ran, what paused, what is left."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from itsm.domains.sla.engine.clocks import Clock, Span
from itsm.domains.sla.engine.explain import Line, carried_line, explain_between, paused_line
from itsm.domains.sla.engine.working_time import WorkingTime
from itsm.domains.sla.enums import Phase

Counted = tuple[Span, WorkingTime]
"""A finished span and what it was counted on, which a change of priority may have replaced since."""


def explain_clock(clock: Clock, spans: Sequence[Counted], calendar: WorkingTime, now: int) -> tuple[Line, ...]:
    """Return the lines from the start of a cycle to its due instant; `calendar` is what it runs on now.

    A paused clock ends with its pause so far: what is left runs when it is resumed.
    """
    return tuple(_lines(clock, spans, calendar, now))


def _lines(clock: Clock, spans: Sequence[Counted], calendar: WorkingTime, now: int) -> Iterator[Line]:
    counted = clock.carried_seconds
    if counted:
        yield carried_line(calendar, clock.started_at, counted)
    for span, counted_on in spans:
        if counted >= clock.target_seconds:
            return
        if span.phase is Phase.PAUSED:
            yield paused_line(counted_on, span.started_at, span.ended_at, counted, span.reason)
        else:
            end = counted_on.add(span.started_at, min(span.seconds, clock.target_seconds - counted))
            yield from explain_between(counted_on, span.started_at, end, counted)
            counted += span.seconds
    if clock.phase is Phase.RUNNING:
        left = clock.target_seconds - counted
        end = calendar.add(clock.phase_since, left)
        yield from explain_between(calendar, clock.phase_since, end, counted)
    elif clock.phase is Phase.PAUSED and counted < clock.target_seconds:
        end = max(now, clock.phase_since)
        yield paused_line(calendar, clock.phase_since, end, counted, clock.phase_reason)
