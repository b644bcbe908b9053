"""The one way to the bytes of a file: a signed link."""

from typing import Annotated, Final
from uuid import UUID

from fastapi import APIRouter, Query, Request
from starlette.responses import Response, StreamingResponse

from itsm.domains.files.engine.kinds import INLINE_TYPES
from itsm.domains.files.engine.names import content_disposition
from itsm.domains.files.engine.ranges import NotSatisfiableError, wanted_range
from itsm.domains.files.service import Download, Visitor, open_download
from itsm.platform.http.ratelimit import count_request
from itsm.platform.storage.adapters import get_storage

router = APIRouter(prefix="/files", tags=["files"])

_USER_AGENT_MAX: Final = 300
Token = Annotated[str, Query(max_length=200)]


@router.get("/{file_id}/download", response_class=Response)
async def download_file(file_id: UUID, token: Token, request: Request) -> Response:
    """Fetch a file, or a part of it (Range), by a link made at most five minutes ago. Needs no other proof."""
    found = await open_download(file_id, token, _visitor(request, request.headers.get("range")))
    etag = f'"{found.file.sha256}"'
    headers = _headers(found, etag) | {"Accept-Ranges": "bytes"}
    headers["Content-Disposition"] = content_disposition(found.file.name, inline=found.file.media_type in INLINE_TYPES)
    return _answer(request, found.file.key, found.file.size_bytes, found.file.media_type, headers)


@router.get("/{file_id}/preview", response_class=Response)
async def preview_file(file_id: UUID, token: Token, request: Request) -> Response:
    """Fetch the small picture of a file by the same link; its first page for a PDF."""
    found = await open_download(file_id, token, _visitor(request, None), is_preview=True)
    key = found.file.preview_key or ""
    headers = _headers(found, f'"{key}"') | {"Content-Disposition": "inline"}
    if _is_held(request, headers["ETag"]):
        return Response(status_code=304, headers=headers)
    return StreamingResponse(get_storage().open(key), headers=headers, media_type="image/webp")


def _visitor(request: Request, byte_range: str | None) -> Visitor:
    ip: str = getattr(request.state, "ip", "")
    count_request(request, f"files:{ip}")
    return Visitor(ip, request.headers.get("user-agent", "")[:_USER_AGENT_MAX], byte_range)


def _answer(request: Request, key: str, size: int, media_type: str, headers: dict[str, str]) -> Response:
    if _is_held(request, headers["ETag"]):
        return Response(status_code=304, headers=headers)
    asked, condition = request.headers.get("range"), request.headers.get("if-range")
    try:
        part = wanted_range(asked, condition, etag=headers["ETag"], size=size)
    except NotSatisfiableError:
        return Response(status_code=416, headers={**headers, "Content-Range": f"bytes */{size}"})
    start, end = part or (0, size)
    more = {"Content-Length": str(end - start)}
    if part is not None:
        more["Content-Range"] = f"bytes {start}-{end - 1}/{size}"
    body = get_storage().open(key, start, end)
    return StreamingResponse(body, 206 if part else 200, headers=headers | more, media_type=media_type)


def _is_held(request: Request, etag: str) -> bool:
    held = request.headers.get("if-none-match", "")
    return etag in {tag.strip().removeprefix("W/") for tag in held.split(",")}


def _headers(found: Download, etag: str) -> dict[str, str]:
    """Return what keeps a browser from running a file, and others from keeping it or hearing of it (S10).

    The bytes behind a link never change, so its own browser may keep them as long as the link is good, and no longer.
    """
    return {
        "Content-Security-Policy": "sandbox; default-src 'none'",
        "X-Content-Type-Options": "nosniff",
        "Cache-Control": f"private, max-age={found.seconds_left}, immutable",
        "Referrer-Policy": "no-referrer",
        "Cross-Origin-Resource-Policy": "same-origin",
        "ETag": etag,
    }
