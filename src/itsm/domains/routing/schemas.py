"""What comes in and goes out over the interface."""

from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import Field, StringConstraints

from itsm.domains.conditions.schemas import Mentioned, MismatchRead, Where, always
from itsm.domains.routing.enums import NotTaken, Via
from itsm.domains.settings.enums import Priority
from itsm.platform.http.schemas import InputModel, OutputModel, ShortText, left_out

Position = Annotated[int, Field(ge=0, le=100_000)]
Reason = Annotated[str, StringConstraints(max_length=500)]


class RoutingRuleCreate(InputModel):
    """A rule; without a position it comes last, without a team it only adds to what another decides.

    `agent_id` is the member of the team who gets the ticket if they can take it.
    """

    name: ShortText
    where: Where = Field(default_factory=always)
    team_id: UUID | None = None
    agent_id: UUID | None = None
    priority_floor: Priority | None = None
    watcher_ids: Annotated[list[UUID], Field(max_length=20)] = Field(default_factory=list)
    notify_manager: bool = False
    skill_ids: Annotated[list[UUID], Field(max_length=20)] = Field(default_factory=list)
    position: Position | None = None
    is_active: bool = True
    reason: Reason = ""


class RoutingRulePatch(InputModel):
    """What may change of a rule; `where` is replaced as a whole."""

    name: ShortText = Field(default_factory=left_out)
    where: Where = Field(default_factory=left_out)
    team_id: UUID | None = None
    agent_id: UUID | None = None
    priority_floor: Priority | None = None
    watcher_ids: Annotated[list[UUID], Field(max_length=20)] = Field(default_factory=left_out)
    notify_manager: bool = Field(default_factory=left_out)
    skill_ids: Annotated[list[UUID], Field(max_length=20)] = Field(default_factory=left_out)
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


class RoutingRuleRead(OutputModel):
    """A rule as an administrator sees it; `mentioned` names what `where` has by id."""

    id: UUID
    name: str
    where: dict[str, Any]
    mentioned: list[Mentioned]
    team: Named | None
    agent: Named | None
    priority_floor: Priority | None
    watchers: list[Named]
    notify_manager: bool
    skills: list[Named]
    position: int
    is_active: bool
    version: int


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
    weight: int
    last_assigned_at: datetime | None
    not_taken: NotTaken | None
    missing_skills: list[str]
    team: str | None


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
    via: Via
    asked_skills: list[str]
    why: str
    candidates: list[CandidateRead]
    rules: list[RuleOutcomeRead]


class AgentLoadRead(OutputModel):
    """How much an agent has to do. `capacity` is the most they take in any of their teams; null: no limit."""

    id: UUID
    name: str
    is_active: bool
    open_count: int
    last_assigned_at: datetime | None
    is_away: bool
    capacity: int | None


class AgentPresence(InputModel):
    """Whether an agent is away."""

    is_away: bool
