"""The one layer around the application: who asks, how much, the headers of every answer, the line in the log.

One layer and not one for each concern: every request passes it, and each layer more wraps every message once more.
"""

from __future__ import annotations

import ipaddress
import re
import secrets
import time
from functools import lru_cache
from typing import TYPE_CHECKING

from itsm.platform.errors import BadRequest, Problem, TooLarge
from itsm.platform.http.context import set_request_id
from itsm.platform.http.problems import problem_response
from itsm.platform.http.ratelimit import ratelimit_headers
from itsm.platform.ids import new_id
from itsm.platform.telemetry.access import write_access_line
from itsm.platform.telemetry.metrics import count_request

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

    from itsm.platform.settings import Settings

Header = tuple[bytes, bytes]

_REQUEST_ID = re.compile(rb"[A-Za-z0-9._-]{8,64}")
_JSON_LIMIT = 1_048_576
_UPLOAD_LIMIT = 60 * 1_048_576
_LARGE = (b"multipart/", b"application/offset+octet-stream")
_NUL_FORMS = (b"%00", b"\x00")
_API, _DOCS_PAGE = "/api/", "/api/docs"
# An answer of the interface is data: shown as a page it may load, run, send and frame nothing at all.
_DATA_POLICY = b"default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
# Load balancers ask each process by its address, and the answer tells nobody anything.
_UNDER_ANY_NAME = frozenset({"/api/health/live", "/api/health/ready"})
_NO_STORE = (b"cache-control", b"no-store")


class RequestContext:
    """Gives every request an id, its true client address and security headers; refuses what is unfit to be read.

    Refused are unknown hosts, NULs in the address and bodies over the limit. Pages get a CSP nonce.
    """

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self._app = app
        self._hosts = settings.host_names
        self._fixed = _fixed_headers(settings)
        networks = (n.strip() for n in settings.trusted_proxies.split(","))
        self._proxies = [ipaddress.ip_network(n, strict=False) for n in networks if n]
        self._is_proxy = lru_cache(maxsize=1_024)(self._find_proxy)
        self._knows_host = lru_cache(maxsize=256)(self._find_host)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve or refuse one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        started = time.perf_counter()
        headers = dict(scope["headers"])
        given = headers.get(b"x-request-id")
        rid = given.decode() if given is not None and _REQUEST_ID.fullmatch(given) else new_id().hex
        set_request_id(rid)
        state = scope.setdefault("state", {})
        state["ip"] = self._client_ip(scope, headers)
        if _is_page(scope["path"]):
            state["csp_nonce"] = secrets.token_urlsafe(16)
        status = 500

        async def send_complete(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                message["headers"] = self._complete(scope, message.get("headers", ()), rid)
            await send(message)

        limit = _UPLOAD_LIMIT if headers.get(b"content-type", b"").startswith(_LARGE) else _JSON_LIMIT
        refusal = self._refusal(scope, headers, limit)
        app = self._app if refusal is None else problem_response(refusal)
        try:
            await app(scope, _capped(receive, limit), send_complete)
        finally:
            seconds = time.perf_counter() - started
            count_request(scope["method"], _route(scope), status, seconds)
            write_access_line(scope, status, seconds, rid)

    def _refusal(self, scope: Scope, headers: dict[bytes, bytes], limit: int) -> Problem | None:
        """Return why a request is refused before anything of it is read, or None."""
        if not self._knows_host(headers.get(b"host", b"")) and scope["path"] not in _UNDER_ANY_NAME:
            return BadRequest("This desk is not known by that name.", code="unknown_host")
        target = scope.get("raw_path", b"") + b"?" + scope.get("query_string", b"")
        if any(form in target for form in _NUL_FORMS):
            return BadRequest("The address holds a NUL.", code="bad_address")
        if _declared_length(headers) > limit:
            return _too_large(limit)
        return None

    def _find_host(self, host: bytes) -> bool:
        name = host.decode("latin-1").lower()
        if not name.endswith("]"):
            name = name.rsplit(":", 1)[0] if name.count(":") == 1 or "]:" in name else name
        return name in self._hosts

    def _client_ip(self, scope: Scope, headers: dict[bytes, bytes]) -> str:
        """Return the nearest address that is not one of our proxies; forged hops in front of it do not count."""
        peer = str((scope.get("client") or ("", 0))[0])
        if peer and not self._is_proxy(peer):
            return peer
        hops = headers.get(b"x-forwarded-for", b"").decode("latin-1").split(",")
        for hop in (h.strip() for h in reversed(hops)):
            if hop and not self._is_proxy(hop):
                return hop
        return peer

    def _find_proxy(self, address: str) -> bool:
        try:
            parsed = ipaddress.ip_address(address)
        except ValueError:
            return False
        return any(parsed in network for network in self._proxies)

    def _complete(self, scope: Scope, given: list[Header], rid: str) -> list[Header]:
        """Return the headers of an answer with ours added; what the answer itself says, stays."""
        state, path = scope["state"], scope["path"]
        present = {name for name, _ in given}
        headers = [*given, *(header for header in self._fixed if header[0] not in present)]
        if b"content-security-policy" not in present:
            nonce = state.get("csp_nonce")
            headers.append((b"content-security-policy", content_security_policy(nonce) if nonce else _DATA_POLICY))
        if b"cache-control" not in present and path.startswith(_API):
            headers.append(_NO_STORE)
        headers.append((b"x-request-id", rid.encode()))
        headers += ((name.encode(), value.encode()) for name, value in ratelimit_headers(state).items())
        return headers


def _route(scope: Scope) -> str:
    """Return the pattern of the address that was asked, never the address: one figure a pattern."""
    route = scope.get("route")
    return scope["state"].get("route") or getattr(route, "path", None) or "none"


def _is_page(path: str) -> bool:
    return path == _DOCS_PAGE or not path.startswith(_API)


def _fixed_headers(settings: Settings) -> list[Header]:
    """Return the headers that keep browsers from doing with an answer what it is not for."""
    fixed = {
        "x-content-type-options": "nosniff",
        "x-frame-options": "DENY",
        "referrer-policy": "strict-origin-when-cross-origin",
        "cross-origin-opener-policy": "same-origin",
        "cross-origin-resource-policy": "same-origin",
        "permissions-policy": "camera=(self), geolocation=(), microphone=(), payment=(), usb=()",
    }
    if settings.is_https:
        fixed["strict-transport-security"] = "max-age=63072000; includeSubDomains"
    return [(name.encode(), value.encode()) for name, value in fixed.items()]


def _declared_length(headers: dict[bytes, bytes]) -> int:
    try:
        return int(headers.get(b"content-length", b"0"))
    except ValueError:
        return 0


def _too_large(limit: int) -> TooLarge:
    return TooLarge(f"The body may be at most {limit} bytes.", limit_bytes=limit)


def _capped(receive: Receive, limit: int) -> Receive:
    """Return `receive` that stops a body of undeclared length at `limit` bytes."""
    seen = 0

    async def capped() -> Message:
        nonlocal seen
        message = await receive()
        if message["type"] == "http.request":
            seen += len(message.get("body", b""))
            if seen > limit:
                raise _too_large(limit)
        return message

    return capped


def content_security_policy(nonce: str) -> bytes:
    """Return the policy of a page: own scripts and styles by nonce, nothing from elsewhere."""
    return (
        f"default-src 'none'; script-src 'self' 'nonce-{nonce}'; style-src 'self' 'nonce-{nonce}'; "
        "img-src 'self' data: blob:; font-src 'self'; connect-src 'self' ws: wss:; manifest-src 'self'; "
        "worker-src 'self'; frame-src 'self' blob:; object-src 'none'; base-uri 'none'; form-action 'self'; "
        "frame-ancestors 'none'"
    ).encode()
