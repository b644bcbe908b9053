"""What comes in and goes out at `/api/auth/tokens`."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from pydantic import Field

from itsm.domains.identity.api_tokens.scopes import Scope
from itsm.platform.http.schemas import InputModel, OutputModel, ShortText

LONGEST_DAYS = 365


class ApiTokenCreate(InputModel):
    """A new token. It expires, after a year at the latest."""

    name: ShortText
    scopes: Annotated[list[Scope], Field(min_length=1, max_length=len(Scope))]
    expires_in_days: Annotated[int, Field(ge=1, le=LONGEST_DAYS)]


class ApiTokenRead(OutputModel):
    """A token of the caller. `hint` is its last characters: enough to tell it from others, not to use it."""

    id: UUID
    name: str
    hint: str
    scopes: list[Scope]
    created_at: datetime
    expires_at: datetime
    last_used_at: datetime | None
    last_used_ip: str | None


class ApiTokenMade(ApiTokenRead):
    """A new token with its text, shown this once."""

    token: str


class ApiTokenPage(OutputModel):
    """Every token of the caller that works, newest first; and what a new one may get."""

    items: list[ApiTokenRead]
    next_cursor: None
    total: int
    total_is_estimate: bool
    scopes: list[Scope]
    longest_days: int
