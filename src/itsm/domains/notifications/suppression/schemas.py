"""Suppressed addresses over the interface."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from pydantic import StringConstraints

from itsm.domains.notifications.enums import Cause
from itsm.platform.http.schemas import InputModel, OutputModel, ShortText
from itsm.platform.mail.message import MAX_ADDRESS_LENGTH


class SuppressionAdd(InputModel):
    """An address that is to get no more mail, and why."""

    address: Annotated[str, StringConstraints(min_length=3, max_length=MAX_ADDRESS_LENGTH)]
    reason: Annotated[ShortText, StringConstraints(min_length=5, max_length=200)]


class SuppressionRead(OutputModel):
    """An address that gets no mail. `detail`: what the mail server or the administrator said."""

    id: UUID
    address: str
    cause: Cause
    detail: str
    delivery_id: UUID | None
    added_by: str | None
    suppressed_at: datetime
    lifted_at: datetime | None
    lifted_by: str | None
