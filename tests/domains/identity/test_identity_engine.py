"""Pure decisions: sessions, refresh tokens, delays."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from itsm.domains.identity.engine import (
    ABSOLUTE_LIMIT,
    IDLE_LIMIT,
    REFRESH_GRACE,
    RefreshVerdict,
    SessionState,
    attempt_delay,
    has_ended,
    judge_refresh,
)

NOW = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
STATE = SessionState(
    generation=5,
    rotated_at=NOW - timedelta(minutes=10),
    last_active_at=NOW - timedelta(minutes=10),
    expires_at=NOW + ABSOLUTE_LIMIT,
    revoked_at=None,
)


@pytest.mark.parametrize(
    ("changes", "ended"),
    [
        ({}, False),
        ({"revoked_at": NOW}, True),
        ({"expires_at": NOW}, True),
        ({"expires_at": NOW + timedelta(microseconds=1)}, False),
        ({"last_active_at": NOW - IDLE_LIMIT}, True),
        ({"last_active_at": NOW - IDLE_LIMIT + timedelta(microseconds=1)}, False),
    ],
)
def test_a_session_ends_when_revoked_too_old_or_left_alone(changes: dict[str, datetime], ended: bool) -> None:
    assert has_ended(replace(STATE, **changes), NOW) is ended


@pytest.mark.parametrize(
    ("generation", "since_rotation", "verdict"),
    [
        (5, timedelta(minutes=10), RefreshVerdict.ROTATE),
        (4, timedelta(0), RefreshVerdict.REPEAT),
        (4, REFRESH_GRACE, RefreshVerdict.REPEAT),
        (4, REFRESH_GRACE + timedelta(microseconds=1), RefreshVerdict.REUSED),
        (3, timedelta(0), RefreshVerdict.REUSED),
        (1, timedelta(minutes=10), RefreshVerdict.REUSED),
    ],
)
def test_grace_covers_only_the_direct_parent_for_ten_seconds(
    generation: int, since_rotation: timedelta, verdict: RefreshVerdict
) -> None:
    state = replace(STATE, rotated_at=NOW - since_rotation)
    assert judge_refresh(state, generation, NOW) is verdict


@pytest.mark.parametrize("generation", [5, 4, 1])
def test_an_ended_session_refuses_every_token_without_calling_it_theft(generation: int) -> None:
    assert judge_refresh(replace(STATE, revoked_at=NOW), generation, NOW) is RefreshVerdict.ENDED


def test_delays_begin_after_five_failures_double_and_stop_at_a_minute() -> None:
    seconds = [attempt_delay(failures).total_seconds() for failures in range(1, 13)]
    assert seconds == [0, 0, 0, 0, 2, 4, 8, 16, 32, 60, 60, 60]
    assert attempt_delay(10**9).total_seconds() == 60
