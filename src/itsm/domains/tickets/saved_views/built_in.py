"""The views that everybody has, as parameters of the list of tickets.

The browser holds the same list, so that it can ask for rows before anything else has answered
(`web/src/features/tickets/search.ts`); tests/domains/tickets/saved_views compares the two.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

BUILT_IN: Final[Mapping[str, Mapping[str, str]]] = MappingProxyType(
    {
        "mine": {"view": "queue", "assignee": "me"},
        "unassigned": {"view": "unassigned"},
        "team": {"view": "queue", "team": "me"},
        "breaching": {"view": "queue", "due_within": "60", "sort": "next_due_at"},
        "pending": {"view": "queue", "status": "pending"},
        "mentions": {"view": "queue", "mentioned": "true"},
        "open": {"view": "queue"},
        "resolved": {"view": "resolved", "sort": "-updated_at"},
    }
)
