"""What comes in over the interface, and what goes out of one change."""

from datetime import datetime
from typing import Annotated, Any
from uuid import UUID
from zoneinfo import available_timezones

from pydantic import AfterValidator, BeforeValidator, Field, StringConstraints

from itsm.domains.changes.engine.flow import Obstacle
from itsm.domains.changes.enums import ChangeAction, ChangeState, ChangeType, Outcome, RiskLevel, TicketRole
from itsm.domains.changes.models import KEY_MAX, MOST_ASSETS, MOST_SYSTEMS, SYSTEM_MAX, TEXT_MAX, TITLE_MAX
from itsm.domains.tickets.enums import TicketStatus
from itsm.platform.http.schemas import InputModel, Moment, OutputModel, ShortText, each_once, left_out

_ZONES = available_timezones()


def _one_line(value: Any) -> Any:
    return " ".join(value.split()) if isinstance(value, str) else value


def _known_zone(value: str) -> str:
    if value not in _ZONES:
        raise ValueError("must be a time zone such as Asia/Manila")
    return value


Title = Annotated[str, BeforeValidator(_one_line), StringConstraints(min_length=5, max_length=TITLE_MAX)]
Words = Annotated[str, StringConstraints(max_length=TEXT_MAX)]
Note = Annotated[str, StringConstraints(max_length=2_000)]
System = Annotated[ShortText, StringConstraints(max_length=SYSTEM_MAX)]
Systems = Annotated[list[System], Field(max_length=MOST_SYSTEMS), AfterValidator(each_once)]
AssetIds = Annotated[list[UUID], Field(max_length=MOST_ASSETS), AfterValidator(each_once)]
Key = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$", max_length=KEY_MAX)]
Answers = Annotated[dict[Key, Key], Field(max_length=50)]
Zone = Annotated[str, StringConstraints(max_length=64), AfterValidator(_known_zone)]


class ChangeCreate(InputModel):
    """A new change, as a draft. With a template, what is left out comes from it."""

    type: ChangeType
    title: Title
    template_id: UUID | None = None
    reason: Words = Field(default_factory=left_out)
    business_impact: Words = Field(default_factory=left_out)
    implementation_plan: Words = Field(default_factory=left_out)
    rollback_plan: Words = Field(default_factory=left_out)
    communication_plan: Words = Field(default_factory=left_out)
    test_plan: Words = Field(default_factory=left_out)
    justification: Words = Field(default_factory=left_out)
    systems: Systems = Field(default_factory=left_out)
    asset_ids: AssetIds = Field(default_factory=left_out)
    risk_answers: Answers = Field(default_factory=left_out)
    starts_at: Moment | None = None
    ends_at: Moment | None = None
    timezone: Zone = Field(default_factory=left_out)
    implementer_id: UUID | None = None
    team_id: UUID | None = None
    location_id: UUID | None = None


class ChangePatch(InputModel):
    """What may change of a change; fields left out stay. Another scope, window or risk asks for approval again."""

    title: Title = Field(default_factory=left_out)
    reason: Words = Field(default_factory=left_out)
    business_impact: Words = Field(default_factory=left_out)
    implementation_plan: Words = Field(default_factory=left_out)
    rollback_plan: Words = Field(default_factory=left_out)
    communication_plan: Words = Field(default_factory=left_out)
    test_plan: Words = Field(default_factory=left_out)
    justification: Words = Field(default_factory=left_out)
    systems: Systems = Field(default_factory=left_out)
    asset_ids: AssetIds = Field(default_factory=left_out)
    risk_answers: Answers = Field(default_factory=left_out)
    starts_at: Moment | None = None
    ends_at: Moment | None = None
    timezone: Zone = Field(default_factory=left_out)
    implementer_id: UUID | None = None
    team_id: UUID | None = None
    location_id: UUID | None = None


class ChangeMove(InputModel):
    """What is to be done with a change. Finishing needs an outcome; cancelling, failing and rolling back a note."""

    move: ChangeAction
    note: Note = ""
    outcome: Outcome | None = None


class ChangeReviewPut(InputModel):
    """How it went, and what is learnt of it."""

    summary: Annotated[str, StringConstraints(min_length=10, max_length=TEXT_MAX)]
    lessons: Words = ""


class ChangeTicketCreate(InputModel):
    """A ticket by id or number, and what the change has to do with it."""

    ticket_id: Annotated[str, StringConstraints(min_length=1, max_length=40)]
    role: TicketRole = TicketRole.FIXES


class ChangeMention(OutputModel):
    """A person, team, place or template, as a change mentions it."""

    id: UUID
    name: str


class ChangeAssetRead(OutputModel):
    """An asset that a change works on."""

    id: UUID
    tag: str
    name: str
    type: str
    """The key of its type, by which screens choose a picture."""


class ApprovalProgress(OutputModel):
    """How many of the yeses that are needed were given."""

    approved: int
    needed: int


class ChangeCard(OutputModel):
    """A change in a list."""

    id: UUID
    number: str
    type: ChangeType
    state: ChangeState
    title: str
    risk_level: RiskLevel | None
    starts_at: datetime | None
    ends_at: datetime | None
    timezone: str
    requester: ChangeMention
    implementer: ChangeMention | None
    approvals: ApprovalProgress | None
    conflicts: int
    updated_at: datetime


class ChangeFigures(OutputModel):
    """How changes went that ended within `days` times 24 hours; no share where none ended."""

    days: int
    finished: int
    succeeded: int
    failed: int
    rolled_back: int
    emergencies: int
    success_percent: float | None


class ChangeActionRead(OutputModel):
    """A move that fits the state, and what stands in its way (nothing: it can be made)."""

    move: ChangeAction
    obstacles: list[Obstacle]


class RiskLineRead(OutputModel):
    """What one answer gave to the score."""

    question: str
    answer: str
    points: int
    most: int


class ChangeReviewRead(OutputModel):
    """The post-implementation review."""

    summary: str
    lessons: str
    by: ChangeMention | None
    at: datetime | None


class ChangeDetail(OutputModel):
    """One change. `missing`: what must be filled in before it is submitted."""

    id: UUID
    number: str
    type: ChangeType
    state: ChangeState
    title: str
    reason: str
    business_impact: str
    implementation_plan: str
    rollback_plan: str
    communication_plan: str
    test_plan: str
    justification: str
    systems: list[str]
    assets: list[ChangeAssetRead]
    risk_answers: dict[str, str]
    risk_score: int | None
    risk_level: RiskLevel | None
    risk_lines: list[RiskLineRead]
    starts_at: datetime | None
    ends_at: datetime | None
    timezone: str
    requester: ChangeMention
    implementer: ChangeMention | None
    team: ChangeMention | None
    location: ChangeMention | None
    template: ChangeMention | None
    approved_itself: bool
    approval_id: UUID | None
    late_approval_id: UUID | None
    outcome: Outcome | None
    outcome_note: str
    needs_review: bool
    review: ChangeReviewRead | None
    missing: list[str]
    moves: list[ChangeActionRead]
    can_edit: bool
    can_delete: bool
    submitted_at: datetime | None
    approved_at: datetime | None
    started_at: datetime | None
    finished_at: datetime | None
    closed_at: datetime | None
    created_at: datetime
    updated_at: datetime
    version: int


class ChangeTicketRead(OutputModel):
    """A ticket beside a change."""

    id: UUID
    number: str
    title: str
    status: TicketStatus
    role: TicketRole
    created_at: datetime


class TicketChangeRead(OutputModel):
    """A change beside a ticket."""

    id: UUID
    number: str
    title: str
    state: ChangeState
    role: TicketRole
    starts_at: datetime | None
    ends_at: datetime | None
    timezone: str


class ChangeEntryRead(OutputModel):
    """Something that happened to a change."""

    id: UUID
    at: datetime
    action: str
    actor: str
    summary: str
    changes: dict[str, Any]
