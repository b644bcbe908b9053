"""ETags: spare an unchanged answer, refuse a stale write."""

from __future__ import annotations

import hashlib
from typing import Annotated

from fastapi import Header, Request
from starlette.responses import Response

from itsm.platform.errors import PreconditionRequired, StaleVersion

IfMatch = Annotated[str | None, Header(alias="If-Match", max_length=100)]
JSON = "application/json"


def json_response(request: Request, body: bytes, *, etag: str | None = None, status: int = 200) -> Response:
    """Return `body` as JSON with an ETag, or 304 where the caller already holds it.

    Without `etag` one is computed from the bytes.
    """
    tag = f'"{etag}"' if etag is not None else f'"{hashlib.sha256(body).hexdigest()[:24]}"'
    headers = {"ETag": tag, "Cache-Control": "private, no-cache"}
    held = request.headers.get("if-none-match")
    if held is not None and status == 200 and _matches(held, tag):  # noqa: PLR2004 - HTTP OK
        return Response(status_code=304, headers=headers)
    return Response(body, status, headers=headers, media_type=JSON)


def _matches(held: str, tag: str) -> bool:
    tags = {t.strip().removeprefix("W/") for t in held.split(",")}
    return "*" in tags or tag in tags


def require_version(if_match: str | None, version: int) -> None:
    """Raise PreconditionRequired (428) without If-Match, StaleVersion (412) where it is not `version`."""
    if if_match is None:
        raise PreconditionRequired("Send If-Match with the version you read.")
    tags = {t.strip().removeprefix("W/").strip('"') for t in if_match.split(",")}
    if "*" not in tags and str(version) not in tags:
        raise StaleVersion("Somebody changed this since you read it.", current_version=version)
