"""Chooses the adapter that the settings ask for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from itsm.platform.mail.outbox import OutboxOnlyMail
from itsm.platform.mail.smtp import SmtpMail
from itsm.platform.mail.smtp_url import parse_smtp_url

if TYPE_CHECKING:
    from itsm.platform.mail.port import MailPort


def open_mail(smtp_url: str | None) -> MailPort:
    """SMTP where a server is configured, else the outbox. Raises `BadSmtpUrlError`."""
    return SmtpMail(parse_smtp_url(smtp_url)) if smtp_url else OutboxOnlyMail()
