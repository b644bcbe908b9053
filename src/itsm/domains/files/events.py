"""What happens to files."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from itsm.platform.events import DomainEvent


@dataclass(frozen=True, kw_only=True)
class FileDownloaded(DomainEvent):
    """Somebody fetched a file, or the part of it that `byte_range` names. The parent is what it belongs to."""

    name: ClassVar[str] = "file.downloaded"
    subject_type: ClassVar[str] = "file"
    file_name: str
    sha256: str
    byte_range: str | None
