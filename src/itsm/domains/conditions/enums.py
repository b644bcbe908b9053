"""The words of conditions."""

from __future__ import annotations

from enum import StrEnum

from itsm.platform.expressions.fields import Op

__all__ = ["Op", "TicketField"]


class TicketField(StrEnum):
    """What a condition may look at. `text` is title, description and business impact together."""

    CATEGORY = "category"
    SUBCATEGORY = "subcategory"
    LOCATION = "location"
    TYPE = "type"
    PRIORITY = "priority"
    IMPACT = "impact"
    URGENCY = "urgency"
    SOURCE = "source"
    DEPARTMENT = "department"
    REQUESTER = "requester"
    VIP = "vip"
    TEXT = "text"
    TITLE = "title"
    DESCRIPTION = "description"
    BUSINESS_IMPACT = "business_impact"
    TAGS = "tags"
