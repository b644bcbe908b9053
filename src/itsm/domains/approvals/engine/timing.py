"""When those asked are reminded, and when a late step goes to others as well. Pure; times are UTC."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum


class Chase(StrEnum):
    """What is to be done about a step nobody settles."""

    REMIND = "remind"
    ESCALATE = "escalate"


def reminder_at(opened_at: datetime, due_at: datetime) -> datetime:
    """Return when those who have not decided are reminded: half way to the due time."""
    return opened_at + (due_at - opened_at) / 2


def chase(
    now: datetime, opened_at: datetime, due_at: datetime, *, is_reminded: bool, is_escalated: bool
) -> tuple[Chase | None, datetime | None]:
    """Return what is to be done now, and when to look again (None: never more). Each happens once a step.

    What is both late for the reminder and for the escalation is escalated only.
    """
    if is_escalated:
        return None, None
    if now >= due_at:
        return Chase.ESCALATE, None
    remind = reminder_at(opened_at, due_at)
    if is_reminded:
        return None, due_at
    return (Chase.REMIND, due_at) if now >= remind else (None, remind)
