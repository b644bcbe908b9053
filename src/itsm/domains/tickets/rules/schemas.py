"""What goes out over the interface."""

from datetime import datetime

from itsm.domains.conditions.schemas import FactsRead
from itsm.domains.tickets.enums import Priority


class RuleFactsRead(FactsRead):
    """What rules know of a ticket. `chosen_priority` is what the requester asked for; None: "Auto"."""

    number: str
    chosen_priority: Priority | None
    requester: str
    created_at: datetime
