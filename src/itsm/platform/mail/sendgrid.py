"""Sends mail by SendGrid's HTTP API (v3); the only place of the product that speaks it."""

from __future__ import annotations

import base64
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, Final

from itsm.platform import jsonio
from itsm.platform.mail.message import Attachment, UnsafeMailError, build_email, clean_header
from itsm.platform.mail.port import MailError, MailOutcome, PermanentMailError, TemporaryMailError
from itsm.platform.outbound.client import CallLimits, OutboundAnswer, OutboundError, OutboundFailedError, get_outbound

if TYPE_CHECKING:
    from collections.abc import Mapping

    from itsm.platform.mail.message import OutgoingMail

MAIL_ARG: Final = "desk_message_id"
"""Our message id travels with a mail under this name and comes back with SendGrid's news of it."""
_LIMITS: Final = CallLimits(seconds=30, max_bytes=64 * 1024)
_REASON_LENGTH: Final = 300
_CONFIGURATION: Final = frozenset({HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN})
"""A refused key or sender is a fault of the configuration: mails wait until an administrator has mended it."""
_PASSING: Final = frozenset({HTTPStatus.REQUEST_TIMEOUT, HTTPStatus.TOO_MANY_REQUESTS})
# Links in mails open accounts: SendGrid must neither rewrite nor follow them, and we do not watch who reads.
_UNTRACKED: Final = {
    "click_tracking": {"enable": False, "enable_text": False},
    "open_tracking": {"enable": False},
    "subscription_tracking": {"enable": False},
}


@dataclass(frozen=True, kw_only=True)
class SendGridAccount:
    """Where the API is and the key that may send there."""

    url: str
    key: str = field(repr=False)


class SendGridMail:
    """One request a mail, through the one client that checks where it calls."""

    def __init__(self, account: SendGridAccount) -> None:
        self._url = account.url.rstrip("/")
        self._headers = {"Authorization": f"Bearer {account.key}"}

    async def send(self, mail: OutgoingMail) -> MailOutcome:
        """Hand the mail over. Raises `TemporaryMailError` or `PermanentMailError`."""
        try:
            body = jsonio.dumps(payload(mail))
        except UnsafeMailError as error:
            raise PermanentMailError(str(error)) from error
        answer = await self._call("POST", "/v3/mail/send", body)
        if not answer.is_success:
            raise _explain(answer)
        return MailOutcome.SENT

    async def greet(self) -> None:
        """Ask what the key may do. Raises `MailError` where it may not send."""
        answer = await self._call("GET", "/v3/scopes")
        if not answer.is_success:
            raise _explain(answer)
        try:
            scopes = _part(answer.json(), "scopes")
        except ValueError:
            scopes = None
        if not isinstance(scopes, list) or "mail.send" not in scopes:
            raise PermanentMailError("The key may not send mail.")

    async def _call(self, method: str, path: str, body: bytes | None = None) -> OutboundAnswer:
        headers = self._headers | ({"Content-Type": "application/json"} if body is not None else {})
        try:
            return await get_outbound().request(
                method, f"{self._url}{path}", headers=headers, content=body, limits=_LIMITS
            )
        except OutboundFailedError as error:
            raise TemporaryMailError(str(error), is_ambiguous=error.may_have_arrived) from error
        except OutboundError as error:
            raise TemporaryMailError(str(error)) from error


def payload(mail: OutgoingMail) -> dict[str, Any]:
    """Return the request's body, checked as a mail by SMTP is. Raises `UnsafeMailError`."""
    headers = build_email(mail)
    attached = [_attachment(one) for one in mail.attachments]
    named = ("Message-ID", "In-Reply-To", "References", "Auto-Submitted", "X-Auto-Response-Suppress")
    return {
        "personalizations": [{"to": [_mailbox(mail.recipient_name, mail.recipient_address)]}],
        "from": _mailbox(mail.sender_name, mail.sender_address),
        "subject": mail.subject,
        "content": [{"type": "text/plain", "value": mail.text}, {"type": "text/html", "value": mail.html}],
        "headers": {name: str(headers[name]) for name in named if headers[name]},
        "custom_args": {MAIL_ARG: mail.message_id},
        "tracking_settings": _UNTRACKED,
    } | ({"attachments": attached} if attached else {})


def _mailbox(name: str, address: str) -> dict[str, str]:
    return {"email": address} | ({"name": name} if name else {})


def _attachment(one: Attachment) -> dict[str, str]:
    return {
        "content": base64.b64encode(one.content).decode(),
        "type": one.media_type,
        "filename": one.name,
        "disposition": "attachment",
    }


def _explain(answer: OutboundAnswer) -> MailError:
    """Sort an answer into "try again" and "refused for good"; the key is in neither."""
    reason = clean_header(f"{answer.status} {_said(answer)}".strip(), limit=_REASON_LENGTH)
    is_passing = answer.status in _PASSING or answer.status // 100 == 5  # noqa: PLR2004 - HTTP's class of faults
    if is_passing or answer.status in _CONFIGURATION or answer.status // 100 != 4:  # noqa: PLR2004 - refusals
        return TemporaryMailError(reason)
    return PermanentMailError(reason)


def _said(answer: OutboundAnswer) -> str:
    """Return what SendGrid says in an answer: `{"errors": [{"message": …}]}`; nothing where it says otherwise."""
    try:
        errors = _part(answer.json(), "errors")
    except ValueError:
        return ""
    told = [_part(error, "message") for error in errors] if isinstance(errors, list) else []
    return "; ".join(message for message in told if isinstance(message, str))


def _part(value: object, name: str) -> object:
    found: Mapping[str, object] = value if isinstance(value, dict) else {}
    return found.get(name)
