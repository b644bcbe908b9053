"""A real HTTP server on loopback that speaks SendGrid's v3 mail API: it checks each request as the API's pages say.

It knows what is written down of the API, not the service itself: what SendGrid does beyond that is not tested by it.
"""

from __future__ import annotations

import asyncio
import base64
import json
from dataclasses import dataclass, field
from typing import Any

KEY = "SG.sink.of-the-tests"
_RESERVED = {
    *("x-sg-id", "x-sg-eid", "received", "dkim-signature", "content-type", "content-transfer-encoding"),
    *("to", "from", "subject", "reply-to", "cc", "bcc"),
}


@dataclass
class SendGridSink:
    """Holds the mails it took; `statuses` are answered in turn before it takes any. 0: hang up after reading."""

    statuses: list[int] = field(default_factory=list)
    scopes: list[str] = field(default_factory=lambda: ["mail.send"])
    taken: list[dict[str, Any]] = field(default_factory=list)
    seen: int = 0
    port: int = 0
    _server: asyncio.Server | None = None

    async def start(self) -> None:
        """Listen on a free port of 127.0.0.1."""
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", 0)
        self.port = self._server.sockets[0].getsockname()[1]

    async def stop(self) -> None:
        """Stop listening."""
        if self._server:
            self._server.close()

    @property
    def url(self) -> str:
        """Where it listens."""
        return f"http://127.0.0.1:{self.port}"

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        first, *lines = (await reader.readuntil(b"\r\n\r\n")).decode().strip().split("\r\n")
        headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
        body = await reader.readexactly(int(headers.get("content-length", 0)))
        self.seen += 1
        status, said = self._answer(first, headers, body)
        if status:
            told = json.dumps(said).encode() if said is not None else b""
            head = f"HTTP/1.1 {status} X\r\nContent-Length: {len(told)}\r\nConnection: close\r\n\r\n"
            writer.write(head.encode() + told)
            await writer.drain()
        writer.close()

    def _answer(self, first: str, headers: dict[str, str], body: bytes) -> tuple[int, Any]:
        if headers.get("authorization") != f"Bearer {KEY}":
            return 401, _errors("The provided authorization grant is invalid, expired, or revoked")
        if first == "GET /v3/scopes HTTP/1.1":
            return 200, {"scopes": self.scopes}
        if first != "POST /v3/mail/send HTTP/1.1" or headers.get("content-type") != "application/json":
            return 404, _errors("not found")
        if self.statuses:
            status = self.statuses.pop(0)
            return status, _errors(f"status {status}")
        return self._take(json.loads(body))

    def _take(self, sent: dict[str, Any]) -> tuple[int, Any]:
        if wrong := _wrong(sent):
            return 400, _errors("; ".join(wrong))
        self.taken.append(sent)
        return 202, None


def _errors(message: str) -> dict[str, Any]:
    return {"errors": [{"message": message, "field": None, "help": None}]}


_KNOWN = {
    *("personalizations", "from", "subject", "content", "headers", "custom_args", "tracking_settings", "attachments"),
}


def _wrong(sent: dict[str, Any]) -> list[str]:
    """Return what the API's pages forbid in a body."""
    [people] = sent["personalizations"]
    boxes, files = [sent["from"], *people["to"]], sent.get("attachments", [])
    texts = [sent["subject"], *(part["value"] for part in sent["content"]), *(one["filename"] for one in files)]
    names = {name.lower() for name in sent["headers"]}
    for one in files:
        base64.b64decode(one["content"], validate=True)
    faults = {
        "unknown property": bool(sent.keys() - _KNOWN),
        "one recipient": [*people] != ["to"] or len(people["to"]) != 1,
        "Does not contain a valid address.": not all("@" in box["email"] for box in boxes),
        "text/plain comes first": [part["type"] for part in sent["content"]] != ["text/plain", "text/html"],
        "must be at least one character in length": not all(texts),
        "reserved header": bool(names & _RESERVED),
        "values are strings": not all(
            isinstance(value, str) for value in (*sent["headers"].values(), *sent["custom_args"].values())
        ),
        "disposition": not {one["disposition"] for one in files} <= {"attachment", "inline"},
    }
    return [fault for fault, is_so in faults.items() if is_so]
