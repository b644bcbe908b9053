"""Slowing down guesses, by account and by browser, without locking anybody out of a live session.

An attempt is counted before the password is looked at, so that parallel guesses cannot all pass on one
count, and struck out when it succeeds. The counter belongs to the address that was typed, known or not:
it says nothing about whether an account exists. A browser in which this person signed in before has a
counter of its own (device cookie), so that a stranger's guesses do not slow its owner down.
"""

import hashlib
import hmac
import math
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from sqlalchemy import delete, select
from sqlalchemy.dialects.postgresql import insert

from itsm.domains.identity.engine import ATTEMPTS_FORGOTTEN_AFTER, LONGEST_DELAY, attempt_delay
from itsm.domains.identity.keys import key
from itsm.domains.identity.models import SignInAttempts
from itsm.platform.errors import RateLimited
from itsm.platform.settings import get_settings
from itsm.platform.work import UnitOfWork

_NEVER: Final = datetime.fromtimestamp(0).astimezone()


def attempt_key(email: str, device_nonce: bytes | None) -> bytes:
    """Return the counter's key for an address as typed and the browser, where it is known."""
    message = email.strip().lower().encode() + b"\n" + (device_nonce or b"")
    return hmac.digest(key("sign-in-attempts"), message, hashlib.sha256)


def person_key(what: str, user_id: UUID, device_nonce: bytes | None = None) -> bytes:
    """Return the counter's key for tries of `what` (codes, proofs) at a known person's account."""
    message = f"{what}:{user_id}\n".encode() + (device_nonce or b"")
    return hmac.digest(key("sign-in-attempts"), message, hashlib.sha256)


async def reserve_attempt(work: UnitOfWork, attempt: bytes, *, longest: timedelta = LONGEST_DELAY) -> int:
    """Count one attempt and return how many there were in a row; raise `RateLimited` (429) when too soon.

    `longest` bounds the wait that a further failure brings.
    """
    await work.session.execute(
        insert(SignInAttempts)
        .values(key=attempt, failures=0, last_at=work.now, blocked_until=_NEVER)
        .on_conflict_do_nothing()
    )
    counter = await work.session.scalar(
        select(SignInAttempts)
        .where(SignInAttempts.key == attempt)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    if counter is None:  # struck out by a success between the two statements
        return 1
    _refuse_if_too_soon(counter.blocked_until - work.now)
    if work.now - counter.last_at > ATTEMPTS_FORGOTTEN_AFTER:
        counter.failures = 0
    counter.failures = min(counter.failures + 1, 30_000)
    counter.last_at = work.now
    delay = attempt_delay(counter.failures, longest)
    # Without a delay nothing is blocked: another attempt that began a moment earlier may still be waiting for this row.
    counter.blocked_until = work.now + delay if delay else _NEVER
    return counter.failures


async def forget_attempts(work: UnitOfWork, attempt: bytes) -> None:
    """Strike the counter out: the right person came."""
    await work.session.execute(delete(SignInAttempts).where(SignInAttempts.key == attempt))


def _refuse_if_too_soon(remaining: timedelta) -> None:
    if remaining <= timedelta(0) or not get_settings().rate_limits:
        return
    seconds = math.ceil(remaining.total_seconds())
    raise RateLimited(
        "Too many tries; wait before the next one.", headers={"Retry-After": str(seconds)}, retry_after=seconds
    )
