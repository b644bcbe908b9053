"""The one way to the bytes of a file: a signed link."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Request
from starlette.responses import FileResponse, Response, StreamingResponse

from itsm.domains.files.engine.kinds import INLINE_TYPES
from itsm.domains.files.engine.names import content_disposition
from itsm.domains.files.models import StoredFile
from itsm.domains.files.service import Visitor, open_download
from itsm.platform.http.ratelimit import count_request
from itsm.platform.storage.adapters import get_storage

router = APIRouter(prefix="/files", tags=["files"])

_USER_AGENT_MAX = 300


@router.get("/{file_id}/download", response_class=Response)
async def download_file(file_id: UUID, token: Annotated[str, Query(max_length=200)], request: Request) -> Response:
    """Fetch a file by a link made at most five minutes ago. Needs no other proof of identity."""
    ip: str = getattr(request.state, "ip", "")
    count_request(request, f"files:{ip}")
    browser = request.headers.get("user-agent", "")[:_USER_AGENT_MAX]
    file = await open_download(file_id, token, Visitor(ip, browser, request.headers.get("range")))
    headers = _headers(file)
    path = get_storage().local_path(file.key)
    if path is None:
        headers["Content-Length"] = str(file.size_bytes)
        return StreamingResponse(get_storage().open(file.key), headers=headers, media_type=file.media_type)
    return FileResponse(path, headers=headers, media_type=file.media_type)


def _headers(file: StoredFile) -> dict[str, str]:
    """Return what keeps a browser from running a file, keeping it, or telling others where it came from (S10)."""
    return {
        "Content-Disposition": content_disposition(file.name, inline=file.media_type in INLINE_TYPES),
        "Content-Security-Policy": "sandbox; default-src 'none'",
        "X-Content-Type-Options": "nosniff",
        "Cache-Control": "private, no-store",
        "Referrer-Policy": "no-referrer",
        "ETag": f'"{file.sha256}"',
    }
