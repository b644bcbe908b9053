"""What comes in and goes out over the interface."""

from datetime import datetime

from itsm.platform.http.schemas import OutputModel


class FileLink(OutputModel):
    """Where a file can be fetched until `expires_at`, by the caller alone."""

    url: str
    expires_at: datetime
