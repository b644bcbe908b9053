"""Let a target run once more through what happened to a ticket, as another policy would have had it. Pure.

The same operations as live, in the order in which they happened: what pauses, what reopening and another
priority mean, is asked of the policy that promises at that moment.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from itsm.domains.sla.engine import clocks
from itsm.domains.sla.engine.clocks import Clock, Span, Step, Target
from itsm.domains.sla.engine.options import NEW_STATUS, PENDING, REOPENED_STATUS, RUNNING_STATUS, Options
from itsm.domains.sla.engine.retiming import Retimed
from itsm.domains.sla.engine.working_time import WorkingTime
from itsm.domains.sla.enums import Happened, Metric, OnPriorityChange, OnReopen, Phase


@dataclass(frozen=True, slots=True)
class Happening:
    """Something that happened at an instant; `reason` of a wait, `priority` of a change to it."""

    at: int
    what: Happened
    reason: str | None = None
    priority: str | None = None


@dataclass(frozen=True, slots=True)
class Course:
    """What happened to a ticket from its first instant until it is looked at."""

    started_at: int
    happenings: tuple[Happening, ...]
    until: int

    @property
    def has_other_priority(self) -> bool:
        """Tell whether somebody gave it another priority than it was raised with."""
        return any(one.what is Happened.PRIORITY for one in self.happenings)


@dataclass(frozen=True, slots=True)
class Promise:
    """What a policy promises of one metric, and how its clock behaves."""

    target: Target
    calendar: WorkingTime
    options: Options


Promised = Callable[[str | None], Promise | None]
"""What is promised under a priority; None is the one that the ticket was raised with."""


def run(course: Course, metric: str, promised: Promised) -> Retimed | None:
    """Return what became of a target (response or resolution); None where it is not timed, or no longer."""
    promise = promised(None)
    if promise is None:
        return None
    clock = _Running.begun(metric, promise, course.started_at)
    for happening in course.happenings:
        clock.meet(happening, promised)
    return clock.outcome(course.until)


@dataclass(slots=True)
class _Running:
    """The clock of one metric on its way; `spans` are those of its present cycle."""

    metric: str
    promise: Promise
    clock: Clock
    spans: list[Span] = field(default_factory=list)
    breaches: list[int] = field(default_factory=list)

    @classmethod
    def begun(cls, metric: str, promise: Promise, at: int) -> _Running:
        reason = promise.options.pause_reason(metric, NEW_STATUS)
        return cls(metric, promise, clocks.start(promise.calendar, at, promise.target, pause_reason=reason))

    def meet(self, happening: Happening, promised: Promised) -> None:
        """Do what live clocks do."""
        at = happening.at
        match happening.what:
            case Happened.WAITS:
                self._follow(PENDING, at, happening.reason)
            case Happened.STARTED:
                self._follow(RUNNING_STATUS, at)
            case Happened.ANSWERED if self.metric == Metric.RESPONSE:
                self._take(clocks.stop(self.clock, self.promise.calendar, at))
            case Happened.RESOLVED:
                ends = clocks.stop if self.metric == Metric.RESPONSE else clocks.resolve
                self._take(ends(self.clock, self.promise.calendar, at))
            case Happened.CLOSED:
                self._take(clocks.stop(self.clock, self.promise.calendar, at))
            case Happened.REOPENED if self.metric != Metric.RESPONSE and not self.clock.is_cancelled:
                self._reopen(at)
            case Happened.PRIORITY if self.clock.phase is not Phase.STOPPED:
                self._retarget(promised(happening.priority), at)

    def outcome(self, until: int) -> Retimed | None:
        """Return when the target was due and first missed; None where it was given up."""
        clock = clocks.settle(self.clock, self.promise.calendar, until).clock
        missed = [*self.breaches, *([clock.breached_at] if clock.breached_at is not None else [])]
        return None if clock.is_cancelled else Retimed(clock.due_at, min(missed, default=None))

    def _take(self, step: Step) -> None:
        self.clock = step.clock
        self.spans.extend(step.ended)

    def _next(self, clock: Clock) -> None:
        if self.clock.breached_at is not None:
            self.breaches.append(self.clock.breached_at)
        self.clock, self.spans = clock, []

    def _follow(self, status: str, at: int, pending_reason: str | None = None) -> None:
        reason = self.promise.options.pause_reason(self.metric, status, pending_reason)
        if reason is None:
            self._take(clocks.resume(self.clock, self.promise.calendar, at))
        else:
            self._take(clocks.pause(self.clock, self.promise.calendar, at, reason))

    def _reopen(self, at: int) -> None:
        calendar = self.promise.calendar
        if self.promise.options.on_reopen is OnReopen.RESTART:
            self._take(clocks.stop(self.clock, calendar, at))
            self._next(clocks.start(calendar, at, clocks.target_of(self.clock)))
        elif self.clock.phase is Phase.STOPPED:
            self._next(clocks.reopen(self.clock, calendar, at))
        else:
            self._take(clocks.resume(self.clock, calendar, at))
        self._follow(REOPENED_STATUS, at)

    def _retarget(self, promise: Promise | None, at: int) -> None:
        old = self.promise.calendar
        if promise is None:
            self._take(clocks.cancel(self.clock, old, at))
            return
        way = promise.options.on_priority_change
        if way is OnPriorityChange.RESTART:
            reason = self.clock.phase_reason if self.clock.phase is Phase.PAUSED else None
            self._take(clocks.supersede(self.clock, old, at))
            self._next(clocks.start(promise.calendar, at, promise.target, pause_reason=reason))
        elif way is OnPriorityChange.FROM_NOW:
            self._take(clocks.retarget_from_now(self.clock, old, promise.calendar, at, promise.target))
        else:
            settled = clocks.settle(self.clock, old, at).clock
            step = clocks.retarget(settled, self.spans, promise.calendar, at, promise.target)
            self.clock, self.spans = step.clock, list(step.ended)
        self.promise = promise
