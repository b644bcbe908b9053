"""By which ways somebody is told, and when: presets, quiet hours, digests. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, time, timedelta
from enum import StrEnum
from typing import Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

DAY_MINUTES: Final = 24 * 60
_SATURDAY: Final = 5
_MOST_DAYS: Final = 8
"""Quiet weekends and nights together never last longer than this."""


class Preset(StrEnum):
    """What somebody wants to be told, in one word."""

    QUIET = "quiet"
    """In the app what is meant for them by name or duty; no mail."""
    NORMAL = "normal"
    """Everything in the app, by mail what matters."""
    ALL = "all"
    """Everything, both ways."""
    OWN = "own"
    """As they chose for each kind."""


class Digest(StrEnum):
    """How mails are gathered."""

    NONE = "none"
    HOURLY = "hourly"
    DAILY = "daily"


@dataclass(frozen=True, slots=True)
class Ways:
    """By which ways a kind of news is told."""

    bell: bool
    email: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """What one person chose.

    `quiet_from`, `quiet_to` and `digest_at` are minutes after midnight in their zone; None: no quiet hours.
    """

    preset: Preset = Preset.NORMAL
    own: Mapping[str, Ways] = field(default_factory=dict)
    quiet_from: int | None = None
    quiet_to: int | None = None
    quiet_weekends: bool = False
    digest: Digest = Digest.NONE
    digest_at: int = 8 * 60


def preset_ways(preset: Preset, *, is_loud: bool, is_personal: bool) -> Ways:
    """Return how a preset tells of a kind of news."""
    if preset is Preset.QUIET:
        return Ways(bell=is_personal, email=False)
    return Ways(bell=True, email=preset is Preset.ALL or is_loud)


def ways(choices: Choices, key: str, *, is_loud: bool, is_personal: bool, is_muted: bool) -> Ways:
    """Return how somebody is told of a kind; of what they muted they hear only what is meant for them in person."""
    if is_muted and not is_personal:
        return Ways(bell=False, email=False)
    if choices.preset is Preset.OWN and key in choices.own:
        return choices.own[key]
    preset = Preset.NORMAL if choices.preset is Preset.OWN else choices.preset
    return preset_ways(preset, is_loud=is_loud, is_personal=is_personal)


def mail_at(choices: Choices, now: datetime, zone: str) -> datetime:
    """Return when a mail may leave (UTC): now, with the next digest, or after quiet hours."""
    place = _zone(zone)
    return _after_quiet(choices, _digest_at(choices, now, place), place)


def _digest_at(choices: Choices, now: datetime, place: ZoneInfo) -> datetime:
    if choices.digest is Digest.HOURLY:
        return now.replace(minute=0, second=0, microsecond=0) + timedelta(hours=1)
    if choices.digest is Digest.DAILY:
        today = _at(now.astimezone(place), choices.digest_at, place)
        return today if today > now else _at(now.astimezone(place) + timedelta(days=1), choices.digest_at, place)
    return now


def _after_quiet(choices: Choices, moment: datetime, place: ZoneInfo) -> datetime:
    """Return `moment`, or the end of the quiet time it falls into."""
    for _ in range(2 * _MOST_DAYS):
        local = moment.astimezone(place)
        end = _quiet_end(choices, local)
        if end is None:
            return moment
        day = local + timedelta(days=1) if end >= DAY_MINUTES else local
        moment = _at(day, end % DAY_MINUTES, place)
    return moment


def _quiet_end(choices: Choices, local: datetime) -> int | None:
    """Return the minute at which the quiet around `local` ends (beyond a day: tomorrow); None where it is not quiet."""
    if choices.quiet_weekends and local.weekday() >= _SATURDAY:
        return DAY_MINUTES
    start, end = choices.quiet_from, choices.quiet_to
    if start is None or end is None or start == end:
        return None
    minute = local.hour * 60 + local.minute
    if start < end:
        return end if start <= minute < end else None
    if minute >= start:
        return DAY_MINUTES + end
    return end if minute < end else None


def _at(local: datetime, minute: int, place: ZoneInfo) -> datetime:
    at = datetime.combine(local.date(), time(minute // 60, minute % 60), place)
    return at.astimezone(UTC)


def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError):
        return ZoneInfo("UTC")
