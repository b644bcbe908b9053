"""Count a stretch of a ticket's life again: on another calendar, against another target. Pure.

What happened (when a clock ran, when it paused) is taken from the ledger and not questioned; only
what it counted, and against what, changes.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from itsm.domains.sla.engine.clocks import Clock, Span
from itsm.domains.sla.engine.working_time import WorkingTime
from itsm.domains.sla.enums import Phase


@dataclass(frozen=True, slots=True)
class Retimed:
    """When a target is due and when it was missed (None: it was kept, or is still running in time)."""

    due_at: int
    breached_at: int | None


def retime(spans: Sequence[Span], started_at: int, calendar: WorkingTime, target_seconds: int) -> Retimed:
    """Return what a target would have come to over these spans, in order.

    A target used up during a span is missed at that instant. One that the spans do not use up is due
    as if its clock ran on from where it last ran.
    """
    counted, ran_until = 0, started_at
    for span in spans:
        if span.phase is not Phase.RUNNING:
            continue
        seconds = calendar.between(span.started_at, span.ended_at)
        if counted + seconds >= target_seconds:
            due_at = calendar.add(span.started_at, target_seconds - counted)
            return Retimed(due_at, due_at)
        counted, ran_until = counted + seconds, span.ended_at
    return Retimed(calendar.add(ran_until, target_seconds - counted), None)


def life_of(cycles: Iterable[tuple[Clock, Sequence[Span]]], until: int) -> tuple[Span, ...]:
    """Return all spans of the cycles of one metric in order, an open one ending at `until`.

    Instants are seconds since 1970; `until` is the moment up to which the ledger is looked at.
    """
    spans: list[Span] = []
    for clock, ended in cycles:
        spans.extend(ended)
        if clock.phase is not Phase.STOPPED and until > clock.phase_since:
            spans.append(Span(clock.phase_since, until, clock.phase, 0, clock.phase_reason))
    return tuple(spans)
