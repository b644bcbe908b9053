"""Bare ASGI layers around the application: who asks, how much, and the headers of every answer."""

from __future__ import annotations

import ipaddress
import re
import secrets
import time
from typing import TYPE_CHECKING

import structlog

from itsm.platform.errors import BadRequest, TooLarge
from itsm.platform.http.context import request_id, set_request_id
from itsm.platform.http.problems import problem_response
from itsm.platform.http.ratelimit import ratelimit_headers
from itsm.platform.ids import new_id

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

    from itsm.platform.settings import Settings

access_log = structlog.get_logger("itsm.access")

_REQUEST_ID = re.compile(rb"[A-Za-z0-9._-]{8,64}")
_JSON_LIMIT = 1_048_576
_UPLOAD_LIMIT = 60 * 1_048_576
_NUL_FORMS = (b"%00", b"\x00")


class RequestContext:
    """Gives every request an id, its true client address, a CSP nonce, and a line in the access log."""

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self._app = app
        networks = (n.strip() for n in settings.trusted_proxies.split(","))
        self._proxies = [ipaddress.ip_network(n, strict=False) for n in networks if n]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers = dict(scope["headers"])
        given = headers.get(b"x-request-id", b"")
        rid = given.decode() if _REQUEST_ID.fullmatch(given) else new_id().hex
        set_request_id(rid)
        state = scope.setdefault("state", {})
        state["ip"] = self._client_ip(scope, headers)
        state["csp_nonce"] = secrets.token_urlsafe(16)
        started = time.perf_counter()
        status = 500

        async def send_with_id(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                named = {"x-request-id": rid, **ratelimit_headers(state)}
                message["headers"] = [
                    *message.get("headers", ()),
                    *((name.encode(), value.encode()) for name, value in named.items()),
                ]
            await send(message)

        try:
            await self._app(scope, receive, send_with_id)
        finally:
            self._write_access_line(scope, status, started)

    def _client_ip(self, scope: Scope, headers: dict[bytes, bytes]) -> str:
        """Return the nearest address that is not one of our proxies; forged hops in front of it do not count."""
        peer = (scope.get("client") or ("", 0))[0]
        hops = headers.get(b"x-forwarded-for", b"").decode("latin-1").split(",")
        for hop in [peer, *(h.strip() for h in reversed(hops))]:
            if hop and not self._is_proxy(hop):
                return hop
        return str(peer)

    def _is_proxy(self, address: str) -> bool:
        try:
            parsed = ipaddress.ip_address(address)
        except ValueError:
            return False
        return any(parsed in network for network in self._proxies)

    def _write_access_line(self, scope: Scope, status: int, started: float) -> None:
        access_log.info(
            "request",
            method=scope["method"],
            path=scope["path"],
            status=status,
            ms=round((time.perf_counter() - started) * 1000, 1),
            ip=scope["state"]["ip"],
            user=scope["state"].get("user_id"),
            request_id=request_id(),
        )


class RequestGuard:
    """Refuses unknown hosts, NULs in the address and bodies over the limit, before anything is read."""

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self._app = app
        self._hosts = settings.host_names

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve or refuse one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers = dict(scope["headers"])
        limit = _UPLOAD_LIMIT if headers.get(b"content-type", b"").startswith(b"multipart/") else _JSON_LIMIT
        if not self._knows_host(headers.get(b"host", b"")):
            await problem_response(BadRequest("This desk is not known by that name.", code="unknown_host"))(
                scope, receive, send
            )
            return
        target = scope.get("raw_path", b"") + b"?" + scope.get("query_string", b"")
        if any(form in target for form in _NUL_FORMS):
            await problem_response(BadRequest("The address holds a NUL.", code="bad_address"))(scope, receive, send)
            return
        if _declared_length(headers) > limit:
            await problem_response(_too_large(limit))(scope, receive, send)
            return
        await self._app(scope, _capped(receive, limit), send)

    def _knows_host(self, host: bytes) -> bool:
        name = host.decode("latin-1").lower()
        if not name.endswith("]"):
            name = name.rsplit(":", 1)[0] if name.count(":") == 1 or "]:" in name else name
        return name in self._hosts


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


class SecurityHeaders:
    """The headers that keep browsers from doing with an answer what it is not for."""

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self._app = app
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
        self._fixed = [(k.encode(), v.encode()) for k, v in fixed.items()]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request with the headers added."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = self._complete(scope, list(message.get("headers", ())))
            await send(message)

        await self._app(scope, receive, send_with_headers)

    def _complete(self, scope: Scope, headers: list[tuple[bytes, bytes]]) -> list[tuple[bytes, bytes]]:
        present = {name.lower() for name, _ in headers}
        headers += [(k, v) for k, v in self._fixed if k not in present]
        if b"content-security-policy" not in present:
            headers.append((b"content-security-policy", content_security_policy(scope["state"]["csp_nonce"])))
        if scope["path"].startswith("/api/") and b"cache-control" not in present:
            headers.append((b"cache-control", b"no-store"))
        return headers


def content_security_policy(nonce: str) -> bytes:
    """Return the policy of a page: own scripts and styles by nonce, nothing from elsewhere."""
    return (
        f"default-src 'none'; script-src 'self' 'nonce-{nonce}'; style-src 'self' 'nonce-{nonce}'; "
        "img-src 'self' data: blob:; font-src 'self'; connect-src 'self' ws: wss:; manifest-src 'self'; "
        "worker-src 'self'; frame-src 'self' blob:; object-src 'none'; base-uri 'none'; form-action 'self'; "
        "frame-ancestors 'none'"
    ).encode()
