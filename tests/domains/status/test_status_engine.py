"""How a service does, and what is over: pure decisions."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest

from itsm.domains.status.engine import ENDED, STATES, service_state, state_at
from itsm.domains.status.enums import PostKind, PostState, ServiceState

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
HOUR = timedelta(hours=1)


@dataclass
class Post:
    kind: str = "incident"
    state: str = "investigating"
    impact: str | None = "degraded"
    starts_at: datetime = NOW - HOUR
    ends_at: datetime | None = None


def maintenance(starts: timedelta, ends: timedelta, state: str = "scheduled") -> Post:
    return Post("maintenance", state, None, NOW + starts, NOW + ends)


@pytest.mark.parametrize(
    ("posts", "expected"),
    [
        ([], ServiceState.OPERATIONAL),
        ([Post()], ServiceState.DEGRADED),
        ([Post(), Post(impact="down")], ServiceState.DOWN),
        ([Post(impact="down", state="resolved"), Post()], ServiceState.DEGRADED),
        ([Post(starts_at=NOW + HOUR)], ServiceState.OPERATIONAL),
        ([maintenance(-HOUR, HOUR)], ServiceState.MAINTENANCE),
        ([maintenance(-HOUR, HOUR), Post()], ServiceState.DEGRADED),
        ([maintenance(HOUR, 2 * HOUR)], ServiceState.OPERATIONAL),
        ([maintenance(-2 * HOUR, -HOUR)], ServiceState.OPERATIONAL),
        ([Post("announcement", "published", None)], ServiceState.OPERATIONAL),
    ],
)
def test_a_service_is_as_bad_as_the_worst_open_post(posts: list[Post], expected: ServiceState) -> None:
    assert service_state(posts, NOW) is expected


@pytest.mark.parametrize(
    ("post", "expected"),
    [
        (maintenance(HOUR, 2 * HOUR), PostState.SCHEDULED),
        (maintenance(timedelta(), HOUR), PostState.IN_PROGRESS),
        (maintenance(-HOUR, timedelta()), PostState.COMPLETED),
        (maintenance(-HOUR, HOUR, "cancelled"), PostState.CANCELLED),
        (Post("announcement", "published", None, ends_at=NOW), PostState.WITHDRAWN),
        (Post("announcement", "published", None, ends_at=NOW + HOUR), PostState.PUBLISHED),
        (Post(state="monitoring"), PostState.MONITORING),
    ],
)
def test_the_clock_moves_what_is_planned(post: Post, expected: PostState) -> None:
    assert state_at(post, NOW) is expected


def test_each_kind_begins_open_and_can_end() -> None:
    assert set(STATES) == set(PostKind)
    for states in STATES.values():
        assert states[0] not in ENDED
        assert ENDED.intersection(states)
