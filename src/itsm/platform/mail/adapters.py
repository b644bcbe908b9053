"""Chooses the adapter that the settings ask for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from itsm.platform.mail.outbox import OutboxOnlyMail
from itsm.platform.mail.sendgrid import SendGridAccount, SendGridMail
from itsm.platform.mail.smtp import SmtpMail
from itsm.platform.mail.smtp_url import parse_smtp_url

if TYPE_CHECKING:
    from itsm.platform.mail.port import MailPort
    from itsm.platform.settings import Settings


def open_mail(smtp_url: str | None, *, sendgrid: SendGridAccount | None = None) -> MailPort:
    """SendGrid where there is an account, SMTP where a server is configured, else the outbox.

    Raises `BadSmtpUrlError`.
    """
    if sendgrid is not None:
        return SendGridMail(sendgrid)
    return SmtpMail(parse_smtp_url(smtp_url)) if smtp_url else OutboxOnlyMail()


def sendgrid_account(settings: Settings) -> SendGridAccount | None:
    """Return the account that the settings name, None where there is no key."""
    key = settings.sendgrid_api_key.get_secret_value()
    return SendGridAccount(url=settings.sendgrid_url, key=key) if key else None
