"""What SendGrid's Event Webhook tells of mails that left: its signature, and the news that matter. Pure.

Signed is the timestamp's text followed by the body's bytes, with ECDSA over SHA-256.
"""

from __future__ import annotations

import base64
import binascii
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Final

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import load_der_public_key

from itsm.platform import jsonio
from itsm.platform.mail.message import UnsafeMailError, check_address, clean_header
from itsm.platform.mail.sendgrid import MAIL_ARG

if TYPE_CHECKING:
    from collections.abc import Mapping

SIGNATURE_HEADER: Final = "X-Twilio-Email-Event-Webhook-Signature"
TIMESTAMP_HEADER: Final = "X-Twilio-Email-Event-Webhook-Timestamp"
_REASON_LENGTH: Final = 300
_LATEST: Final = 253_402_300_799


class BadEventsError(ValueError):
    """The body is not what SendGrid sends."""


class News(StrEnum):
    """What became of a mail after SendGrid took it."""

    BOUNCED = "bounced"
    """Nobody is there, said for good."""
    REFUSED = "refused"
    """This mail was turned away; the next may not be."""
    COMPLAINED = "complained"
    """Its reader called it spam."""
    UNSUBSCRIBED = "unsubscribed"
    """Its reader wants no more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MailNews:
    """One piece of news. `undelivered`: this mail did not arrive. `message_id`: ours, where it came with the news."""

    news: News
    address: str
    reason: str
    message_id: str | None
    undelivered: bool
    at: datetime


_KINDS: Final = {
    "spamreport": News.COMPLAINED,
    "unsubscribe": News.UNSUBSCRIBED,
    "group_unsubscribe": News.UNSUBSCRIBED,
}
_DROPPED: Final = {
    "bounced address": News.BOUNCED,
    "spam reporting address": News.COMPLAINED,
    "unsubscribed address": News.UNSUBSCRIBED,
}


def is_signed(key: str, signature: str, timestamp: str, body: bytes) -> bool:
    """Tell whether `signature` (base64) is the key's over timestamp and body; `key` is base64 of its DER form."""
    try:
        public = load_der_public_key(base64.b64decode(key, validate=True))
        given = base64.b64decode(signature, validate=True)
    except (ValueError, binascii.Error):
        return False
    if not isinstance(public, ec.EllipticCurvePublicKey):
        return False
    try:
        public.verify(given, timestamp.encode() + body, ec.ECDSA(hashes.SHA256()))
    except InvalidSignature:
        return False
    return True


def read_events(body: bytes) -> list[MailNews]:
    """Return the news that matter, in their order; what only says that a mail is on its way is left out.

    Raises BadEventsError.
    """
    try:
        events = jsonio.loads(body)
    except ValueError as error:
        raise BadEventsError("This is not JSON.") from error
    if not isinstance(events, list):
        raise BadEventsError("This is not a list of events.")
    return [found for event in events if isinstance(event, dict) and (found := _read(event)) is not None]


def _read(event: Mapping[str, Any]) -> MailNews | None:
    news = _news_of(event)
    address, at = event.get("email"), event.get("timestamp")
    if news is None or not isinstance(address, str) or not isinstance(at, int) or not 0 <= at <= _LATEST:
        return None
    try:
        check_address(address)
    except UnsafeMailError:
        return None
    said, message_id = event.get("reason"), event.get(MAIL_ARG)
    return MailNews(
        news=news,
        address=address,
        reason=clean_header(said, limit=_REASON_LENGTH) if isinstance(said, str) else "",
        message_id=message_id if isinstance(message_id, str) else None,
        undelivered=event.get("event") in {"bounce", "dropped"},
        at=datetime.fromtimestamp(at, UTC),
    )


def _news_of(event: Mapping[str, Any]) -> News | None:
    name = event.get("event")
    if name == "bounce":
        # "blocked" is a refusal of this mail or of the sender, and passes.
        return News.REFUSED if event.get("type") == "blocked" else News.BOUNCED
    if name == "dropped":
        return _DROPPED.get(str(event.get("reason")).lower(), News.REFUSED)
    return _KINDS.get(str(name))
