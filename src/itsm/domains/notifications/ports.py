"""What wiring gives this room: the way mail leaves, the sender, and where secret links come from."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from email.headerregistry import Address
from email.utils import parseaddr
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from itsm.platform.actor import Actor
from itsm.platform.mail.message import Attachment, check_address, clean_header
from itsm.platform.mail.outbox import OutboxOnlyMail

if TYPE_CHECKING:
    from itsm.platform.mail.port import MailPort

SecretLinks = Callable[[AsyncSession, UUID], Awaitable[str | None]]
"""Session and link id → the whole address, or None once the link was used or has expired."""


Readers = Callable[[AsyncSession, UUID], Awaitable[Actor | None]]
"""Session and a person's id → that person as an actor, with what they may do now; None where they have left."""


TicketFacts = Callable[[AsyncSession, Actor, str], Awaitable[Mapping[str, Any] | None]]
"""Session, who looks, a ticket's number or id → what mails say of it; None where they see no such ticket."""


async def _no_ticket(_session: AsyncSession, _actor: Actor, _reference: str) -> None:
    return None


_facts: TicketFacts = _no_ticket


def set_ticket_facts(ask: TicketFacts) -> None:
    """Say whom to ask what mails say of a ticket; wiring does."""
    global _facts  # noqa: PLW0603 - one room of tickets
    _facts = ask


async def ticket_facts(session: AsyncSession, actor: Actor, reference: str) -> Mapping[str, Any] | None:
    """Return what mails say of a ticket that `actor` sees, by the names of `templates.py`; else None."""
    return await _facts(session, actor, reference)


Attachments = Callable[[AsyncSession, UUID], Awaitable[Attachment | None]]
"""Session and id of a file that goes with a mail → the file, or None once it was forgotten."""


async def _no_files(_session: AsyncSession, _attachment_id: UUID) -> Attachment | None:
    return None


async def _no_links(_session: AsyncSession, _link_id: UUID) -> str | None:
    return None


@dataclass(frozen=True, slots=True, kw_only=True)
class MailRoom:
    """How this process sends mail."""

    mail: MailPort
    sender: Address
    public_url: str
    secret_links: SecretLinks = _no_links
    readers: Readers | None = None
    attachments: Attachments = _no_files

    @property
    def is_outbox_only(self) -> bool:
        """Tell whether mails stay in the outbox because no mail server is configured."""
        return isinstance(self.mail, OutboxOnlyMail)

    @property
    def host(self) -> str:
        """Return the name under which message ids of this desk are unique."""
        return urlsplit(self.public_url).hostname or "localhost"


_mail_room: MailRoom | None = None


def set_mail_room(
    mail: MailPort,
    *,
    sender: str,
    public_url: str,
    secret_links: SecretLinks = _no_links,
    readers: Readers | None = None,
    attachments: Attachments = _no_files,
) -> None:
    """Say how this process sends mail; `sender` is `Name <address>`. Raises ValueError on an unusable sender.

    With `readers`, whether somebody may still see what a mail is about is asked once more when it is sent.
    """
    global _mail_room  # noqa: PLW0603 - one way to send mail a process, set at start and in tests
    name, address = parseaddr(sender)
    local, _, domain = check_address(address).rpartition("@")
    _mail_room = MailRoom(
        mail=mail,
        sender=Address(clean_header(name), local, domain),
        public_url=public_url.rstrip("/"),
        secret_links=secret_links,
        readers=readers,
        attachments=attachments,
    )


def mail_is_outbox_only() -> bool:
    """Tell whether mails stay in the outbox because no mail server is configured."""
    return _mail_room is None or _mail_room.is_outbox_only


def mail_room() -> MailRoom:
    """Return how this process sends mail. Raises RuntimeError before wiring has said so."""
    if _mail_room is None:
        raise RuntimeError("nobody said how this process sends mail")
    return _mail_room
