"""Who a session speaks for, remembered for at most two seconds.

Hot requests ask no database. Yet what ends a session (sign-out, deactivation, another role, another
password) is seen by every process within `FRESH_SECONDS` of its commit, and at once in the process
that did it, because an entry's age is counted from before its query began.
"""

import asyncio
import time
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Final, Generic, Protocol, TypeVar
from uuid import UUID

from itsm.domains.identity.queries import Authority, live_authority
from itsm.platform.clock import utc_now
from itsm.platform.db.engine import get_database

FRESH_SECONDS: Final = 2.0
_MAX_SESSIONS: Final = 20_000


class Known(Protocol):
    """Somebody for a while: what sessions and API tokens have in common."""

    @property
    def user_id(self) -> UUID:
        """Return whom it speaks for."""

    @property
    def ends_at(self) -> datetime:
        """Return when it ends at the latest (UTC)."""


A = TypeVar("A", bound=Known)


@dataclass(slots=True)
class _Entry(Generic[A]):
    asked_at: float
    answer: "asyncio.Future[A | None]"


class AuthorityCache(Generic[A]):
    """Answers by id of session or token; concurrent questions about one share one query."""

    def __init__(
        self,
        load: Callable[[UUID], Awaitable[A | None]],
        *,
        fresh_seconds: float = FRESH_SECONDS,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._load = load
        self._fresh_seconds = fresh_seconds
        self._clock = clock
        self._entries: OrderedDict[UUID, _Entry[A]] = OrderedDict()

    async def get(self, session_id: UUID) -> A | None:
        """Return who the session speaks for, at most `fresh_seconds` old, or None when it has ended."""
        entry = self._entries.get(session_id)
        if entry is None or self._clock() - entry.asked_at > self._fresh_seconds:
            entry = self._ask(session_id)
        # Shielded: a caller that hangs up must not cancel the answer of the others.
        authority = await asyncio.shield(entry.answer)
        if authority is None or utc_now() >= authority.ends_at:
            return None
        return authority

    def forget(self, session_id: UUID) -> None:
        """Ask anew next time: this process just changed the session."""
        self._entries.pop(session_id, None)

    def forget_user(self, user_id: UUID) -> None:
        """Ask anew about every session of a person: this process just changed what they may do."""
        stale = [key for key, entry in self._entries.items() if _speaks_for(entry, user_id)]
        for key in stale:
            del self._entries[key]

    def clear(self) -> None:
        """Forget everything."""
        self._entries.clear()

    def _ask(self, session_id: UUID) -> _Entry[A]:
        entry = _Entry(self._clock(), asyncio.ensure_future(self._load(session_id)))
        entry.answer.add_done_callback(lambda answer: self._drop_failed(session_id, answer))
        self._entries[session_id] = entry
        self._entries.move_to_end(session_id)
        while len(self._entries) > _MAX_SESSIONS:
            self._entries.popitem(last=False)
        return entry

    def _drop_failed(self, session_id: UUID, answer: "asyncio.Future[A | None]") -> None:
        """Let the next caller ask again what could not be answered; nothing is taken for granted."""
        failed = answer.cancelled() or answer.exception() is not None
        entry = self._entries.get(session_id)
        if failed and entry is not None and entry.answer is answer:
            del self._entries[session_id]


def _speaks_for(entry: _Entry[A], user_id: UUID) -> bool:
    """Tell whether an entry is, or while it is being asked may turn out to be, about this person."""
    if not entry.answer.done() or entry.answer.cancelled() or entry.answer.exception() is not None:
        return True
    authority = entry.answer.result()
    return authority is not None and authority.user_id == user_id


async def _load(session_id: UUID) -> Authority | None:
    async with get_database().reading() as session:
        return await live_authority(session, session_id)


AUTHORITIES: Final[AuthorityCache[Authority]] = AuthorityCache(_load)
