"""What comes in and goes out over the interface."""

from datetime import datetime
from typing import Annotated, Any, Literal, Self
from uuid import UUID

from pydantic import AfterValidator, Field, StringConstraints, model_validator

from itsm.domains.sla.schemas import LineRead
from itsm.domains.tickets.assets.models import ASSETS_MAX
from itsm.domains.tickets.enums import (
    Impact,
    PendingReason,
    Priority,
    PrioritySource,
    RequestState,
    Source,
    TicketStatus,
    TicketType,
    Urgency,
)
from itsm.domains.tickets.models import (
    DESCRIPTION_MAX,
    DESCRIPTION_MIN,
    IMPACT_MAX,
    IMPACT_MIN,
    LABEL_MAX,
    RESOLUTION_MAX,
    TITLE_MAX,
    TITLE_MIN,
)
from itsm.domains.tickets.sla_schemas import TicketSla
from itsm.platform.http.schemas import InputModel, NamedRef, OutputModel

BULK_MAX = 200
TAGS_MAX = 20


def _one_line(value: str) -> str:
    if any(c in value for c in "\n\r\t"):
        raise ValueError("must be one line")
    return value


def _unique(values: list[Any]) -> list[Any]:
    return list(dict.fromkeys(values))


Title = Annotated[str, StringConstraints(min_length=TITLE_MIN, max_length=TITLE_MAX), AfterValidator(_one_line)]
Description = Annotated[str, StringConstraints(min_length=DESCRIPTION_MIN, max_length=DESCRIPTION_MAX)]
BusinessImpact = Annotated[str, StringConstraints(min_length=IMPACT_MIN, max_length=IMPACT_MAX)]
Reference = Annotated[str, StringConstraints(min_length=1, max_length=LABEL_MAX)]
"""An id, a key or a name of reference data, without regard to case."""
Reason = Annotated[str, StringConstraints(min_length=3, max_length=2_000)]
Notes = Annotated[str, StringConstraints(min_length=3, max_length=RESOLUTION_MAX)]
CommentText = Annotated[str, StringConstraints(min_length=1, max_length=20_000)]
Tag = Annotated[str, StringConstraints(pattern=r"^[^\s,][^,\n\r\t]*$", max_length=40, to_lower=True)]
Tags = Annotated[list[Tag], Field(max_length=TAGS_MAX), AfterValidator(_unique)]


class TicketDraft(InputModel):
    """What a ticket says, before it is raised."""

    type: TicketType = TicketType.INCIDENT
    category: Reference
    subcategory: Reference | None = None
    title: Title
    description: Description
    business_impact: BusinessImpact
    location: Reference
    priority: Priority | None = None
    impact: Impact | None = None
    urgency: Urgency | None = None
    requester_id: UUID | None = None


class TicketCreate(TicketDraft):
    """A new ticket. `confirm_duplicate` raises it although a similar one is open."""

    tags: Tags = Field(default_factory=list)
    asset_ids: Annotated[list[UUID], Field(max_length=ASSETS_MAX)] = Field(default_factory=list)
    confirm_duplicate: bool = False


class TicketPreview(InputModel):
    """As much of a ticket as is filled in; the answer says what would be promised."""

    type: TicketType = TicketType.INCIDENT
    category: Reference
    subcategory: Reference | None = None
    title: Annotated[str, StringConstraints(max_length=TITLE_MAX)] = ""
    description: Annotated[str, StringConstraints(max_length=DESCRIPTION_MAX)] = ""
    business_impact: Annotated[str, StringConstraints(max_length=IMPACT_MAX)] = ""
    location: Reference
    priority: Priority | None = None
    impact: Impact | None = None
    urgency: Urgency | None = None
    requester_id: UUID | None = None


class TicketPatch(InputModel):
    """Fields to change; what is left out stays. `reclassify` has the rules decide the priority again."""

    title: Title | None = None
    description: Description | None = None
    business_impact: BusinessImpact | None = None
    category: Reference | None = None
    subcategory: Reference | None = None
    location: Reference | None = None
    impact: Impact | None = None
    urgency: Urgency | None = None
    tags: Tags | None = None
    reclassify: bool = False

    @model_validator(mode="after")
    def _mandatory_stays(self) -> "TicketPatch":
        for name in ("title", "description", "business_impact", "category", "location", "tags"):
            if name in self.model_fields_set and getattr(self, name) is None:
                raise ValueError(f"{name} cannot be emptied")
        return self


class TransitionInput(InputModel):
    """A move to another status, with what that move needs."""

    to: TicketStatus
    comment: CommentText | None = None
    reason: Reason | None = None
    pending_reason: PendingReason | None = None
    resolution_summary: Notes | None = None
    resolution_category: Reference | None = None
    root_cause: Notes | None = None


class AssignInput(InputModel):
    """Who shall have it: a person (or `me`), a team, or both; `hand_back` with a reason routes it anew."""

    assignee_id: UUID | Literal["me"] | None = None
    team_id: UUID | None = None
    hand_back: bool = False
    reason: Reason | None = None

    @model_validator(mode="after")
    def _somebody(self) -> "AssignInput":
        if self.hand_back:
            if self.reason is None:
                raise ValueError("handing back needs a reason")
            if self.assignee_id is not None or self.team_id is not None:
                raise ValueError("handing back names nobody: routing decides")
        elif self.assignee_id is None and self.team_id is None:
            raise ValueError("name an assignee or a team")
        return self


class ReasonInput(InputModel):
    """A written reason."""

    reason: Reason


class PriorityInput(InputModel):
    """Another priority and the reason for it."""

    priority: Priority
    reason: Reason


class DecisionInput(InputModel):
    """What a manager makes of a priority request."""

    approve: bool
    reason: Reason | None = None


class MacroRef(InputModel):
    """A macro as somebody read it."""

    macro_id: UUID
    version: Annotated[int, Field(ge=1, le=2**31 - 1)]


class BulkAction(InputModel):
    """One action, with what it needs."""

    action: Literal["assign", "transition", "tags", "priority", "macro"]
    assign: AssignInput | None = None
    transition: TransitionInput | None = None
    add_tags: Tags = Field(default_factory=list)
    remove_tags: Tags = Field(default_factory=list)
    priority: PriorityInput | None = None
    macro: MacroRef | None = None

    @model_validator(mode="after")
    def _has_its_part(self) -> Self:
        part = getattr(self, self.action) if self.action != "tags" else self.add_tags or self.remove_tags
        if not part:
            raise ValueError(f"say what to {self.action}")
        return self


class BulkInput(BulkAction):
    """One action on many tickets; each is tried on its own."""

    ids: Annotated[list[UUID], Field(min_length=1, max_length=BULK_MAX), AfterValidator(_unique)]


class SlaTimes(OutputModel):
    """When something is due, as lists show it."""

    due_at: datetime | None
    state: str


class ItemSla(OutputModel):
    """The clocks of a ticket as lists show them."""

    response: SlaTimes | None
    resolution: SlaTimes | None
    next_due_at: datetime | None


class TicketItem(OutputModel):
    """A ticket as lists show it; with `?fields=` only the fields asked for are there."""

    id: UUID
    number: str
    type: TicketType
    status: TicketStatus
    priority: Priority
    priority_source: PrioritySource
    title: str
    category: str
    subcategory: str | None
    location: str
    requester: NamedRef
    team: NamedRef | None
    assignee: NamedRef | None
    tags: list[str]
    is_escalated: bool
    is_breached: bool
    is_unrouted: bool
    pending_reason: PendingReason | None
    version: int
    created_at: datetime
    updated_at: datetime
    sla: ItemSla


class TicketDecision(OutputModel):
    """Why the ticket got its priority, its team and its assignee, as decided."""

    classification: dict[str, Any]
    routing: dict[str, Any]


class TicketRead(TicketItem):
    """A whole ticket."""

    description: str
    business_impact: str
    impact: Impact | None
    urgency: Urgency | None
    source: Source
    created_by: NamedRef | None
    resolution_summary: str | None
    resolution_category: str | None
    root_cause: str | None
    first_responded_at: datetime | None
    resolved_at: datetime | None
    closed_at: datetime | None
    auto_closed: bool
    reopen_count: int
    reassignment_count: int
    merged_into_id: UUID | None
    allowed_transitions: list[TicketStatus]
    sla: TicketSla  # type: ignore[assignment]
    decision: TicketDecision


class TicketPage(OutputModel):
    """One page of tickets. `total` is None on later pages; beyond 500 it is an estimate."""

    items: list[TicketItem]
    next_cursor: str | None
    total: int | None
    total_is_estimate: bool


class DuplicateRead(OutputModel):
    """A recent ticket that says about the same; `similarity` from 0 to 1."""

    id: UUID
    number: str
    title: str
    status: TicketStatus
    created_at: datetime
    similarity: float


class PromisedTimes(OutputModel):
    """When a metric would be due, with the explanation line by line."""

    due_at: datetime
    target_seconds: int
    lines: list[LineRead]


class Promise(OutputModel):
    """What the desk would promise for this draft."""

    priority: Priority
    priority_source: PrioritySource
    classification: dict[str, Any]
    team: NamedRef | None
    routing_rule: str | None
    policy: str | None
    calendar: str | None
    timezone: str | None
    response: PromisedTimes | None
    resolution: PromisedTimes | None
    duplicates: list[DuplicateRead]


class DuplicateList(OutputModel):
    """The similar tickets of the last hours, the most alike first."""

    items: list[DuplicateRead]


class BulkResult(OutputModel):
    """What became of one ticket of a bulk action; `code` and `detail` say why not."""

    id: UUID
    ok: bool
    version: int | None
    code: str | None
    detail: str | None


class BulkResults(OutputModel):
    """Every ticket of a bulk action, in the order asked. `change_id` undoes it; null where no ticket was reached."""

    items: list[BulkResult]
    change_id: UUID | None
    done: int
    failed: int


class PriorityRequestRead(OutputModel):
    """A wish for another priority and what became of it."""

    id: UUID
    ticket_id: UUID
    number: str
    priority: Priority
    reason: str
    state: RequestState
    requested_by: NamedRef | None
    created_at: datetime
    decided_by: NamedRef | None
    decided_at: datetime | None
    decision_reason: str | None


class PriorityRequestList(OutputModel):
    """Every request of one ticket, the newest first."""

    items: list[PriorityRequestRead]
