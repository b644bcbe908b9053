"""By which ways and when: presets, mutes, quiet hours across midnight, weekends and clock changes. Pure."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from itsm.domains.notifications.engine.choosing import Choices, Digest, Preset, Ways, mail_at, ways

MANILA = "Asia/Manila"
NIGHT = Choices(quiet_from=19 * 60, quiet_to=7 * 60 + 30)


def told(choices: Choices, **of: bool) -> tuple[bool, bool]:
    """Return the ways a kind is told by."""
    flags = {"is_loud": True, "is_personal": False, "is_muted": False} | of
    way = ways(choices, "ticket.commented", **flags)
    return way.bell, way.email


@pytest.mark.parametrize(
    ("preset", "kind", "expected"),
    [
        (Preset.QUIET, {}, (False, False)),
        (Preset.QUIET, {"is_personal": True}, (True, False)),
        (Preset.NORMAL, {}, (True, True)),
        (Preset.NORMAL, {"is_loud": False}, (True, False)),
        (Preset.ALL, {"is_loud": False}, (True, True)),
        (Preset.OWN, {"is_loud": False}, (True, False)),
    ],
)
def test_presets(preset: Preset, kind: dict[str, bool], expected: tuple[bool, bool]) -> None:
    assert told(Choices(preset=preset), **kind) == expected


def test_own_choices_count_with_the_preset_own_alone() -> None:
    own = {"ticket.commented": Ways(bell=False, email=True)}
    assert told(Choices(preset=Preset.OWN, own=own)) == (False, True)
    assert told(Choices(preset=Preset.NORMAL, own=own)) == (True, True)


def test_of_what_is_muted_only_the_personal_is_heard() -> None:
    assert told(Choices(preset=Preset.ALL), is_muted=True) == (False, False)
    assert told(Choices(preset=Preset.ALL), is_muted=True, is_personal=True) == (True, True)


def at(text: str) -> datetime:
    """Return an instant (UTC)."""
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("now", "leaves"),
    [
        ("2026-11-25T10:59", "2026-11-25T10:59"),  # Wednesday 18:59 in Manila
        ("2026-11-25T11:00", "2026-11-25T23:30"),  # 19:00: until 07:30 tomorrow
        ("2026-11-25T23:00", "2026-11-25T23:30"),  # 07:00 on Thursday
        ("2026-11-25T23:30", "2026-11-25T23:30"),
    ],
)
def test_quiet_hours_across_midnight(now: str, leaves: str) -> None:
    assert mail_at(NIGHT, at(now), MANILA) == at(leaves)


def test_quiet_hours_within_a_day() -> None:
    noon = Choices(quiet_from=12 * 60, quiet_to=13 * 60)
    assert mail_at(noon, at("2026-11-25T04:30"), MANILA) == at("2026-11-25T05:00")
    assert mail_at(noon, at("2026-11-25T05:30"), MANILA) == at("2026-11-25T05:30")


def test_a_quiet_weekend_ends_on_monday_after_the_night() -> None:
    both = Choices(quiet_from=19 * 60, quiet_to=7 * 60 + 30, quiet_weekends=True)
    assert mail_at(both, at("2026-11-28T02:00"), MANILA) == at("2026-11-29T23:30")
    only_weekend = Choices(quiet_weekends=True)
    assert mail_at(only_weekend, at("2026-11-28T02:00"), MANILA) == at("2026-11-29T16:00")


def test_the_night_in_which_the_clock_jumps() -> None:
    night = Choices(quiet_from=22 * 60, quiet_to=7 * 60)
    # Denver, 8 March 2026: at 02:00 it becomes 03:00; 07:00 is UTC-6 then.
    assert mail_at(night, at("2026-03-08T06:00"), "America/Denver") == at("2026-03-08T13:00")


def test_digests() -> None:
    now = at("2026-11-25T03:20")
    assert mail_at(Choices(digest=Digest.HOURLY), now, MANILA) == at("2026-11-25T04:00")
    daily = Choices(digest=Digest.DAILY, digest_at=8 * 60)
    assert mail_at(daily, now, MANILA) == at("2026-11-26T00:00")
    assert mail_at(daily, at("2026-11-25T23:59"), MANILA) == at("2026-11-26T00:00")


def test_an_hourly_digest_waits_for_the_end_of_the_quiet_hours() -> None:
    gathered = Choices(quiet_from=19 * 60, quiet_to=7 * 60 + 30, digest=Digest.HOURLY)
    assert mail_at(gathered, at("2026-11-25T12:10"), MANILA) == at("2026-11-25T23:30")


def test_equal_ends_mean_no_quiet_and_an_unknown_zone_is_utc() -> None:
    assert mail_at(Choices(quiet_from=60, quiet_to=60), at("2026-11-25T01:00"), "Not/AZone") == at("2026-11-25T01:00")
