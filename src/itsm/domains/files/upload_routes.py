"""Pieces of large files, after tus 1.0: how far it is (HEAD), the next piece (PATCH), give up (DELETE)."""

from collections.abc import AsyncIterator
from typing import Annotated, Any, Final
from uuid import UUID

from fastapi import APIRouter, Header, Request
from starlette.requests import ClientDisconnect
from starlette.responses import Response

from itsm.domains.files import uploads
from itsm.domains.files.uploads import UploadCard
from itsm.platform.clock import utc_now
from itsm.platform.errors import UnsupportedType
from itsm.platform.http.deps import CurrentActor, Reading, Work

router = APIRouter(prefix="/uploads", tags=["files"])

_PIECE: Final = "application/offset+octet-stream"
_BODY: Final[dict[str, Any]] = {
    "requestBody": {"required": True, "content": {_PIECE: {"schema": {"type": "string", "format": "binary"}}}}
}


@router.head("/{upload_id}", status_code=200, response_class=Response)
async def get_upload(upload_id: UUID, actor: CurrentActor, session: Reading) -> Response:
    """Tell how far an upload is, in the header Upload-Offset."""
    card = await uploads.find_upload(session, actor, upload_id, utc_now())
    return Response(headers=upload_headers(card) | {"Upload-Length": str(card.size_bytes)})


@router.patch("/{upload_id}", status_code=204, response_class=Response, openapi_extra=_BODY)
async def send_piece(
    upload_id: UUID,
    actor: CurrentActor,
    request: Request,
    offset: Annotated[str | None, Header(alias="Upload-Offset", max_length=20)] = None,
) -> Response:
    """Take the next piece of an upload, of at most 60 MB. What came before the line broke is kept."""
    if request.headers.get("content-type") != _PIECE:
        raise UnsupportedType(f"Send the piece as {_PIECE}.")
    start = uploads.check_offset(offset)
    card = await uploads.receive(actor, upload_id, start, _until_cut(request), utc_now())
    return Response(status_code=204, headers=upload_headers(card))


@router.delete("/{upload_id}", status_code=204)
async def cancel_upload(upload_id: UUID, work: Work) -> None:
    """Give an upload up; its bytes are removed."""
    await uploads.give_up(work, upload_id)


def upload_headers(card: UploadCard) -> dict[str, str]:
    """Return what tus says of an upload in headers."""
    return {
        "Tus-Resumable": "1.0.0",
        "Upload-Offset": str(card.received_bytes),
        "Upload-Expires": card.expires_at.strftime("%a, %d %b %Y %H:%M:%S GMT"),
        "Cache-Control": "no-store",
    }


async def _until_cut(request: Request) -> AsyncIterator[bytes]:
    """Give the body as far as it comes: a line that breaks ends the piece."""
    try:
        async for chunk in request.stream():
            if chunk:
                yield chunk
    except ClientDisconnect:
        return
