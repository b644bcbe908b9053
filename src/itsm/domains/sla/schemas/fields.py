"""Field types with their bounds, shared by the bodies of this room."""

from datetime import date, datetime
from typing import Annotated
from zoneinfo import available_timezones

from pydantic import AfterValidator, Field, StringConstraints

from itsm.domains.sla.codec import minute_of
from itsm.domains.sla.models import KEY_MAX, NAME_MAX, REASON_MAX
from itsm.platform.http.schemas import Moment as AnyMoment
from itsm.platform.http.schemas import ShortText

MAX_INTERVALS_A_DAY = 12
MAX_SPECIAL_DAYS = 1000
MAX_SITES = 8
MAX_WARNINGS = 5
MAX_TARGET_SECONDS = 366 * 24 * 3600
MIN_TARGET_SECONDS = 60
FIRST_DATE, LAST_DATE = date(2000, 1, 1), date(2100, 12, 31)
_ZONES = available_timezones()


def _known_zone(name: str) -> str:
    if name not in _ZONES:
        raise ValueError("is not an IANA time zone such as Asia/Manila")
    return name


def _day_in_range(day: date) -> date:
    if not FIRST_DATE <= day <= LAST_DATE:
        raise ValueError(f"must lie between {FIRST_DATE} and {LAST_DATE}")
    return day


def _moment_in_range(moment: datetime) -> datetime:
    _day_in_range(moment.date())
    return moment


def _valid_end(text: str) -> str:
    if minute_of(text) > minute_of("24:00"):
        raise ValueError("must not be later than 24:00")
    return text


Name = Annotated[ShortText, StringConstraints(max_length=NAME_MAX)]
Key = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(?:-[a-z0-9]+)*$", max_length=KEY_MAX)]
Zone = Annotated[str, StringConstraints(max_length=64), AfterValidator(_known_zone)]
Day = Annotated[date, AfterValidator(_day_in_range)]
Moment = Annotated[AnyMoment, AfterValidator(_moment_in_range)]
StartTime = Annotated[str, StringConstraints(pattern=r"^([01]\d|2[0-3]):[0-5]\d$")]
EndTime = Annotated[str, StringConstraints(pattern=r"^([01]\d|2[0-4]):[0-5]\d$"), AfterValidator(_valid_end)]
TargetSeconds = Annotated[int, Field(ge=MIN_TARGET_SECONDS, le=MAX_TARGET_SECONDS)]
Warnings = Annotated[list[Annotated[int, Field(ge=1, le=99)]], Field(max_length=MAX_WARNINGS)]
Reason = Annotated[str, StringConstraints(max_length=REASON_MAX)]
Position = Annotated[int, Field(ge=1, le=1000)]
