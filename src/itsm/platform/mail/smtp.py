"""Sends mail over SMTP; the only place of the product that speaks SMTP."""

from __future__ import annotations

import ssl
from typing import TYPE_CHECKING, Final, Literal

import aiosmtplib
from aiosmtplib.typing import Default

from itsm.platform.mail.message import UnsafeMailError, build_email, clean_header
from itsm.platform.mail.port import MailError, MailOutcome, PermanentMailError, TemporaryMailError
from itsm.platform.mail.refusals import says_nobody_is_there
from itsm.platform.mail.smtp_url import SmtpTls

if TYPE_CHECKING:
    from email.message import EmailMessage

    from itsm.platform.mail.message import OutgoingMail
    from itsm.platform.mail.smtp_url import SmtpServer

_PERMANENT: Final = 500
"""RFC 5321, 4.2.1: replies from 500 on are final."""
_REASON_LENGTH: Final = 300


class SmtpMail:
    """One connection a mail: simple, and a broken connection never touches a second mail."""

    def __init__(self, server: SmtpServer) -> None:
        self._server = server
        self._tls = None if server.tls is SmtpTls.OFF else _verifying_context(server.ca_file)

    async def send(self, mail: OutgoingMail) -> MailOutcome:
        """Hand the mail to the server. Raises `TemporaryMailError` or `PermanentMailError`."""
        try:
            message = build_email(mail)
        except UnsafeMailError as error:
            raise PermanentMailError(str(error)) from error
        client = self._client()
        try:
            await self._send(client, mail, message)
        except (aiosmtplib.SMTPException, OSError, ValueError) as error:
            raise _explain(error, is_ambiguous=client.is_ambiguous) from error
        finally:
            client.close()
        return MailOutcome.SENT

    async def greet(self) -> None:
        """Connect, protect the connection and sign in, then leave. Raises `MailError` where the server refuses."""
        client = self._client()
        try:
            await client.connect()
            await client.quit()
        except (aiosmtplib.SMTPException, OSError, ValueError) as error:
            raise _explain(error, is_ambiguous=False) from error
        finally:
            client.close()

    async def _send(self, client: _WatchedSmtp, mail: OutgoingMail, message: EmailMessage) -> None:
        await client.connect()
        await client.send_message(message, sender=mail.sender_address, recipients=[mail.recipient_address])

    def _client(self) -> _WatchedSmtp:
        server = self._server
        return _WatchedSmtp(
            hostname=server.host,
            port=server.port,
            username=server.username,
            password=server.password,
            timeout=server.timeout_seconds,
            use_tls=server.tls is SmtpTls.IMPLICIT,
            start_tls=server.tls is SmtpTls.STARTTLS,
            tls_context=self._tls,
            # The container's own name is nobody's business and may be no valid name.
            local_hostname="localhost",
        )


class _WatchedSmtp(aiosmtplib.SMTP):
    """Notices when a connection is lost where nobody can know whether the mail was taken."""

    is_ambiguous = False

    async def data(
        self,
        message: str | bytes,
        /,
        *,
        timeout: float | Literal[Default.token] | None = Default.token,  # noqa: ASYNC109 - the library's signature
    ) -> aiosmtplib.SMTPResponse:
        self.is_ambiguous = True
        try:
            response = await super().data(message, timeout=timeout)
        except aiosmtplib.SMTPResponseException:
            self.is_ambiguous = False
            raise
        self.is_ambiguous = False
        return response


def _verifying_context(ca_file: str | None) -> ssl.SSLContext:
    context = ssl.create_default_context(cafile=ca_file)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    return context


def _explain(error: Exception, *, is_ambiguous: bool) -> MailError:
    """Sort a failure into "try again" and "refused for good".

    Refused sign-in, sender or certificate are faults of the configuration, not of the mail: they
    are tried again, so that mails survive until an administrator has repaired it.
    """
    if isinstance(error, aiosmtplib.SMTPRecipientsRefused):
        refused = error.recipients[0]
        is_dead = says_nobody_is_there(refused.code, refused.message)
        return _by_code(refused.code, refused.message, is_dead_address=is_dead)
    if isinstance(error, aiosmtplib.SMTPDataError):
        return _by_code(error.code, error.message)
    if isinstance(error, ValueError):
        return PermanentMailError(_reason(str(error)))
    reason = str(error) or type(error).__name__
    return TemporaryMailError(_reason(reason), is_ambiguous=is_ambiguous)


def _by_code(code: int, message: str, *, is_dead_address: bool = False) -> MailError:
    reason = _reason(f"{code} {message}")
    if code < _PERMANENT:
        return TemporaryMailError(reason)
    return PermanentMailError(reason, is_dead_address=is_dead_address)


def _reason(text: str) -> str:
    return clean_header(text, limit=_REASON_LENGTH)
