"""Templates, the questionnaire and approval rules over the interface."""

from typing import Annotated
from uuid import UUID

from pydantic import Field, StringConstraints, model_validator

from itsm.domains.approvals.enums import StepRule
from itsm.domains.changes.enums import BoardPhase, ChangeType, RiskLevel
from itsm.domains.changes.models import NAME_MAX, TITLE_MAX
from itsm.domains.changes.schemas import Answers, ChangeMention, Key, Systems, Title, Words
from itsm.platform.http.schemas import InputModel, OutputModel, ShortText, left_out

Name = Annotated[ShortText, StringConstraints(max_length=NAME_MAX)]
Question = Annotated[ShortText, StringConstraints(max_length=TITLE_MAX)]
Minutes = Annotated[int, Field(ge=5, le=10_080)]
Types = Annotated[list[ChangeType], Field(max_length=3)]
Levels = Annotated[list[RiskLevel], Field(max_length=4)]
Ids = Annotated[list[UUID], Field(max_length=50)]


class TemplateFields(InputModel):
    """What a template fills in."""

    title: Title | None = None
    reason: Words = ""
    business_impact: Words = ""
    implementation_plan: Words = ""
    rollback_plan: Words = ""
    communication_plan: Words = ""
    test_plan: Words = ""
    systems: Systems = Field(default_factory=list)
    risk_answers: Answers = Field(default_factory=dict)


class ChangeTemplateCreate(InputModel):
    """How a change is made that is made again and again."""

    name: Name
    description: Words = ""
    fields: TemplateFields
    duration_minutes: Minutes = 60
    is_preapproved: bool = False


class ChangeTemplatePatch(InputModel):
    """What may change of a template; fields left out stay."""

    name: Name = Field(default_factory=left_out)
    description: Words = Field(default_factory=left_out)
    fields: TemplateFields = Field(default_factory=left_out)
    duration_minutes: Minutes = Field(default_factory=left_out)
    is_preapproved: bool = Field(default_factory=left_out)
    is_active: bool = Field(default_factory=left_out)


class ChangeTemplateRead(OutputModel):
    """A template."""

    id: UUID
    name: str
    description: str
    fields: TemplateFields
    duration_minutes: int
    is_preapproved: bool
    is_active: bool
    version: int


class RiskAnswerPut(InputModel):
    """A possible answer, its points, and the level it lifts the risk to at least."""

    key: Key
    label: Question
    points: Annotated[int, Field(ge=0, le=100)]
    at_least: RiskLevel | None = None


class RiskQuestionPut(InputModel):
    """A question with its possible answers."""

    key: Key
    text: Question
    answers: Annotated[list[RiskAnswerPut], Field(min_length=2, max_length=10)]

    @model_validator(mode="after")
    def _answers_differ(self) -> "RiskQuestionPut":
        keys = [answer.key for answer in self.answers]
        if len(set(keys)) != len(keys):
            raise ValueError("two answers have the same key")
        return self


class RiskQuestionsPut(InputModel):
    """The whole questionnaire."""

    items: Annotated[list[RiskQuestionPut], Field(min_length=1, max_length=30)]


class RiskAnswerRead(OutputModel):
    """A possible answer."""

    key: str
    label: str
    points: int
    at_least: RiskLevel | None


class RiskQuestionRead(OutputModel):
    """A question."""

    key: str
    text: str
    answers: list[RiskAnswerRead]


class ChangeRulePut(InputModel):
    """A step of approval. No types or levels: all. Neither people nor teams: all who may approve changes."""

    name: Name
    phase: BoardPhase = BoardPhase.BEFORE
    types: Types = Field(default_factory=list)
    levels: Levels = Field(default_factory=list)
    user_ids: Ids = Field(default_factory=list)
    team_ids: Ids = Field(default_factory=list)
    rule: StepRule = StepRule.ANY
    quorum: Annotated[int, Field(ge=1, le=20)] = 1
    due_hours: Annotated[int, Field(ge=1, le=720)] = 48


class ChangeRulesPut(InputModel):
    """All steps of approval, in their order."""

    items: Annotated[list[ChangeRulePut], Field(max_length=30)]


class ChangeRuleRead(OutputModel):
    """A step of approval."""

    id: UUID
    name: str
    phase: BoardPhase
    types: list[ChangeType]
    levels: list[RiskLevel]
    users: list[ChangeMention]
    teams: list[ChangeMention]
    rule: StepRule
    quorum: int
    due_hours: int
