"""What the rooms with rules may call."""

from __future__ import annotations

from itsm.domains.conditions.facts import TicketFacts
from itsm.domains.conditions.fields import FIELDS, ticket_vocabulary
from itsm.domains.conditions.lists import (
    all_of,
    from_classification_lists,
    from_routing_lists,
    one_of,
    vip_is,
)
from itsm.domains.conditions.reading import mentioned, mentioned_by, read_facts, read_where

__all__ = [
    "FIELDS",
    "TicketFacts",
    "all_of",
    "from_classification_lists",
    "from_routing_lists",
    "mentioned",
    "mentioned_by",
    "one_of",
    "read_facts",
    "read_where",
    "ticket_vocabulary",
    "vip_is",
]
