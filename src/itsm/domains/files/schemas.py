"""What comes in and goes out over the interface."""

from datetime import datetime

from itsm.platform.http.schemas import OutputModel


class FileLink(OutputModel):
    """Where a file can be fetched until `expires_at`, by the caller alone. `preview_url`: its small picture, if any."""

    url: str
    preview_url: str | None
    expires_at: datetime
