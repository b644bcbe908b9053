"""What comes in and goes out over the interface."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated
from uuid import UUID

from pydantic import Field, StringConstraints

from itsm.domains.webhooks.enums import WebhookState
from itsm.platform.http.schemas import InputModel, OutputModel, ShortText, left_out

Name = Annotated[ShortText, StringConstraints(max_length=80)]
Address = Annotated[str, StringConstraints(min_length=8, max_length=2_000, pattern=r"^https?://\S+$")]
EventName = Annotated[str, StringConstraints(pattern=r"^[a-z_]{2,30}\.[a-z_]{2,30}$")]
Events = Annotated[list[EventName], Field(min_length=1, max_length=100)]


class WebhookCreate(InputModel):
    """A new webhook."""

    name: Name
    url: Address
    events: Events


class WebhookPatch(InputModel):
    """What is to change; the rest stays."""

    name: Name = Field(default_factory=left_out)
    url: Address = Field(default_factory=left_out)
    events: Events = Field(default_factory=left_out)
    is_active: bool = Field(default_factory=left_out)


class WebhookRead(OutputModel):
    """A webhook, without its secret. `old_secret_until`: until then the secret before the last signs, too."""

    id: UUID
    name: str
    url: str
    events: list[str]
    is_active: bool
    failing_since: datetime | None
    disabled_reason: str | None
    old_secret_until: datetime | None
    version: int
    created_at: datetime


class WebhookWithSecret(OutputModel):
    """A webhook with its secret, which is shown this once."""

    webhook: WebhookRead
    secret: str


class WebhookEventRead(OutputModel):
    """An event that can be heard, and the fields it tells."""

    name: str
    title: str
    fields: list[str]


class WebhookEventList(OutputModel):
    """Every event that can be heard."""

    items: list[WebhookEventRead]


class WebhookDeliveryRead(OutputModel):
    """One event for one webhook. `answer` is the beginning of what the other side said."""

    id: UUID
    event: str
    body: str
    state: WebhookState
    attempts: int
    status: int | None
    answer: str | None
    last_error: str | None
    created_at: datetime
    finished_at: datetime | None


class Queued(OutputModel):
    """The delivery that was queued."""

    delivery_id: UUID
