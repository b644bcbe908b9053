"""What comes in and goes out over the interface."""

from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import Field, StringConstraints

from itsm.domains.routing.enums import Condition, NotTaken
from itsm.domains.settings.enums import Priority
from itsm.platform.http.schemas import InputModel, OutputModel, ShortText

Word = Annotated[str, StringConstraints(min_length=1, max_length=100, pattern=r"[^\W_]")]
Ref = Annotated[str, StringConstraints(min_length=1, max_length=200)]
"""A reference thing by id, key or name, without regard to case."""
Refs = Annotated[list[Ref], Field(max_length=100)]
Position = Annotated[int, Field(ge=0, le=100_000)]
Reason = Annotated[str, StringConstraints(max_length=500)]
TicketType = Literal["incident", "service_request"]
Text = Annotated[str, StringConstraints(max_length=20_000)]


def left_out() -> Any:
    """Stand in for a field of a patch that was not sent; only fields that were sent are looked at."""
    return None


class ConditionsInput(InputModel):
    """What a rule asks for; what is left out asks for nothing. Subcategories are named by id."""

    categories: Refs = Field(default_factory=list)
    subcategory_ids: Annotated[list[UUID], Field(max_length=100)] = Field(default_factory=list)
    locations: Refs = Field(default_factory=list)
    types: Annotated[list[TicketType], Field(max_length=2)] = Field(default_factory=list)
    priorities: Annotated[list[Priority], Field(max_length=4)] = Field(default_factory=list)
    departments: Annotated[list[ShortText], Field(max_length=100)] = Field(default_factory=list)
    keywords: Annotated[list[Word], Field(max_length=200)] = Field(default_factory=list)
    is_vip: bool | None = None


class RoutingRuleCreate(InputModel):
    """A rule; without a position it comes last, without a team it only adds to what another decides."""

    name: ShortText
    conditions: ConditionsInput = Field(default_factory=ConditionsInput)
    team_id: UUID | None = None
    priority_floor: Priority | None = None
    watcher_ids: Annotated[list[UUID], Field(max_length=20)] = Field(default_factory=list)
    notify_manager: bool = False
    position: Position | None = None
    is_active: bool = True
    reason: Reason = ""


class RoutingRulePatch(InputModel):
    """What may change of a rule; `conditions` are replaced as a whole."""

    name: ShortText = Field(default_factory=left_out)
    conditions: ConditionsInput = Field(default_factory=left_out)
    team_id: UUID | None = None
    priority_floor: Priority | None = None
    watcher_ids: Annotated[list[UUID], Field(max_length=20)] = Field(default_factory=left_out)
    notify_manager: bool = Field(default_factory=left_out)
    position: Position = Field(default_factory=left_out)
    is_active: bool = Field(default_factory=left_out)
    reason: Reason = ""


class RoutingOrder(InputModel):
    """Every rule's id once, in the new order."""

    ids: Annotated[list[UUID], Field(max_length=2_000)]
    reason: Reason = ""


class Named(OutputModel):
    """Something with a name that a rule mentions."""

    id: UUID
    name: str


class ConditionsRead(OutputModel):
    """What a rule asks for, by name."""

    categories: list[Named]
    subcategories: list[Named]
    locations: list[Named]
    types: list[str]
    priorities: list[Priority]
    departments: list[str]
    keywords: list[str]
    is_vip: bool | None


class RoutingRuleRead(OutputModel):
    """A rule as an administrator sees it."""

    id: UUID
    name: str
    conditions: ConditionsRead
    team: Named | None
    priority_floor: Priority | None
    watchers: list[Named]
    notify_manager: bool
    position: int
    is_active: bool
    version: int


class RoutingTest(InputModel):
    """A ticket to try the rules on. Nothing is written or counted."""

    category: Ref | None = None
    subcategory: Ref | None = None
    location: Ref | None = None
    type: TicketType = "incident"
    priority: Priority = Priority.P4
    department: ShortText | None = None
    title: Text = ""
    description: Text = ""
    is_vip: bool = False


class MismatchRead(OutputModel):
    """A condition that did not hold, and what the ticket has instead."""

    condition: Condition
    got: str | None


class RuleOutcomeRead(OutputModel):
    """What became of one rule: `too_late` when an earlier one had named the team."""

    id: UUID
    name: str
    outcome: Literal["applied", "not_matched", "too_late"]
    mismatches: list[MismatchRead]


class CandidateRead(OutputModel):
    """A member of the team with the numbers of the moment; `not_taken` is null for the one chosen."""

    id: UUID
    name: str
    open_count: int
    capacity: int | None
    last_assigned_at: datetime | None
    not_taken: NotTaken | None


class RoutingTestRead(OutputModel):
    """Where the ticket would go, to whom, and why not elsewhere."""

    team: Named | None
    rule: str | None
    rule_id: UUID | None
    rule_version: int
    added_by: list[str]
    priority: Priority
    watchers: list[Named]
    notify_manager: bool
    is_unrouted: bool
    assignee: Named | None
    why: str
    candidates: list[CandidateRead]
    rules: list[RuleOutcomeRead]


class AgentLoadRead(OutputModel):
    """How much an agent has to do."""

    id: UUID
    name: str
    is_active: bool
    open_count: int
    last_assigned_at: datetime | None
    is_away: bool


class AgentPresence(InputModel):
    """Whether an agent is away."""

    is_away: bool
