"""What `ITSM_SMTP_URL` may say."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from ipaddress import ip_address
from typing import TYPE_CHECKING, Final
from urllib.parse import SplitResult, parse_qs, unquote, urlsplit

if TYPE_CHECKING:
    from collections.abc import Mapping

DEFAULT_TIMEOUT_SECONDS: Final = 20.0
MAX_TIMEOUT_SECONDS: Final = 60.0
"""A worker's slot is held while it waits."""
_OPTIONS: Final = frozenset({"tls", "ca", "timeout"})


class SmtpTls(StrEnum):
    """How the connection is protected; certificates are always verified."""

    STARTTLS = "starttls"
    IMPLICIT = "implicit"
    OFF = "off"


_DEFAULT_PORTS: Final = {SmtpTls.STARTTLS: 587, SmtpTls.IMPLICIT: 465, SmtpTls.OFF: 25}


class BadSmtpUrlError(ValueError):
    """`ITSM_SMTP_URL` cannot be used; the text says why and never repeats the password."""


@dataclass(frozen=True, kw_only=True)
class SmtpServer:
    """A mail server and how to reach it."""

    host: str
    port: int
    tls: SmtpTls
    username: str | None = None
    password: str | None = field(default=None, repr=False)
    ca_file: str | None = None
    timeout_seconds: float = DEFAULT_TIMEOUT_SECONDS


def parse_smtp_url(url: str) -> SmtpServer:
    """Read `smtp://` or `smtps://`. Raises `BadSmtpUrlError`."""
    parts = urlsplit(url)
    if parts.scheme not in {"smtp", "smtps"} or not parts.hostname:
        raise BadSmtpUrlError("ITSM_SMTP_URL must look like smtp://host:587 or smtps://host:465.")
    options = _options(parts.query)
    tls = _tls(parts, options)
    username = unquote(parts.username) if parts.username else None
    if username and tls is SmtpTls.OFF and not _is_loopback(parts.hostname):
        raise BadSmtpUrlError("ITSM_SMTP_URL: a password is never sent without TLS.")
    return SmtpServer(
        host=parts.hostname,
        port=_port(parts) or _DEFAULT_PORTS[tls],
        tls=tls,
        username=username,
        password=unquote(parts.password) if parts.password else None,
        ca_file=options.get("ca"),
        timeout_seconds=_timeout(options),
    )


def _options(query: str) -> Mapping[str, str]:
    options = {key: values[-1] for key, values in parse_qs(query).items()}
    if unknown := sorted(options.keys() - _OPTIONS):
        raise BadSmtpUrlError(f"ITSM_SMTP_URL: unknown option {unknown[0]!r}.")
    return options


def _tls(parts: SplitResult, options: Mapping[str, str]) -> SmtpTls:
    if parts.scheme == "smtps":
        return SmtpTls.IMPLICIT
    if "tls" not in options:
        return SmtpTls.OFF if _is_loopback(parts.hostname or "") else SmtpTls.STARTTLS
    try:
        return SmtpTls(options["tls"])
    except ValueError:
        raise BadSmtpUrlError("ITSM_SMTP_URL: tls is starttls, implicit or off.") from None


def _port(parts: SplitResult) -> int | None:
    try:
        return parts.port
    except ValueError:
        raise BadSmtpUrlError("ITSM_SMTP_URL: the port is not a number below 65536.") from None


def _timeout(options: Mapping[str, str]) -> float:
    try:
        seconds = float(options.get("timeout", DEFAULT_TIMEOUT_SECONDS))
    except ValueError:
        seconds = 0.0
    if not 1.0 <= seconds <= MAX_TIMEOUT_SECONDS:
        raise BadSmtpUrlError("ITSM_SMTP_URL: timeout is 1 to 60 seconds.")
    return seconds


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False
