"""Calls out: resolve once, check every answer, connect to what was checked, follow nothing, read a bounded answer."""

from __future__ import annotations

import asyncio
import socket
import ssl
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Final

import httpx
import structlog

from itsm.platform import jsonio
from itsm.platform.outbound.addresses import AllowList, may_call, plain_address, read_allow_list
from itsm.platform.settings import get_settings

log = structlog.get_logger("itsm.outbound")

Resolve = Callable[[str, int], Awaitable[list[str]]]
"""(host, port) → every address as text. Raises OSError where the name leads nowhere."""

_DEFAULT_PORTS: Final = {"http": 80, "https": 443}
_URL_MAX: Final = 2_000
_TRIES: Final = 3
_USER_AGENT: Final = "Madison88-ITSM"


class OutboundError(Exception):
    """A call that brought no answer. The text is fit for whoever typed the address and tells nothing of our network."""


class OutboundRefusedError(OutboundError):
    """The address may not be called."""

    def __init__(self) -> None:
        super().__init__("This address cannot be called.")


class OutboundFailedError(OutboundError):
    """The other side did not answer, not in time, or with too much.

    `may_have_arrived`: the request was on its way already, so the other side may have done what it asks.
    """

    def __init__(self, *, may_have_arrived: bool) -> None:
        super().__init__("The other side did not answer as it should.")
        self.may_have_arrived = may_have_arrived


@dataclass(frozen=True, slots=True)
class CallLimits:
    """How long the whole call may take in seconds, and how many bytes the answer's body may have."""

    seconds: float = 10
    max_bytes: int = 1024 * 1024


@dataclass(frozen=True, slots=True)
class OutboundAnswer:
    """What the other side said; a redirect is an answer like any other."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def is_success(self) -> bool:
        """Tell whether the status is 2xx."""
        return self.status // 100 == 2  # noqa: PLR2004 - HTTP's class of success

    def json(self) -> object:
        """Return the body as JSON. Raises ValueError."""
        return jsonio.loads(self.body)


async def resolve_name(host: str, port: int) -> list[str]:
    """Return every address of `host`, from the machine's resolver."""
    found = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


@dataclass(frozen=True, slots=True)
class _Target:
    """What the other side is called, and the checked addresses where it may be connected to."""

    url: httpx.URL
    pinned: tuple[httpx.URL, ...]


@dataclass(slots=True)
class _Progress:
    """How far a request came: whether a first byte of it was written to a connection."""

    has_begun: bool = False

    async def trace(self, event: str, _info: Mapping[str, object]) -> None:
        """Hear what the library does."""
        self.has_begun |= event.endswith("send_request_headers.started")


class OutboundClient:
    """Sends requests to addresses that may be called. One a process; safe for many tasks."""

    def __init__(
        self, allowed: AllowList, *, resolve: Resolve = resolve_name, tls: ssl.SSLContext | None = None
    ) -> None:
        self._allowed = allowed
        self._resolve = resolve
        self._tls = tls
        self._http: httpx.AsyncClient | None = None

    async def check(self, url: str) -> None:
        """Look whether `url` may be called now; raise OutboundRefusedError where not. For addresses people save."""
        await self._target(url, CallLimits().seconds)

    async def request(
        self,
        method: str,
        url: str,
        *,
        headers: Mapping[str, str] | None = None,
        content: bytes | None = None,
        limits: CallLimits | None = None,
    ) -> OutboundAnswer:
        """Send one request and return the answer, whatever its status.

        Raises OutboundRefusedError before anything is connected to, OutboundFailedError for what went wrong after that.
        """
        limits, progress = limits or CallLimits(), _Progress()
        try:
            async with asyncio.timeout(limits.seconds):
                target = await self._target(url, limits.seconds)
                answer = await self._send(method, target, dict(headers or {}), content, progress)
                return await _whole(answer, limits.max_bytes)
        except (httpx.HTTPError, httpx.InvalidURL, TimeoutError, OSError, ValueError) as fault:
            log.info("outbound.failed", host=_host_of(url), error=f"{type(fault).__name__}: {fault}"[:300])
            raise OutboundFailedError(may_have_arrived=progress.has_begun) from fault

    async def close(self) -> None:
        """Close what is open."""
        if self._http is not None:
            await self._http.aclose()
            self._http = None

    async def _target(self, url: str, seconds: float) -> _Target:
        parsed = _parse(url)
        host, port = parsed.host.lower().rstrip("."), parsed.port or _DEFAULT_PORTS[parsed.scheme]
        try:
            async with asyncio.timeout(seconds):
                texts = await self._resolve(host, port)
            answers = [plain_address(text) for text in texts]
        except (OSError, ValueError, TimeoutError) as fault:
            raise _refused(url, f"{type(fault).__name__}: {fault}") from fault
        if not may_call(answers, host, port, self._allowed):
            raise _refused(url, "answers: " + ", ".join(map(str, answers[:10])))
        return _Target(parsed, tuple(parsed.copy_with(host=str(answer)) for answer in answers[:_TRIES]))

    async def _send(
        self, method: str, target: _Target, headers: dict[str, str], content: bytes | None, progress: _Progress
    ) -> httpx.Response:
        # The connection goes to the checked address; the other side and its certificate are asked for by name.
        sent = {"User-Agent": _USER_AGENT, "Accept-Encoding": "identity", **headers, "Host": _host_header(target.url)}
        extensions = {"sni_hostname": target.url.host, "trace": progress.trace}
        http = self._client()
        return await _first(
            http,
            [
                http.build_request(method, url, headers=sent, content=content, extensions=extensions)
                for url in target.pinned
            ],
        )

    def _client(self) -> httpx.AsyncClient:
        if self._http is None:
            self._http = httpx.AsyncClient(
                verify=self._tls or ssl.create_default_context(),
                trust_env=False,
                follow_redirects=False,
                # The pool knows connections by address; a kept one could serve another name of the same address.
                limits=httpx.Limits(max_keepalive_connections=0),
                timeout=None,  # noqa: S113 - the whole call has one deadline
            )
            self._http.headers.clear()
        return self._http


async def _whole(answer: httpx.Response, max_bytes: int) -> OutboundAnswer:
    """Read an answer to its end. Raises ValueError where it is longer than `max_bytes`."""
    try:
        body = bytearray()
        # Raw: a packed answer is not unpacked, so a small one cannot become a large one.
        async for chunk in answer.aiter_raw():
            body += chunk
            if len(body) > max_bytes:
                raise ValueError(f"more than {max_bytes} bytes")
        return OutboundAnswer(answer.status_code, answer.headers, bytes(body))
    finally:
        await answer.aclose()


async def _first(http: httpx.AsyncClient, requests: list[httpx.Request]) -> httpx.Response:
    """Send the first request that finds somebody: one that could not connect has done nothing yet."""
    for request in requests[:-1]:
        try:
            return await http.send(request, stream=True)
        except httpx.ConnectError:
            continue
    return await http.send(requests[-1], stream=True)


def _parse(url: str) -> httpx.URL:
    """Return a plain http(s) URL with a host and no user. Raises OutboundRefusedError."""
    if len(url) > _URL_MAX or not url.isascii() or any(ord(c) <= 0x20 or c == "\\" for c in url):  # noqa: PLR2004 - blanks
        raise _refused(url, "spelling")
    try:
        parsed = httpx.URL(url)
    except (httpx.InvalidURL, ValueError) as fault:
        raise _refused(url, "not a URL") from fault
    if parsed.scheme not in _DEFAULT_PORTS or not parsed.host or parsed.userinfo:
        raise _refused(url, "scheme, host or user")
    return parsed


def _refused(url: str, why: str) -> OutboundRefusedError:
    log.warning("outbound.refused", host=_host_of(url), why=why[:300])
    return OutboundRefusedError()


def _host_of(url: str) -> str:
    """Return the part of an address that may be written to a log: paths and parameters can hold secrets."""
    return url.partition("://")[2].partition("/")[0].rpartition("@")[2][:100]


def _host_header(url: httpx.URL) -> str:
    return url.netloc.decode("ascii")


_outbound: OutboundClient | None = None


def set_outbound(client: OutboundClient | None) -> None:
    """Make `client` the one this process uses; None: one made from the settings when first asked for."""
    global _outbound  # noqa: PLW0603 - one client a process, replaced in tests
    _outbound = client


def get_outbound() -> OutboundClient:
    """Return this process's client."""
    global _outbound  # noqa: PLW0603 - one client a process
    if _outbound is None:
        _outbound = OutboundClient(read_allow_list(get_settings().outbound_allow))
    return _outbound


async def close_outbound() -> None:
    """Close this process's client, if it ever called anybody; the next call opens another."""
    if _outbound is not None:
        await _outbound.close()
        set_outbound(None)
