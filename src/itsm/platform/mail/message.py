"""One outgoing mail: its parts, the checks against header injection, its MIME form.

Every value that becomes part of a header or of the SMTP envelope passes through here
(CVE-2025-48388, CVE-2026-1299, PYSEC-2026-2338: line breaks in addresses or subjects added headers
and SMTP commands). `clean_header` repairs text that people typed; `check_header` and
`check_address` refuse whatever is left.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP as SMTP_POLICY
from email.utils import format_datetime
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from datetime import datetime

MAX_HEADER_LENGTH: Final = 998
"""RFC 5322, 2.1.1: characters in a line."""
MAX_ADDRESS_LENGTH: Final = 254
"""RFC 5321 with erratum 1690: characters in an address."""

_UNSAFE = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_ADDRESS = re.compile(
    r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*"
    r"@[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?(\.[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?)*"
)
_MESSAGE_ID = re.compile(r"<[A-Za-z0-9._+-]+@[A-Za-z0-9.-]+>")


class UnsafeMailError(ValueError):
    """A value that must not become part of a header or of the SMTP envelope."""


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that goes with a mail. `media_type` such as `text/csv`."""

    name: str
    media_type: str
    content: bytes


@dataclass(frozen=True, kw_only=True)
class OutgoingMail:
    """One mail to one recipient, so that no recipient learns of another."""

    message_id: str
    """Stable over retries, with angle brackets: a receiver can recognise a second copy."""
    sender_address: str
    sender_name: str
    recipient_address: str
    recipient_name: str
    subject: str
    text: str
    html: str
    date: datetime
    references: tuple[str, ...] = ()
    """Message ids of the conversation, oldest first; the last one is answered to."""
    attachments: tuple[Attachment, ...] = ()


def clean_header(text: str, *, limit: int = 200) -> str:
    """Make typed text fit for a header: one line, no control or direction characters.

    An encoded-word opener ("=?") is broken up, or the receiver would decode what a person typed.
    """
    one_line = " ".join(_UNSAFE.sub(" ", text).split()).replace("=?", "= ?")
    return one_line if len(one_line) <= limit else one_line[: limit - 1].rstrip() + "…"


def check_header(value: str) -> str:
    """Return `value`, or raise `UnsafeMailError` if it could break out of its header.

    Encoded words are refused too: Python's own serialiser decodes them, and one that hides a line
    break in a display name came out as a header of its own.
    """
    if _UNSAFE.search(value) or "=?" in value or len(value) > MAX_HEADER_LENGTH:
        raise UnsafeMailError("A header holds a line break, a control character, an encoded word or is too long.")
    return value


def check_address(value: str) -> str:
    """Return a plain `local@domain` address, or raise `UnsafeMailError`.

    Quoted local parts, comments, lists and non-ASCII addresses are refused: nothing this desk
    writes to needs them, and each has been a way around a check somewhere.
    """
    if len(value) > MAX_ADDRESS_LENGTH or not _ADDRESS.fullmatch(value):
        raise UnsafeMailError("This is not an address that mail can be sent to safely.")
    return value


def build_email(mail: OutgoingMail) -> EmailMessage:
    """Build the MIME message: plain text and HTML, and what is attached. Raises `UnsafeMailError`."""
    message = EmailMessage(policy=SMTP_POLICY)
    message["From"] = _mailbox(mail.sender_name, mail.sender_address)
    message["To"] = _mailbox(mail.recipient_name, mail.recipient_address)
    message["Subject"] = check_header(mail.subject)
    message["Date"] = format_datetime(mail.date)
    message["Message-ID"] = _message_id(mail.message_id)
    if mail.references:
        ids = [_message_id(reference) for reference in mail.references]
        message["In-Reply-To"] = ids[-1]
        message["References"] = " ".join(ids)
    # RFC 3834 and Exchange: out-of-office replies must not answer a machine.
    message["Auto-Submitted"] = "auto-generated"
    message["X-Auto-Response-Suppress"] = "All"
    message.set_content(mail.text)
    message.add_alternative(mail.html, subtype="html")
    for one in mail.attachments:
        maintype, _, subtype = check_header(one.media_type).partition("/")
        message.add_attachment(one.content, maintype=maintype, subtype=subtype, filename=check_header(one.name))
    return message


def _mailbox(name: str, address: str) -> Address:
    local, _, domain = check_address(address).rpartition("@")
    return Address(check_header(name), local, domain)


def _message_id(value: str) -> str:
    if not _MESSAGE_ID.fullmatch(value):
        raise UnsafeMailError("This is not a message id.")
    return value
