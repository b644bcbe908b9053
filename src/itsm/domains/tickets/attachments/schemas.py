"""What comes in and goes out over the interface."""

from datetime import datetime
from typing import Any, Final
from uuid import UUID

from itsm.platform.http.schemas import InputModel, OutputModel


class AttachmentForm(InputModel):
    """The fields beside the file. On a comment, the file is as internal as the comment is."""

    is_json = False

    comment_id: UUID | None = None
    is_internal: bool = False


class AttachmentPlace(InputModel):
    """Where a finished upload goes. On a comment, the file is as internal as the comment is."""

    comment_id: UUID | None = None
    is_internal: bool = False


class Uploader(OutputModel):
    """Who sent it."""

    id: UUID
    name: str


class AttachmentRead(OutputModel):
    """A file on a ticket. `content_type` is what its content is, whatever its sender said."""

    id: UUID
    ticket_id: UUID
    filename: str
    content_type: str
    size_bytes: int
    scan_state: str
    is_internal: bool
    comment_id: UUID | None
    uploaded_by: Uploader | None
    created_at: datetime


UPLOAD_BODY: Final[dict[str, Any]] = {
    "requestBody": {
        "required": True,
        "content": {
            "multipart/form-data": {
                "schema": {
                    "type": "object",
                    "required": ["file"],
                    "additionalProperties": False,
                    "properties": {
                        "file": {"type": "string", "format": "binary"},
                        "comment_id": {"type": "string", "format": "uuid"},
                        "is_internal": {"type": "boolean"},
                    },
                }
            }
        },
    }
}
"""The upload in the interface's document: the body is read as it arrives, so the framework does not know it."""
