"""What comes in and goes out over the interface."""

from typing import Annotated, Any
from uuid import UUID

from pydantic import Field, StringConstraints, model_validator

from itsm.domains.classification.enums import RuleKind, Source, TextField
from itsm.domains.settings.enums import Impact, Priority, Urgency
from itsm.platform.http.schemas import InputModel, OutputModel, ShortText

Term = Annotated[str, StringConstraints(min_length=1, max_length=100, pattern=r"[^\W_]")]
"""A word or phrase; its word forms match too."""
Terms = Annotated[list[Term], Field(max_length=200)]
Position = Annotated[int, Field(ge=0, le=100_000)]
Reason = Annotated[str, StringConstraints(max_length=500)]
Text = Annotated[str, StringConstraints(max_length=20_000)]


def left_out() -> Any:
    """Stand in for a field of a patch that was not sent; only fields that were sent are looked at."""
    return None


class ClassificationRuleCreate(InputModel):
    """A rule; without a position it comes last. `reason` is kept with the version it makes."""

    name: ShortText
    kind: RuleKind = RuleKind.KEYWORD
    priority: Priority
    fields: Annotated[list[TextField], Field(min_length=1, max_length=3)] = Field(
        default_factory=lambda: list(TextField)
    )
    any_terms: Terms = Field(default_factory=list)
    all_terms: Terms = Field(default_factory=list)
    none_terms: Terms = Field(default_factory=list)
    impacts: Annotated[list[Impact], Field(max_length=4)] = Field(default_factory=list)
    position: Position | None = None
    is_active: bool = True
    reason: Reason = ""


class ClassificationRulePatch(InputModel):
    """What may change of a rule."""

    name: ShortText = Field(default_factory=left_out)
    kind: RuleKind = Field(default_factory=left_out)
    priority: Priority = Field(default_factory=left_out)
    fields: Annotated[list[TextField], Field(min_length=1, max_length=3)] = Field(default_factory=left_out)
    any_terms: Terms = Field(default_factory=left_out)
    all_terms: Terms = Field(default_factory=left_out)
    none_terms: Terms = Field(default_factory=left_out)
    impacts: Annotated[list[Impact], Field(max_length=4)] = Field(default_factory=left_out)
    position: Position = Field(default_factory=left_out)
    is_active: bool = Field(default_factory=left_out)
    reason: Reason = ""


class ClassificationRuleRead(OutputModel):
    """A rule as an administrator sees it."""

    id: UUID
    name: str
    kind: RuleKind
    priority: Priority
    fields: list[TextField]
    any_terms: list[str]
    all_terms: list[str]
    none_terms: list[str]
    impacts: list[Impact]
    position: int
    is_active: bool
    version: int


class MatrixCell(InputModel):
    """The priority of one impact with one urgency."""

    impact: Impact
    urgency: Urgency
    priority: Priority


class MatrixUpdate(InputModel):
    """The whole matrix: every impact with every urgency, each once."""

    cells: Annotated[list[MatrixCell], Field(min_length=12, max_length=12)]
    reason: Reason = ""

    @model_validator(mode="after")
    def _is_whole(self) -> "MatrixUpdate":
        if len({(cell.impact, cell.urgency) for cell in self.cells}) != len(Impact) * len(Urgency):
            raise ValueError("must hold every impact with every urgency once")
        return self


class MatrixRead(OutputModel):
    """The matrix, and the version of the rule set it belongs to."""

    cells: list[MatrixCell]
    version: int


class ClassificationTest(InputModel):
    """A ticket to try the rules on. Nothing is written."""

    title: Text
    description: Text
    business_impact: Text
    impact: Impact | None = None
    urgency: Urgency | None = None
    priority: Priority | None = None
    is_vip: bool = False


class MatchRead(OutputModel):
    """Words of the ticket that a term matched, with their character offsets in the field."""

    field: TextField
    term: str
    text: str
    start: int
    end: int


class OtherRuleRead(OutputModel):
    """A rule that held too, but was lower or later."""

    rule_id: UUID
    rule: str
    priority: Priority


class ClassificationInputsRead(OutputModel):
    """What was decided from, besides the texts."""

    impact: Impact | None
    urgency: Urgency | None
    priority: Priority | None
    is_vip: bool


class ClassificationRead(OutputModel):
    """A priority and why."""

    priority: Priority
    source: Source
    rule: str | None
    rule_id: UUID | None
    rule_version: int
    matched: list[MatchRead]
    ignored: list[MatchRead]
    other_rules: list[OtherRuleRead]
    inputs: ClassificationInputsRead
    is_choice_refused: bool
    raised_from: Priority | None
