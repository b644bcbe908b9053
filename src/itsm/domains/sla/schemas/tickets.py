"""Clocks, timelines and previews over the interface."""

from datetime import date, datetime

from itsm.domains.conditions.schemas import FactsInput
from itsm.domains.settings.api import Priority
from itsm.domains.sla.enums import ClockState, LineKind, Phase
from itsm.domains.sla.schemas.fields import Moment
from itsm.platform.http.schemas import InputModel, NamedRef, OutputModel


class LineRead(OutputModel):
    """One line of an explanation; local dates and times are those of `timezone`, a site's own where several work."""

    kind: LineKind
    first_day: date
    last_day: date
    starts_at: datetime | None
    ends_at: datetime | None
    local_from: str | None
    local_to: str | None
    timezone: str
    seconds: int
    total_seconds: int
    label: str | None


class PromiseFacts(FactsInput):
    """A ticket that might be, and when its promise would begin (left out: now)."""

    priority: Priority
    started_at: Moment | None = None


class PreviewRequest(InputModel):
    """The facts to try."""

    facts: PromiseFacts


class PromiseRead(OutputModel):
    """One target of a preview with its explanation."""

    due_at: datetime
    target_seconds: int
    lines: list[LineRead]


class PreviewRead(OutputModel):
    """What a ticket would be promised; `policy` is None where none fits."""

    policy: str | None
    calendar: str | None
    timezone: str | None
    response: PromiseRead | None
    resolution: PromiseRead | None


class ClockRead(OutputModel):
    """One clock of a ticket.

    While paused `due_at` is what it was when the pause began; it moves when the clock is resumed.
    `remaining_seconds` is working time, negative when overdue. `team` is whose time an `ola` clock counts.
    """

    metric: str
    cycle: int
    team: NamedRef | None
    due_at: datetime
    state: ClockState
    is_paused: bool
    pause_reason: str | None
    started_at: datetime
    warned_at: datetime | None
    breached_at: datetime | None
    met_at: datetime | None
    stopped_at: datetime | None
    target_seconds: int
    elapsed_seconds: int
    remaining_seconds: int


class TicketSlaRead(OutputModel):
    """The present clocks of a ticket; all None where no policy fitted."""

    policy: str | None
    calendar: str | None
    timezone: str | None
    response: ClockRead | None
    resolution: ClockRead | None
    update: ClockRead | None
    ola: ClockRead | None
    promise: ClockRead | None
    next_due_at: datetime | None


class IntervalRead(OutputModel):
    """One interval of a ledger; `ended_at` is None while it lasts, `seconds` counts up to now."""

    phase: Phase
    reason: str | None
    started_at: datetime
    ended_at: datetime | None
    seconds: int


class ClockTimelineRead(OutputModel):
    """A clock with its ledger and the explanation of its due date."""

    clock: ClockRead
    policy: str
    calendar: str
    timezone: str
    intervals: list[IntervalRead]
    explanation: list[LineRead]


class TimelineRead(OutputModel):
    """Every clock and cycle of a ticket, the oldest first."""

    items: list[ClockTimelineRead]


class HandPromiseRead(OutputModel):
    """A date promised by hand; `reason` is None for the requester."""

    promised_at: datetime
    state: ClockState
    set_at: datetime
    set_by: str
    reason: str | None


class EscalationRead(OutputModel):
    """An escalation level of a ticket: reached at, or waiting for, `at` (None while its clock stands still).

    `outcome` says what was done, one line each; `done_at` is None while it waits.
    """

    name: str
    metric: str
    cycle: int
    percent: int
    at: datetime | None
    done_at: datetime | None
    outcome: list[str]
