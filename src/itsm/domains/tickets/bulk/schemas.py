"""Bulk changes over the interface."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field

from itsm.domains.tickets.bulk.enums import BulkItemState, BulkState
from itsm.domains.tickets.bulk.queries import MOST_TICKETS
from itsm.domains.tickets.saved_views.schemas import Filters
from itsm.domains.tickets.schemas import BulkAction
from itsm.platform.http.schemas import OutputModel

Action = Literal["assign", "transition", "tags", "priority", "macro"]


class BulkChangeCreate(BulkAction):
    """One action on every ticket of a list. `expected`: how many the caller was shown; many more are refused."""

    filters: Filters
    expected: Annotated[int, Field(ge=1, le=MOST_TICKETS)]


class BulkChangeRead(OutputModel):
    """A bulk change and how far it is. `may_undo`: it is done and changed something."""

    id: UUID
    action: Action
    state: BulkState
    created_at: datetime
    finished_at: datetime | None
    total: int
    waiting: int
    done: int
    same: int
    refused: int
    returned: int
    kept: int
    may_undo: bool


class BulkMiss(OutputModel):
    """A ticket that was not changed, or not taken back, and why."""

    id: UUID
    number: str
    title: str
    state: BulkItemState
    code: str | None
    detail: str | None


class BulkChangeDetail(BulkChangeRead):
    """A bulk change with the tickets it did not reach."""

    misses: list[BulkMiss]
