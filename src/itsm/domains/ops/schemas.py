"""What the interface shows of the machinery."""

from datetime import datetime
from enum import StrEnum
from typing import Annotated, Any
from uuid import UUID

from pydantic import StringConstraints

from itsm.domains.files.enums import ScanState
from itsm.domains.notifications.enums import Channel, DeliveryState
from itsm.domains.ops.enums import JobState, Verdict
from itsm.platform.http.schemas import InputModel, OutputModel


class DeliveryRead(OutputModel):
    """One mail in the outbox, without its body."""

    id: UUID
    event_id: UUID
    recipient_id: UUID
    recipient_name: str
    address: str
    channel: Channel
    template: str
    locale: str
    subject: str
    state: DeliveryState
    attempts: int
    ambiguous_sends: int
    last_error: str | None
    message_id: str
    created_at: datetime
    sending_at: datetime | None
    send_after: datetime | None
    sent_at: datetime | None


class DeliveryDetail(DeliveryRead):
    """One mail with its body. `html` is for a sandboxed frame without scripts; it loads nothing from elsewhere."""

    html: str
    text: str


class JobRead(OutputModel):
    """One piece of background work."""

    id: int
    name: str
    state: JobState
    args: dict[str, Any]
    lock_key: str | None
    run_at: datetime
    attempts: int
    last_error: str | None
    created_at: datetime


class JobCountRead(OutputModel):
    """How many jobs of one name are in one state, and when the earliest is due."""

    name: str
    state: JobState
    count: int
    oldest_run_at: datetime


class JobSummary(OutputModel):
    """Every job there is, counted."""

    items: list[JobCountRead]


class CheckRead(OutputModel):
    """The verdict on one part of the desk."""

    name: str
    verdict: Verdict
    detail: str
    value: float | None
    unit: str | None


class HealthRead(OutputModel):
    """How the desk is doing: the worst verdict and each of them."""

    verdict: Verdict
    version: str
    checked_at: datetime
    worker_seen_at: datetime | None
    checks: list[CheckRead]


class HeldState(StrEnum):
    """Why a file is held back."""

    PENDING = ScanState.PENDING.value
    INFECTED = ScanState.INFECTED.value
    UNSCANNABLE = ScanState.UNSCANNABLE.value


class HeldFileRead(OutputModel):
    """A file that is held back. `detail`: what was found, or why it could not be looked into."""

    id: UUID
    name: str
    media_type: str
    size_bytes: int
    sha256: str
    scan_state: str
    detail: str | None
    owner_type: str
    owner_id: UUID
    uploaded_by: str | None
    created_at: datetime
    scanned_at: datetime | None


class ScannerRead(OutputModel):
    """How the scanner is doing. `not_scanned`: files that came while there was none."""

    is_configured: bool
    is_answering: bool
    version: str | None
    not_scanned: int


class Release(InputModel):
    """Why a held file may be fetched after all."""

    reason: Annotated[str, StringConstraints(min_length=5, max_length=500)]
