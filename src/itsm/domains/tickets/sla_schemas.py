"""The clocks of a ticket over the interface."""

from datetime import datetime
from typing import Annotated

from pydantic import StringConstraints

from itsm.domains.sla.schemas import TicketSlaRead
from itsm.domains.sla.schemas.tickets import ClockTimelineRead, EscalationRead, HandPromiseRead
from itsm.platform.http.schemas import InputModel, Moment, OutputModel


class SlaMetric(OutputModel):
    """One clock: when it is due, how it stands, how many working seconds are left."""

    due_at: datetime
    state: str
    warned_at: datetime | None
    breached_at: datetime | None
    met_at: datetime | None
    remaining_seconds: int | None


class TicketSla(OutputModel):
    """The clocks of a ticket and the policy they follow."""

    policy: str | None
    response: SlaMetric | None
    resolution: SlaMetric | None
    update: SlaMetric | None
    ola: SlaMetric | None
    promise: SlaMetric | None
    next_due_at: datetime | None


class TicketSlaHistory(OutputModel):
    """The clocks of a ticket as they stand, and every clock and cycle with its ledger.

    `escalations` is empty for the requester.
    """

    present: TicketSlaRead
    items: list[ClockTimelineRead]
    promises: list[HandPromiseRead]
    escalations: list[EscalationRead]


class PromiseInput(InputModel):
    """A date to promise, and why."""

    promised_at: Moment
    reason: Annotated[str, StringConstraints(strip_whitespace=True, min_length=3, max_length=500)]
