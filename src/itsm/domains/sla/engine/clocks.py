"""One clock as a ledger: spans that ran or paused, and what follows from them.

Every operation takes a clock and returns a `Step`: the clock afterwards, the spans that ended, and
the thresholds that were crossed on the way. Elapsed, remaining and due are never set, only derived.
A clock that was told of an earlier instant than its last one (clock jump) stands still instead of
counting backwards.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from itsm.domains.sla.engine.working_time import WorkingTime
from itsm.domains.sla.enums import BREACH_PERCENT, RESOLVED_REASON, ClockState, Phase


@dataclass(frozen=True, slots=True)
class Span:
    """A finished interval of the ledger; `seconds` is what it counted (0 for a pause)."""

    started_at: int
    ended_at: int
    phase: Phase
    seconds: int
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Crossing:
    """A threshold (percent of the target) and the instant at which it was reached."""

    threshold: int
    at: int


@dataclass(frozen=True, slots=True)
class Clock:
    """One metric and cycle of a ticket.

    `counted_seconds` are the working seconds of all finished spans and of the earlier cycle it
    continues (`carried_seconds`); the open span begins at `phase_since`. `targeted_at` is when the
    present target was given: nothing can be crossed before that. `levels` are those thresholds that only
    escalate and do not warn.
    """

    target_seconds: int
    thresholds: tuple[int, ...]
    started_at: int
    targeted_at: int
    phase: Phase
    phase_since: int
    due_at: int
    phase_reason: str | None = None
    levels: frozenset[int] = frozenset()
    carried_seconds: int = 0
    counted_seconds: int = 0
    fired: frozenset[int] = frozenset()
    warned_at: int | None = None
    breached_at: int | None = None
    met_at: int | None = None
    stopped_at: int | None = None
    is_cancelled: bool = False


@dataclass(frozen=True, slots=True)
class Target:
    """What a clock is given: working seconds, warnings and further escalation levels in percent of them."""

    seconds: int
    warnings: tuple[int, ...] = ()
    levels: tuple[int, ...] = ()

    @property
    def thresholds(self) -> tuple[int, ...]:
        """Every percent something happens at, in order; the breach is always one."""
        return tuple(sorted({*self.warnings, *self.levels, BREACH_PERCENT}))

    @property
    def only_levels(self) -> frozenset[int]:
        """The percents that escalate without being a warning or the breach."""
        return frozenset(self.levels) - {*self.warnings, BREACH_PERCENT}


@dataclass(frozen=True, slots=True)
class Step:
    """What an operation did."""

    clock: Clock
    ended: tuple[Span, ...] = ()
    crossings: tuple[Crossing, ...] = ()


def start(
    calendar: WorkingTime, at: int, target: Target, *, carried_seconds: int = 0, pause_reason: str | None = None
) -> Clock:
    """Return a clock that starts to run, or stands still from its first second where a reason is given."""
    return Clock(
        target_seconds=target.seconds,
        thresholds=target.thresholds,
        levels=target.only_levels,
        started_at=at,
        targeted_at=at,
        phase=Phase.RUNNING if pause_reason is None else Phase.PAUSED,
        phase_since=at,
        phase_reason=pause_reason,
        due_at=calendar.add(at, target.seconds - carried_seconds),
        carried_seconds=carried_seconds,
        counted_seconds=carried_seconds,
    )


def target_of(clock: Clock) -> Target:
    """Return what a clock was given."""
    warnings = tuple(t for t in clock.thresholds if t not in clock.levels and t != BREACH_PERCENT)
    return Target(clock.target_seconds, warnings, tuple(sorted(clock.levels)))


def state_of(clock: Clock) -> ClockState:
    """Return the one word people see; what was breached stays breached."""
    if clock.is_cancelled:
        return ClockState.CANCELLED
    if clock.breached_at is not None:
        return ClockState.BREACHED
    if clock.met_at is not None:
        return ClockState.MET
    if clock.phase is Phase.PAUSED:
        return ClockState.PAUSED
    return ClockState.RUNNING if clock.warned_at is None else ClockState.WARNING


def elapsed(clock: Clock, calendar: WorkingTime, at: int) -> int:
    """Return the working seconds used up at an instant."""
    if clock.phase is not Phase.RUNNING:
        return clock.counted_seconds
    return clock.counted_seconds + calendar.between(clock.phase_since, at)


def remaining(clock: Clock, calendar: WorkingTime, at: int) -> int:
    """Return the working seconds left at an instant; negative when overdue."""
    return clock.target_seconds - elapsed(clock, calendar, at)


def seconds_at(clock: Clock, threshold: int) -> int:
    """Return the elapsed seconds at which a threshold is reached, rounded up."""
    return -(-clock.target_seconds * threshold // 100)


def plan(clock: Clock, calendar: WorkingTime) -> dict[int, int | None]:
    """Return for each threshold not yet fired its instant; None while nothing moves towards it."""
    waiting = [threshold for threshold in clock.thresholds if threshold not in clock.fired]
    return {threshold: _instant_of(clock, calendar, threshold) for threshold in waiting}


def settle(clock: Clock, calendar: WorkingTime, at: int) -> Step:
    """Mark every threshold reached by an instant, each at the instant it was reached."""
    crossings = tuple(
        Crossing(threshold, instant)
        for threshold, instant in plan(clock, calendar).items()
        if instant is not None and instant <= at
    )
    for crossing in crossings:
        clock = fire(clock, crossing)
    return Step(clock, crossings=crossings)


def fire(clock: Clock, crossing: Crossing) -> Clock:
    """Return the clock with one threshold marked as reached."""
    fired = clock.fired | {crossing.threshold}
    if crossing.threshold == BREACH_PERCENT:
        return replace(clock, fired=fired, breached_at=crossing.at)
    is_warning = crossing.threshold < BREACH_PERCENT and crossing.threshold not in clock.levels
    if is_warning and clock.warned_at is None:
        return replace(clock, fired=fired, warned_at=crossing.at)
    return replace(clock, fired=fired)


def pause(clock: Clock, calendar: WorkingTime, at: int, reason: str | None) -> Step:
    """Stop counting until resumed; a pause for another reason becomes a span of its own."""
    if clock.phase is Phase.STOPPED or (clock.phase is Phase.PAUSED and clock.phase_reason == reason):
        return Step(clock)
    return _turn(clock, calendar, at, Phase.PAUSED, reason)


def resume(clock: Clock, calendar: WorkingTime, at: int) -> Step:
    """Count again with what was left; a clock that was met while resolved is open again."""
    if clock.phase is not Phase.PAUSED:
        return Step(clock)
    step = _turn(clock, calendar, at, Phase.RUNNING, None)
    return replace(step, clock=_with_due(replace(step.clock, met_at=None), calendar))


def resolve(clock: Clock, calendar: WorkingTime, at: int) -> Step:
    """Pause for the time between resolving and closing; met, unless breached before."""
    step = pause(clock, calendar, at, RESOLVED_REASON)
    if step.clock.phase is Phase.STOPPED:
        return step
    return replace(step, clock=_met(step.clock, step.clock.phase_since))


def stop(clock: Clock, calendar: WorkingTime, at: int) -> Step:
    """End the cycle for good: met, unless breached before."""
    if clock.phase is Phase.STOPPED:
        return Step(clock)
    step = _turn(clock, calendar, at, Phase.STOPPED, None)
    ended_at = step.clock.phase_since
    return replace(step, clock=replace(_met(step.clock, ended_at), stopped_at=ended_at))


def cancel(clock: Clock, calendar: WorkingTime, at: int) -> Step:
    """End the cycle without an outcome: the ticket has no such target any more."""
    if clock.phase is Phase.STOPPED:
        return Step(clock)
    step = _turn(clock, calendar, at, Phase.STOPPED, None)
    return replace(step, clock=replace(step.clock, stopped_at=step.clock.phase_since, is_cancelled=True))


def supersede(clock: Clock, calendar: WorkingTime, at: int) -> Step:
    """End the cycle because another one takes its place: without an outcome, unless breached before."""
    step = cancel(clock, calendar, at)
    if step.clock.breached_at is None:
        return step
    return replace(step, clock=replace(step.clock, is_cancelled=False))


def reopen(clock: Clock, calendar: WorkingTime, at: int) -> Clock:
    """Return the next cycle of a finished clock: it starts with what was used before."""
    return start(calendar, at, target_of(clock), carried_seconds=clock.counted_seconds)


def retarget(clock: Clock, spans: Sequence[Span], calendar: WorkingTime, at: int, target: Target) -> Step:
    """Give the cycle a new target as if it had had it from its start.

    `ended` of the step is the whole ledger again, counted on the new calendar. A breach stays;
    warnings that the new target has not reached yet are armed again, for they belong to a target.
    """
    if clock.phase is Phase.STOPPED:
        return Step(clock, tuple(spans))
    counted = tuple(_recounted(span, calendar) for span in spans)
    changed = replace(
        _given(clock, target, max(at, clock.phase_since)),
        counted_seconds=clock.carried_seconds + sum(span.seconds for span in counted),
    )
    changed = replace(changed, due_at=due_of(changed, counted, calendar))
    step = settle(_rearmed(changed, calendar), calendar, changed.targeted_at)
    return replace(step, ended=counted)


def retarget_from_now(clock: Clock, old: WorkingTime, calendar: WorkingTime, at: int, target: Target) -> Step:
    """Give the cycle a new target for what is left of it.

    What was used up to now stays as the `old` calendar counted it; from now on the new one counts. A
    target that is used up already is due, and breached, at this moment.
    """
    if clock.phase is Phase.STOPPED:
        return Step(clock)
    turned = _turn(clock, old, at, clock.phase, clock.phase_reason)
    changed = _given(turned.clock, target, turned.clock.phase_since)
    left = max(target.seconds - changed.counted_seconds, 0)
    changed = replace(changed, due_at=calendar.add(changed.phase_since, left))
    step = settle(_rearmed(changed, calendar), calendar, changed.targeted_at)
    return Step(step.clock, turned.ended, turned.crossings + step.crossings)


def due_of(clock: Clock, spans: Sequence[Span], calendar: WorkingTime) -> int:
    """Return the instant at which the ledger uses up the target; paused: as if resumed at once."""
    counted = clock.carried_seconds
    if counted >= clock.target_seconds:
        return clock.started_at
    for span in spans:
        if counted + span.seconds >= clock.target_seconds:
            return calendar.add(span.started_at, clock.target_seconds - counted)
        counted += span.seconds
    return calendar.add(clock.phase_since, clock.target_seconds - counted)


def _given(clock: Clock, target: Target, at: int) -> Clock:
    """Return the clock with another target, given at an instant; what it has used is the caller's to say."""
    return replace(
        clock,
        target_seconds=target.seconds,
        thresholds=target.thresholds,
        levels=target.only_levels,
        targeted_at=at,
    )


def _turn(clock: Clock, calendar: WorkingTime, at: int, phase: Phase, reason: str | None) -> Step:
    """Mark what was reached, end the open span and begin the next one."""
    at = max(at, clock.phase_since)
    settled = settle(clock, calendar, at)
    clock = settled.clock
    runs = clock.phase is Phase.RUNNING
    seconds = calendar.between(clock.phase_since, at) if runs else 0
    span = Span(clock.phase_since, at, clock.phase, seconds, clock.phase_reason)
    turned = replace(
        clock,
        phase=phase,
        phase_since=at,
        phase_reason=reason,
        counted_seconds=clock.counted_seconds + seconds,
    )
    return replace(settled, clock=turned, ended=(span,))


def _with_due(clock: Clock, calendar: WorkingTime) -> Clock:
    """Return the clock with its due instant moved by a pause; a target used up keeps its own."""
    if clock.counted_seconds >= clock.target_seconds:
        return clock
    left = clock.target_seconds - clock.counted_seconds
    return replace(clock, due_at=calendar.add(clock.phase_since, left))


def _met(clock: Clock, at: int) -> Clock:
    """Mark the target as met, unless it was breached, or met at an earlier instant."""
    if clock.breached_at is not None or clock.met_at is not None:
        return clock
    return replace(clock, met_at=at)


def _instant_of(clock: Clock, calendar: WorkingTime, threshold: int) -> int | None:
    """Return when a threshold is reached if nothing changes; None if it is not on its way."""
    if clock.phase is Phase.STOPPED or clock.met_at is not None:
        return None
    left = seconds_at(clock, threshold) - clock.counted_seconds
    if clock.phase is Phase.PAUSED and left > 0:
        return None
    return max(calendar.add(clock.phase_since, left), clock.targeted_at)


def _rearmed(clock: Clock, calendar: WorkingTime) -> Clock:
    """Forget warnings that the present target has not reached; a breached clock keeps them."""
    if clock.breached_at is not None:
        return clock
    used = elapsed(clock, calendar, clock.targeted_at)
    fired = frozenset(threshold for threshold in clock.fired if used >= seconds_at(clock, threshold))
    has_warning = any(threshold < BREACH_PERCENT and threshold not in clock.levels for threshold in fired)
    return replace(clock, fired=fired, warned_at=clock.warned_at if has_warning else None)


def _recounted(span: Span, calendar: WorkingTime) -> Span:
    """Return a span with its seconds counted on another calendar."""
    if span.phase is not Phase.RUNNING:
        return span
    return replace(span, seconds=calendar.between(span.started_at, span.ended_at))
