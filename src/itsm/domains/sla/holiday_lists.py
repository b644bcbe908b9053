"""Public holidays of a country, to fill a calendar with for the first time; afterwards people edit them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any, Final

import holidays

from itsm.domains.sla.codec import WEEKDAYS

# Only the days on which offices are closed: the special *working* days of the Philippines are another
# category ("workday"), the joint leave of Indonesia, which each site chooses, is "government".
_CLOSED: Final = ("public",)
_JOINT_LEAVE: Final = {"ID": "government"}


def public_holidays(country: str, years: Iterable[int], *, with_joint_leave: bool = False) -> list[dict[str, str]]:
    """Return the holidays of a country (ISO code) in those years as rows of a definition, by date."""
    categories = _CLOSED + ((_JOINT_LEAVE[country],) if with_joint_leave and country in _JOINT_LEAVE else ())
    found = _country(country, years, categories)
    return [{"date": day.isoformat(), "name": name[:80]} for day, name in sorted(found.items())]


def make_up_days(country: str, years: Iterable[int], week: dict[str, Any]) -> list[dict[str, Any]]:
    """Return weekend days that are worked in exchange for a bridge day, with the hours of a Monday."""
    wanted = set(years)
    worked: set[date] = getattr(_country(country, wanted, _CLOSED), "weekend_workdays", set())
    hours = week[WEEKDAYS[0]]
    return [
        {"date": day.isoformat(), "name": "Make-up working day", "hours": hours}
        for day in sorted(worked)
        if day.year in wanted
    ]


def _country(country: str, years: Iterable[int], categories: tuple[str, ...]) -> holidays.HolidayBase:
    return holidays.country_holidays(country, years=years, categories=categories, language="en_US")
