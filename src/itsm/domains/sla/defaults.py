"""The calendars and policies a new database starts with. Idempotent: what is there stays as it is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import select

from itsm.domains.conditions.api import all_of, one_of
from itsm.domains.conditions.enums import TicketField
from itsm.domains.settings.api import Priority
from itsm.domains.sla.codec import WEEKDAYS
from itsm.domains.sla.enums import CalendarSource
from itsm.domains.sla.holiday_lists import make_up_days, public_holidays
from itsm.domains.sla.models import SlaCalendar, SlaPolicy
from itsm.domains.sla.schemas.calendars import CalendarCreate
from itsm.domains.sla.schemas.policies import PolicyCreate
from itsm.domains.sla.service.manage_calendars import create_calendar
from itsm.domains.sla.service.manage_policies import create_policy
from itsm.platform.expressions.tree import to_json
from itsm.platform.work import UnitOfWork

HOUR: Final = 3600
# key, name, zone, country whose holidays fill it; the last is followed where a location names none.
CALENDARS: Final = (
    ("ph", "Philippines", "Asia/Manila", "PH"),
    ("us", "US", "America/New_York", "US"),
    ("id", "Indonesia", "Asia/Jakarta", "ID"),
    ("cn", "China", "Asia/Shanghai", "CN"),
    ("other", "Other", "UTC", None),
)
DEFAULT_KEY: Final = "other"
# name, priority, calendar, first response and resolution in hours of that calendar
POLICIES: Final = (
    ("P1 critical", Priority.P1, CalendarSource.ALWAYS, 1, 4),
    ("P2 high", Priority.P2, CalendarSource.LOCATION, 4, 24),
    ("P3 medium", Priority.P3, CalendarSource.LOCATION, 8, 72),
    ("P4 low", Priority.P4, CalendarSource.LOCATION, 24, 120),
)
WARNING_PERCENT: Final = 80
YEARS_BACK, YEARS_AHEAD = 1, 2


@dataclass(frozen=True, slots=True)
class Options:
    """What a site may choose: Indonesia's joint leave as closed days, China's make-up weekends as worked ones."""

    with_joint_leave: bool = False
    with_make_up_days: bool = False


STANDARD: Final = Options()


async def install_defaults(work: UnitOfWork, options: Options = STANDARD) -> None:
    """Write the shipped calendars and policies that are not there yet.

    Holidays are those of last year to two years ahead.
    """
    keys = set(await work.session.scalars(select(SlaCalendar.key)))
    for key, name, zone, country in CALENDARS:
        if key not in keys:
            await create_calendar(work, _calendar(work, (key, name, zone, country), options))
    names = set(await work.session.scalars(select(SlaPolicy.name)))
    if not names:
        for policy in POLICIES:
            await create_policy(work, _policy(policy))


def office_week() -> dict[str, Any]:
    """Return Monday to Friday, 08:00 to 17:00."""
    office = [{"start": "08:00", "end": "17:00"}]
    return {day: office if day not in {"saturday", "sunday"} else [] for day in WEEKDAYS}


def _calendar(work: UnitOfWork, shipped: tuple[str, str, str, str | None], options: Options) -> CalendarCreate:
    key, name, zone, country = shipped
    years = range(work.now.year - YEARS_BACK, work.now.year + YEARS_AHEAD + 1)
    week = office_week()
    closed = public_holidays(country, years, with_joint_leave=options.with_joint_leave) if country else []
    worked = make_up_days(country, years, week) if country and options.with_make_up_days else []
    return CalendarCreate.model_validate(
        {
            "key": key,
            "name": name,
            "timezone": zone,
            "week": week,
            "holidays": closed,
            "exceptions": worked,
            "is_default": key == DEFAULT_KEY,
        }
    )


def _policy(shipped: tuple[str, Priority, CalendarSource, int, int]) -> PolicyCreate:
    name, priority, source, response, resolution = shipped
    return PolicyCreate.model_validate(
        {
            "name": name,
            "where": to_json(all_of([one_of(TicketField.PRIORITY, [priority])])),
            "targets": {"response": response * HOUR, "resolution": resolution * HOUR},
            "calendar": {"source": source},
            "thresholds": [WARNING_PERCENT],
        }
    )
