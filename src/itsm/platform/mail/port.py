"""What the product may expect of whatever sends its mail."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from itsm.platform.mail.message import OutgoingMail


class MailOutcome(StrEnum):
    """How a mail left our hands."""

    SENT = "sent"
    """A mail server answered that it took responsibility for the mail."""
    KEPT = "kept"
    """No mail server is configured: the mail stays readable in the outbox."""


class MailError(Exception):
    """A mail was not accepted; `str(error)` may be shown to an administrator."""


class TemporaryMailError(MailError):
    """Trying again later may help.

    `is_ambiguous`: the connection was lost after the mail was handed over and before the server
    answered, so the mail may have been delivered (RFC 1047). Trying again may double it.
    """

    def __init__(self, reason: str, *, is_ambiguous: bool = False) -> None:
        super().__init__(reason)
        self.is_ambiguous = is_ambiguous


class PermanentMailError(MailError):
    """The server, or our own checks, refused this mail for good.

    `is_dead_address`: the server said that there is no such mailbox, so that no mail will ever arrive there.
    """

    def __init__(self, reason: str, *, is_dead_address: bool = False) -> None:
        super().__init__(reason)
        self.is_dead_address = is_dead_address


class MailPort(Protocol):
    """Sends one mail to one recipient."""

    async def send(self, mail: OutgoingMail) -> MailOutcome:
        """Hand the mail over. Raises `TemporaryMailError` or `PermanentMailError`."""
        ...
