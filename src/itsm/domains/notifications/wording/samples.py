"""Believable values for every variable of every mail, to look at a wording before a ticket speaks it."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final

from itsm.domains.notifications.templates import TEMPLATES

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

_TEXTS: Final[Mapping[str, Any]] = {
    "audience": "staff",
    "number": "TKT-2026-000123",
    "title": "Label printer on floor two jams on every sheet",
    "priority": "P2",
    "status": "in_progress",
    "category": "Hardware",
    "location": "Manila",
    "requester": "Ana Ramirez",
    "team": "IT Support PH",
    "assignee": "Bea Santos",
    "author": "Bea Santos",
    "excerpt": "I ordered a new roller; it comes tomorrow before noon.",
    "reason": "It happened again after lunch.",
    "resolution_summary": "Replaced the feed roller and cleaned the sensor.",
    "merged_into": "TKT-2026-000119",
    "metric": "resolution",
    "percent": 80,
    "level": "Team lead",
    "is_internal": False,
    "waits_for_you": True,
    "auto_closed": False,
    "person": "Jomar Reyes",
    "count": 3,
    "file_name": "invoice.zip",
    "detail": "Eicar-Test-Signature",
    "is_infected": True,
    "is_admin": False,
    "tag": "LT-0231",
    "asset": "ThinkPad T14",
    "giver": "Bea Santos",
    "note": "With charger and bag.",
    "slug": "reset-a-forgotten-password",
    "review_by": "2026-12-15",
    "post_state": "identified",
    "services": "Vision PLM",
    "subject_number": "CHG-2026-000017",
    "step": "Change advisory board",
    "path": "changes/CHG-2026-000017",
    "lines": "• [TKT-2026-000123] Assigned to you\n• [TKT-2026-000119] Reopened",
    "left": 4,
    "token_name": "Nightly export",
    "report": "Figures of the week",
    "page": "Desk",
    "page_key": "desk",
    "period": "1 to 7 November",
    "slice": "Team IT Support PH",
    "figures": "Raised: 55\nResolved: 37\nSolved on time: 100 %",
    "attachment_id": "none",
}
_TIMES: Final[Mapping[str, timedelta]] = {
    "response_due_at": timedelta(hours=1),
    "resolution_due_at": timedelta(hours=8),
    "due_at": timedelta(hours=8),
    "closes_at": timedelta(days=3),
    "expires_at": timedelta(hours=1),
    "until": timedelta(days=5),
    "from_at": timedelta(days=2),
    "starts_at": timedelta(hours=-1),
    "ends_at": timedelta(hours=3),
    "next_update_at": timedelta(minutes=30),
}


def sample_context(template: str, now: datetime) -> dict[str, Any]:
    """Return a whole context for a mail; times lie around `now`. Links that open accounts are left out of it."""
    known = TEMPLATES[template]
    wanted = known.required | known.optional
    texts = {name: value for name, value in _TEXTS.items() if name in wanted}
    times = {name: now + ahead for name, ahead in _TIMES.items() if name in wanted}
    links = {"secret_link_id": "shown-when-sent"} if "secret_link_id" in wanted else {}
    return texts | times | links
