"""A load generator of keep-alive HTTP/1.1 clients that costs little itself: raw sockets, no parsing beyond need.

Each client sends its next request as soon as the answer is complete. Times are seconds.
"""

from __future__ import annotations

import asyncio
import statistics
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field

Request = Callable[[int], bytes]


@dataclass(slots=True)
class Result:
    """What one run saw. `latencies` in seconds, of answers below 400 only; `refusal` is the first other answer."""

    seconds: float
    latencies: list[float] = field(default_factory=list)
    statuses: Counter[int] = field(default_factory=Counter)
    bytes_received: int = 0
    refusal: str = ""

    @property
    def rate(self) -> float:
        """Good answers a second."""
        return len(self.latencies) / self.seconds

    def percentile(self, percent: float) -> float:
        """Latency in milliseconds below which `percent` of the good answers were."""
        if not self.latencies:
            return float("nan")
        ordered = sorted(self.latencies)
        return 1000 * ordered[min(len(ordered) - 1, int(len(ordered) * percent / 100))]

    @property
    def errors(self) -> int:
        """Answers of 400 and above."""
        return sum(n for status, n in self.statuses.items() if status >= 400)

    def row(self) -> str:
        """Return the figures as cells of a table."""
        return f"{self.rate:,.0f}/s | {self.percentile(50):.1f} ms | {self.percentile(95):.1f} ms | {self.errors}"


class _Client(asyncio.Protocol):
    """One connection: one request in flight."""

    def __init__(self, number: int, request: Request, result: Result, until: float, done: asyncio.Future[None]) -> None:
        self._number, self._request, self._result, self._until, self._done = number, request, result, until, done
        self._buffer = b""
        self._sent = 0.0

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = transport
        self._send()

    def data_received(self, data: bytes) -> None:
        self._buffer += data
        head_end = self._buffer.find(b"\r\n\r\n")
        if head_end < 0:
            return
        head = self._buffer[:head_end].lower()
        length = _content_length(head)
        if len(self._buffer) < head_end + 4 + length:
            return
        now = time.perf_counter()
        status = int(head[9:12])
        self._result.statuses[status] += 1
        self._result.bytes_received += len(self._buffer)
        if status < 400:
            self._result.latencies.append(now - self._sent)
        elif not self._result.refusal:
            self._result.refusal = self._buffer[head_end:].decode("utf-8", "replace")[:500]
        self._buffer = b""
        if now < self._until:
            self._send()
        else:
            self._finish()

    def connection_lost(self, exc: Exception | None) -> None:  # noqa: ARG002 - the protocol has it
        self._finish()

    def _send(self) -> None:
        self._sent = time.perf_counter()
        self._transport.write(self._request(self._number))  # type: ignore[attr-defined]

    def _finish(self) -> None:
        if not self._done.done():
            self._done.set_result(None)
            self._transport.close()


def _content_length(head: bytes) -> int:
    at = head.find(b"\r\ncontent-length:")
    if at < 0:
        return 0
    end = head.find(b"\r\n", at + 2)
    return int(head[at + 17 : end if end > 0 else None])


def http_request(method: str, path: str, token: str, body: bytes = b"", **headers: str) -> bytes:
    """Return the bytes of one request to the local server."""
    lines = [f"{method} {path} HTTP/1.1", "Host: localhost", f"Authorization: Bearer {token}", "Accept: */*"]
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
    if body:
        lines += ["Content-Type: application/json", f"Content-Length: {len(body)}"]
    return ("\r\n".join(lines) + "\r\n\r\n").encode() + body


async def run(port: int, clients: int, seconds: float, request: Request) -> Result:
    """Let `clients` ask `request(client)` again and again for `seconds`; return what came back."""
    loop = asyncio.get_running_loop()
    result = Result(seconds)
    until = time.perf_counter() + seconds
    waits: list[asyncio.Future[None]] = []
    for number in range(clients):
        done: asyncio.Future[None] = loop.create_future()
        waits.append(done)
        await loop.create_connection(
            lambda n=number, d=done: _Client(n, request, result, until, d),  # type: ignore[misc]
            "127.0.0.1",
            port,
        )
    started = time.perf_counter()
    await asyncio.gather(*waits)
    result.seconds = time.perf_counter() - started
    return result


def median(results: list[Result]) -> Result:
    """Return the run with the median rate."""
    return sorted(results, key=lambda r: r.rate)[(len(results) - 1) // 2] if results else Result(1)


def spread(results: list[Result]) -> str:
    """Return the lowest and highest rate of several runs."""
    rates = [r.rate for r in results]
    return f"{min(rates):,.0f} to {max(rates):,.0f}" if len(rates) > 1 else f"{statistics.fmean(rates):,.0f}"
