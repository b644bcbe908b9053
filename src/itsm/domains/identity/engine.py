"""Pure decisions of sign-in and sessions: no I/O, every branch tested."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

# A session ends after half a day without its person, and after a week in any case.
IDLE_LIMIT: Final = timedelta(hours=12)
ABSOLUTE_LIMIT: Final = timedelta(days=7)
# Two tabs waking together present the same refresh token; the second comes within seconds.
REFRESH_GRACE: Final = timedelta(seconds=10)

# A code has a million values: wrong ones are slowed down further than passwords.
LONGEST_CODE_DELAY: Final = timedelta(minutes=15)

# Five free attempts, then 2, 4, 8 … 60 seconds between attempts; forgotten after an hour.
FREE_ATTEMPTS: Final = 5
LONGEST_DELAY: Final = timedelta(seconds=60)
ATTEMPTS_FORGOTTEN_AFTER: Final = timedelta(hours=1)


class RefreshVerdict(StrEnum):
    """What a presented refresh token is worth."""

    ROTATE = "rotate"
    REPEAT = "repeat"
    ENDED = "ended"
    REUSED = "reused"


@dataclass(frozen=True, slots=True)
class SessionState:
    """What the decision about a refresh needs to know of its session."""

    generation: int
    rotated_at: datetime
    last_active_at: datetime
    expires_at: datetime
    revoked_at: datetime | None
    idle_limit: timedelta = IDLE_LIMIT


def has_ended(session: SessionState, now: datetime) -> bool:
    """Return True when the session was revoked, is too old, or was left alone too long."""
    return (
        session.revoked_at is not None
        or now >= session.expires_at
        or now >= session.last_active_at + session.idle_limit
    )


def judge_refresh(session: SessionState, presented: int, now: datetime) -> RefreshVerdict:
    """Decide about the refresh token of generation `presented`.

    The grace covers the direct parent of the newest token only: a grandparent is theft even
    one second later (django-oauth-toolkit 1617).
    """
    if has_ended(session, now):
        return RefreshVerdict.ENDED
    if presented == session.generation:
        return RefreshVerdict.ROTATE
    is_parent = presented == session.generation - 1
    if is_parent and now - session.rotated_at <= REFRESH_GRACE:
        return RefreshVerdict.REPEAT
    return RefreshVerdict.REUSED


def attempt_delay(failures: int, longest: timedelta = LONGEST_DELAY) -> timedelta:
    """Return how long the next sign-in has to wait after `failures` failures in a row; at most `longest`."""
    beyond = failures - FREE_ATTEMPTS
    if beyond < 0:
        return timedelta(0)
    # The exponent is capped before the power: a million failures must not build a million bits.
    return min(timedelta(seconds=2 ** min(beyond + 1, 10)), longest)
