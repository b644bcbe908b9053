"""What comes in and goes out over the interface."""

from typing import Annotated, Any
from uuid import UUID

from pydantic import Field, StringConstraints, model_validator

from itsm.domains.classification.enums import Source, TextField
from itsm.domains.conditions.schemas import Mentioned, Where
from itsm.domains.settings.enums import Impact, Priority, Urgency
from itsm.platform.http.schemas import InputModel, OutputModel, ShortText, left_out

Position = Annotated[int, Field(ge=0, le=100_000)]
Reason = Annotated[str, StringConstraints(max_length=500)]


class ClassificationRuleCreate(InputModel):
    """A rule; without a position it comes last. `is_floor`: at least this priority, where it would be lower.

    `reason` is kept with the version it makes.
    """

    name: ShortText
    priority: Priority
    where: Where
    is_floor: bool = False
    position: Position | None = None
    is_active: bool = True
    reason: Reason = ""


class ClassificationRulePatch(InputModel):
    """What may change of a rule; `where` is replaced as a whole."""

    name: ShortText = Field(default_factory=left_out)
    priority: Priority = Field(default_factory=left_out)
    where: Where = Field(default_factory=left_out)
    is_floor: bool = Field(default_factory=left_out)
    position: Position = Field(default_factory=left_out)
    is_active: bool = Field(default_factory=left_out)
    reason: Reason = ""


class ClassificationRuleRead(OutputModel):
    """A rule as an administrator sees it; `mentioned` names what `where` has by id."""

    id: UUID
    name: str
    priority: Priority
    where: dict[str, Any]
    mentioned: list[Mentioned]
    is_floor: bool
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
