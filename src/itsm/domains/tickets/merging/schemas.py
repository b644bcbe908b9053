"""Merging and splitting over the interface."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from pydantic import Field, StringConstraints

from itsm.domains.tickets.enums import TicketStatus, TicketType
from itsm.domains.tickets.schemas import BusinessImpact, CommentText, Description, Reference, Title
from itsm.platform.http.schemas import InputModel, OutputModel

TicketReference = Annotated[str, StringConstraints(min_length=1, max_length=64)]


class MergeCreate(InputModel):
    """Into which ticket, and what the requester of the closed one is told.

    `into_version`: of the other ticket, as the preview showed it; where it moved since, nothing is merged.
    """

    into: TicketReference
    into_version: Annotated[int, Field(ge=1)] | None = None
    note: CommentText | None = None


class MergedTicket(OutputModel):
    """One of the two; `title` and `description` are null where the caller does not see that ticket.

    Who works the ticket that it goes on in reads both: they are part of that story now.
    """

    id: UUID
    number: str
    title: str | None
    description: str | None
    requester: str | None
    status: TicketStatus
    created_at: datetime
    version: int


class MergePreview(OutputModel):
    """What would be read in the other ticket from then on, and whether it can be.

    `is_same_requester`: where not, neither of the two reads what the other wrote. `refused`: why it cannot be.
    """

    source: MergedTicket
    target: MergedTicket
    comments: int
    notes: int
    attachments: int
    watchers: int
    links: int
    is_same_requester: bool
    is_source_older: bool
    refused: str | None


class MergeRead(OutputModel):
    """A merge. `may_undo`: the caller may, until `undo_until`, while nobody has written on either since."""

    id: UUID
    source: MergedTicket
    target: MergedTicket
    merged_by: str | None
    merged_at: datetime
    undo_until: datetime
    undone_at: datetime | None
    may_undo: bool


class MergeList(OutputModel):
    """The merges of a ticket, the latest first."""

    items: list[MergeRead]


class SplitCreate(InputModel):
    """A new ticket out of a comment. What is left out is as on the ticket it comes from."""

    title: Title
    description: Description
    business_impact: BusinessImpact | None = None
    category: Reference | None = None
    subcategory: Reference | None = None
    location: Reference | None = None
    type: TicketType | None = None
