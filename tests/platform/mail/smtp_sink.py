"""A real SMTP server on loopback that accepts, refuses or hangs up as a test asks."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from aiosmtpd.smtp import SMTP

if TYPE_CHECKING:
    import ssl


class Mood(StrEnum):
    """How the server treats the next mails."""

    ACCEPT = "accept"
    RECIPIENT_4XX = "recipient_4xx"
    RECIPIENT_5XX = "recipient_5xx"
    DATA_4XX = "data_4xx"
    DATA_5XX = "data_5xx"
    DROP_AFTER_DATA = "drop_after_data"


@dataclass
class Received:
    """One mail as the server got it."""

    sender: str
    recipients: list[str]
    content: bytes


@dataclass
class SmtpSink:
    """Holds what arrived; `mood` may change between mails."""

    mood: Mood = Mood.ACCEPT
    received: list[Received] = field(default_factory=list)
    port: int = 0
    _server: asyncio.Server | None = None

    async def start(self, tls: ssl.SSLContext | None = None) -> None:
        """Listen on a free port of 127.0.0.1."""
        loop = asyncio.get_running_loop()
        self._server = await loop.create_server(lambda: SMTP(self, loop=loop), "127.0.0.1", 0, ssl=tls)
        self.port = self._server.sockets[0].getsockname()[1]

    async def start_on(self, port: int) -> None:
        """Listen on a port that was listened on before."""
        loop = asyncio.get_running_loop()
        self._server = await loop.create_server(lambda: SMTP(self, loop=loop), "127.0.0.1", port)
        self.port = port

    async def stop(self) -> None:
        """Stop listening."""
        if self._server:
            self._server.close()

    async def handle_RCPT(  # noqa: N802 - aiosmtpd's name
        self, _server: SMTP, _session: Any, envelope: Any, address: str, _options: list[str]
    ) -> str:
        """Accept or refuse a recipient."""
        if self.mood is Mood.RECIPIENT_4XX:
            return "451 Try again later"
        if self.mood is Mood.RECIPIENT_5XX:
            return "550 No such user"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, _session: Any, envelope: Any) -> str:  # noqa: N802
        """Take the content, then answer or hang up."""
        if self.mood is Mood.DATA_4XX:
            return "452 Insufficient storage"
        if self.mood is Mood.DATA_5XX:
            return "554 Refused"
        self.received.append(Received(envelope.mail_from, envelope.rcpt_tos, envelope.content))
        if self.mood is Mood.DROP_AFTER_DATA and server.transport:
            server.transport.abort()
        return "250 Taken"
