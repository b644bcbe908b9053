"""What comes in and goes out over the interface."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from pydantic import Field, StringConstraints

from itsm.platform.http.schemas import InputModel, OutputModel


class FileLink(OutputModel):
    """Where a file can be fetched until `expires_at`, by the caller alone. `preview_url`: its small picture, if any."""

    url: str
    preview_url: str | None
    expires_at: datetime


class UploadCreate(InputModel):
    """A large file that somebody means to send in pieces."""

    filename: Annotated[str, StringConstraints(min_length=1, max_length=1_000)]
    size_bytes: Annotated[int, Field(ge=1, le=2**50)]


class UploadRead(OutputModel):
    """An upload: pieces go to `url` until `expires_at`."""

    id: UUID
    url: str
    filename: str
    size_bytes: int
    received_bytes: int
    expires_at: datetime
