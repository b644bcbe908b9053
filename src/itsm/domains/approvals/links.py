"""Links in mails that let one person decide once about one step, without signing in.

The secret is never stored: it is a MAC, under a key outside the database, over the row's id, person and 256 random
bits, made when the mail is sent. It stands behind the "#", so it is in no access log and no referrer.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import secrets
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final
from uuid import UUID

from itsm.domains.approvals.errors import DeadLink
from itsm.domains.approvals.models import ApprovalLink
from itsm.platform.clock import utc_now
from itsm.platform.ids import new_id
from itsm.platform.settings import get_settings

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncSession

    from itsm.platform.work import UnitOfWork

LIFETIME: Final = timedelta(days=7)
_NONCE_BYTES, _ID_BYTES, _MAC_BYTES = 32, 16, 32
_PAGE: Final = "/approve#token="


def make_link(work: UnitOfWork, *, approval_id: UUID, position: int, user_id: UUID, now: datetime) -> ApprovalLink:
    """Store a new link for a person to a step."""
    link = ApprovalLink(
        id=new_id(),
        approval_id=approval_id,
        position=position,
        user_id=user_id,
        nonce=secrets.token_bytes(_NONCE_BYTES),
        created_at=now,
        expires_at=now + LIFETIME,
    )
    work.session.add(link)
    return link


def secret_of(link: ApprovalLink) -> str:
    """Return the secret of a link: 48 bytes, the row's id to find it and a MAC over all it means."""
    key = get_settings().derive_key("approvals/mail-link")
    said = b"itsm/approval-link/1\n" + link.id.bytes + link.user_id.bytes + link.approval_id.bytes + link.nonce
    return base64.urlsafe_b64encode(link.id.bytes + hmac.digest(key, said, hashlib.sha256)).decode()


async def link_address(session: AsyncSession, link_id: UUID) -> str | None:
    """Return the whole address for the mail; None where it is no link of ours, or used or expired meanwhile."""
    link = await session.get(ApprovalLink, link_id)
    if link is None or link.used_at is not None or link.expires_at <= utc_now():
        return None
    return f"{get_settings().effective_public_url}{_PAGE}{secret_of(link)}"


async def read_link(session: AsyncSession, token: str, *, lock: bool = False) -> ApprovalLink:
    """Return the link this secret opens, locked until the commit where asked; raise DeadLink for any other."""
    link_id = _id_in(token)
    link = await session.get(ApprovalLink, link_id, with_for_update=lock or None) if link_id else None
    if link is None or not hmac.compare_digest(secret_of(link).encode(), token.encode()):
        raise DeadLink("This link does not work any more.")
    if link.used_at is not None or link.expires_at <= utc_now():
        raise DeadLink("This link does not work any more.")
    return link


def _id_in(token: str) -> UUID | None:
    try:
        raw = base64.b64decode(token.encode("ascii"), altchars=b"-_", validate=True)
    except (ValueError, binascii.Error):
        return None
    return UUID(bytes=raw[:_ID_BYTES]) if len(raw) == _ID_BYTES + _MAC_BYTES else None
