"""What happens to files. The parent of each event is what the file belongs to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from itsm.platform.events import DomainEvent


@dataclass(frozen=True, kw_only=True)
class FileDownloaded(DomainEvent):
    """Somebody fetched a file, or the part of it that `byte_range` names."""

    name: ClassVar[str] = "file.downloaded"
    subject_type: ClassVar[str] = "file"
    file_name: str
    sha256: str
    byte_range: str | None


@dataclass(frozen=True, kw_only=True)
class ScanEvent(DomainEvent):
    """Base of what is decided about a file. `detail`: what was found, or why it could not be looked into."""

    subject_type: ClassVar[str] = "file"
    file_name: str
    sha256: str
    scan_state: str
    detail: str
    uploaded_by: UUID | None


@dataclass(frozen=True, kw_only=True)
class FileCleared(ScanEvent):
    """The scanner found nothing."""

    name: ClassVar[str] = "file.cleared"
    audited: ClassVar[bool] = False


@dataclass(frozen=True, kw_only=True)
class FileQuarantined(ScanEvent):
    """The scanner found something, or could not look into the file; it is held back."""

    name: ClassVar[str] = "file.quarantined"


@dataclass(frozen=True, kw_only=True)
class FileReleased(ScanEvent):
    """An administrator let a held file go, and said why."""

    name: ClassVar[str] = "file.released"
    reason: str


@dataclass(frozen=True, kw_only=True)
class FileDeleted(ScanEvent):
    """An administrator had the bytes of a held file deleted."""

    name: ClassVar[str] = "file.deleted"
