"""What the interface shows of the machinery."""

from datetime import datetime
from typing import Any
from uuid import UUID

from itsm.domains.notifications.enums import Channel, DeliveryState
from itsm.domains.ops.enums import JobState, Verdict
from itsm.platform.http.schemas import OutputModel


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
