"""Changes and freezes as an iCalendar (RFC 5545), for calendars that people have anyway."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any, Final

from icalendar import Calendar, Event, vDuration

from itsm.domains.changes.enums import ChangeState
from itsm.platform.settings import get_settings

if TYPE_CHECKING:
    from itsm.domains.changes.models import FreezeWindow

_NAME: Final = "IT changes"
_READ_AGAIN: Final = timedelta(hours=1)
_TENTATIVE: Final = frozenset({ChangeState.DRAFT.value, ChangeState.SUBMITTED.value})


def calendar_of(changes: Iterable[Any], freezes: Iterable[FreezeWindow], now: datetime) -> bytes:
    """Return the calendar. Times are in UTC, so every program shows them in its own zone."""
    calendar = Calendar()
    calendar.add("prodid", "-//Madison88//IT service desk//EN")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", _NAME)
    calendar.add("refresh-interval", vDuration(_READ_AGAIN), {"VALUE": "DURATION"})
    calendar.add("x-published-ttl", vDuration(_READ_AGAIN))
    for change in changes:
        calendar.add_component(_change(change, now))
    for freeze in freezes:
        calendar.add_component(_freeze(freeze, now))
    body: bytes = calendar.to_ical()
    return body


def _change(change: Any, now: datetime) -> Event:
    url = f"{get_settings().effective_public_url}/changes/{change.number}"
    said = (
        f"Risk: {change.risk_level or 'not known'}",
        f"State: {change.state.replace('_', ' ')}",
        f"Carried out by: {change.implementer_name or 'nobody yet'}",
        f"Systems: {', '.join(change.systems)}" if change.systems else "",
        f"In the way: {change.conflicts}" if change.conflicts else "",
        url,
    )
    event = _event(f"{change.id}@changes", f"{change.number} {change.title}", change, now)
    event.add("sequence", change.version)
    event.add("status", "TENTATIVE" if change.state in _TENTATIVE else "CONFIRMED")
    event.add("categories", [change.type])
    event.add("url", url)
    event.add("description", "\n".join(line for line in said if line))
    return event


def _freeze(freeze: FreezeWindow, now: datetime) -> Event:
    event = _event(f"{freeze.id}@freezes", f"Freeze: {freeze.name}", freeze, now)
    event.add("sequence", freeze.version)
    # It is no appointment: whoever reads the calendar is as free as before.
    event.add("transp", "TRANSPARENT")
    event.add("description", freeze.reason)
    return event


def _event(uid: str, title: str, row: Any, now: datetime) -> Event:
    event = Event()
    event.add("uid", uid)
    event.add("summary", title)
    event.add("dtstamp", now)
    event.add("dtstart", row.starts_at.astimezone(UTC))
    event.add("dtend", row.ends_at.astimezone(UTC))
    event.add("created", row.created_at.astimezone(UTC))
    event.add("last-modified", row.updated_at.astimezone(UTC))
    return event
