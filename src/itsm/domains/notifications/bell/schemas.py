"""What the interface shows of the bell."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated
from uuid import UUID

from pydantic import Field, StringConstraints

from itsm.platform.http.schemas import InputModel, Moment, OutputModel

GroupKey = Annotated[str, StringConstraints(pattern=r"^[a-z_]{2,20}\.[0-9a-f-]{36}$")]
"""The name of a conversation: `ticket.<id>`."""


class NoticeRead(OutputModel):
    """One piece of news, in the reader's language; `why` says why they were told."""

    id: UUID
    kind: str
    text: str
    excerpt: str | None
    why: str
    created_at: datetime
    done_at: datetime | None


class ConversationRead(OutputModel):
    """The news of one ticket (or of one thing else): the latest first, at most four of `count`."""

    key: str
    title: str
    reference: str | None
    path: str | None
    count: int
    latest_id: UUID
    latest_at: datetime
    items: list[NoticeRead]


class BellCount(OutputModel):
    """How many conversations hold news; `has_more`: at least so many."""

    count: int
    has_more: bool


class Finish(InputModel):
    """Put news away: of these conversations (null: of all), up to the latest on the reader's screen."""

    keys: Annotated[list[GroupKey], Field(min_length=1, max_length=200)] | None = None
    up_to: UUID


class Finished(OutputModel):
    """When it was put away; with that it can be taken back."""

    done_at: datetime


class TakeBack(InputModel):
    """What to take back: the moment at which it was put away."""

    done_at: Moment
