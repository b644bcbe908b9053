"""What calendars are first filled with."""

from __future__ import annotations

from itsm.domains.sla.defaults import office_week
from itsm.domains.sla.holiday_lists import make_up_days, public_holidays


def dates(country: str, *, with_joint_leave: bool = False) -> set[str]:
    return {row["date"] for row in public_holidays(country, [2026], with_joint_leave=with_joint_leave)}


def test_special_working_days_of_the_philippines_are_no_holidays() -> None:
    assert "2026-02-25" not in dates("PH")
    assert {"2026-04-09", "2026-06-12", "2026-12-30"} <= dates("PH")


def test_joint_leave_of_indonesia_is_a_choice() -> None:
    assert "2026-08-17" in dates("ID")
    assert dates("ID") < dates("ID", with_joint_leave=True)
    assert dates("US", with_joint_leave=True) == dates("US")


def test_make_up_days_of_china_have_the_hours_of_a_monday() -> None:
    week = office_week()
    days = make_up_days("CN", [2026], week)
    assert "2026-02-14" in {row["date"] for row in days}
    assert all(row["date"].startswith("2026") and row["hours"] == week["monday"] for row in days)
    assert make_up_days("US", [2026], week) == []
