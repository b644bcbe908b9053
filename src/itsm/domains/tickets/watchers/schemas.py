"""What comes in and goes out over the interface."""

from datetime import datetime
from typing import Literal
from uuid import UUID

from itsm.platform.http.schemas import InputModel, OutputModel


class WatcherCreate(InputModel):
    """Who shall follow the ticket."""

    user_id: UUID | Literal["me"] = "me"


class WatcherRead(OutputModel):
    """A person who follows the ticket since `created_at`."""

    id: UUID
    name: str
    created_at: datetime


class WatcherList(OutputModel):
    """Who follows a ticket, by name."""

    items: list[WatcherRead]
