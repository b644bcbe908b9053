"""Addresses of calendars that phones and mail programs read without signing in.

The secret is never stored: it is a MAC, under a key outside the database, over the row's id, person and 256 random
bits. A person has one address; asking for another, or withdrawing it, makes the former one dead at once.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import secrets
from typing import TYPE_CHECKING, Final
from uuid import UUID

from sqlalchemy import select

from itsm.domains.changes.errors import DeadFeed
from itsm.domains.changes.models import ChangeFeed
from itsm.platform.ids import new_id
from itsm.platform.settings import get_settings

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncSession

    from itsm.platform.work import UnitOfWork

_NONCE_BYTES, _ID_BYTES, _MAC_BYTES = 32, 16, 32
_PATH: Final = "/api/calendar/changes.ics?token="


async def feed_of(session: AsyncSession, user_id: UUID | None) -> ChangeFeed | None:
    """Return the calendar address of a person, if they have one."""
    found: ChangeFeed | None = await session.scalar(select(ChangeFeed).where(ChangeFeed.user_id == user_id))
    return found


async def renew_feed(work: UnitOfWork, user_id: UUID) -> ChangeFeed:
    """Give a person an address; the one they had is dead."""
    await drop_feed(work, user_id)
    feed = ChangeFeed(id=new_id(), user_id=user_id, nonce=secrets.token_bytes(_NONCE_BYTES), created_at=work.now)
    work.session.add(feed)
    await work.session.flush()
    return feed


async def drop_feed(work: UnitOfWork, user_id: UUID) -> bool:
    """Withdraw a person's address; tell whether there was one."""
    feed = await feed_of(work.session, user_id)
    if feed is None:
        return False
    await work.session.delete(feed)
    await work.session.flush()
    return True


def address_of(feed: ChangeFeed) -> str:
    """Return the whole address of a calendar."""
    return f"{get_settings().effective_public_url}{_PATH}{_secret_of(feed)}"


async def read_feed(session: AsyncSession, token: str) -> ChangeFeed:
    """Return the calendar this secret opens; raise DeadFeed for any other."""
    feed_id = _id_in(token)
    feed = await session.get(ChangeFeed, feed_id) if feed_id else None
    if feed is None or not hmac.compare_digest(_secret_of(feed).encode(), token.encode()):
        raise DeadFeed("This calendar does not work any more.")
    return feed


def _secret_of(feed: ChangeFeed) -> str:
    key = get_settings().derive_key("changes/calendar-feed")
    said = b"itsm/change-feed/1\n" + feed.id.bytes + feed.user_id.bytes + feed.nonce
    return base64.urlsafe_b64encode(feed.id.bytes + hmac.digest(key, said, hashlib.sha256)).decode()


def _id_in(token: str) -> UUID | None:
    try:
        raw = base64.b64decode(token.encode("ascii"), altchars=b"-_", validate=True)
    except (ValueError, binascii.Error):
        return None
    return UUID(bytes=raw[:_ID_BYTES]) if len(raw) == _ID_BYTES + _MAC_BYTES else None
