"""What goes out over the interface."""

from datetime import datetime
from uuid import UUID

from itsm.domains.conditions.schemas import FactsRead
from itsm.domains.tickets.enums import Priority
from itsm.domains.tickets.rules.enums import Correction
from itsm.platform.http.schemas import OutputModel


class RuleFactsRead(FactsRead):
    """What rules know of a ticket. `chosen_priority` is what the requester asked for; None: "Auto"."""

    number: str
    chosen_priority: Priority | None
    requester: str
    created_at: datetime


class RuleFigures(OutputModel):
    """How many tickets a rule decided, and how many of these a person put right."""

    hits: int
    corrections: int


class RuleStatisticsRead(OutputModel):
    """How a rule fares, over tickets raised in the last 30 and 90 days."""

    rule_id: UUID
    last_30_days: RuleFigures
    last_90_days: RuleFigures


class CorrectionRead(OutputModel):
    """What a person put right; teams and categories by name."""

    correction: Correction
    previous: str | None
    corrected: str | None
    by: str
    at: datetime


class DecidedTicketRead(OutputModel):
    """A ticket that a rule decided."""

    id: UUID
    number: str
    title: str
    created_at: datetime
    corrections: list[CorrectionRead]
