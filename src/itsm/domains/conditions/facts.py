"""What is known of a ticket when rules look at it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from itsm.domains.conditions.enums import TicketField
from itsm.domains.settings.enums import Impact, Priority, TicketSource, TicketType, Urgency


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketFacts:
    """A ticket as rules see it. `department` and `is_vip` are the requester's.

    `priority` is the present one; where a priority is only being decided, the requester's choice
    (None: "Auto").
    """

    category_id: UUID | None = None
    subcategory_id: UUID | None = None
    location_id: UUID | None = None
    type: TicketType = TicketType.INCIDENT
    priority: Priority | None = None
    impact: Impact | None = None
    urgency: Urgency | None = None
    source: TicketSource | None = None
    department: str | None = None
    requester_id: UUID | None = None
    is_vip: bool = False
    title: str = ""
    description: str = ""
    business_impact: str = ""
    tags: tuple[str, ...] = ()

    def values(self) -> dict[str, Any]:
        """Return the facts by the names conditions know them by."""
        return {
            TicketField.CATEGORY: self.category_id,
            TicketField.SUBCATEGORY: self.subcategory_id,
            TicketField.LOCATION: self.location_id,
            TicketField.TYPE: self.type,
            TicketField.PRIORITY: self.priority,
            TicketField.IMPACT: self.impact,
            TicketField.URGENCY: self.urgency,
            TicketField.SOURCE: self.source,
            TicketField.DEPARTMENT: self.department,
            TicketField.REQUESTER: self.requester_id,
            TicketField.VIP: self.is_vip,
            TicketField.TITLE: self.title,
            TicketField.DESCRIPTION: self.description,
            TicketField.BUSINESS_IMPACT: self.business_impact,
            TicketField.TAGS: self.tags,
        }
