"""The adapter of an installation without a mail server."""

from __future__ import annotations

from typing import TYPE_CHECKING

from itsm.platform.mail.message import UnsafeMailError, build_email
from itsm.platform.mail.port import MailOutcome, PermanentMailError

if TYPE_CHECKING:
    from itsm.platform.mail.message import OutgoingMail


class OutboxOnlyMail:
    """Sends nothing: the delivery that the caller stored stays readable in the outbox page."""

    async def send(self, mail: OutgoingMail) -> MailOutcome:
        """Check the mail as SMTP would, so that both installations refuse the same mails."""
        try:
            build_email(mail)
        except UnsafeMailError as error:
            raise PermanentMailError(str(error)) from error
        return MailOutcome.KEPT
