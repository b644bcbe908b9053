"""Conditions and tickets to try them on, as they come in and go out."""

from typing import Annotated, Any
from uuid import UUID

from pydantic import Field, StringConstraints

from itsm.domains.conditions.enums import Op, TicketField
from itsm.domains.settings.enums import Impact, Priority, TicketSource, TicketType, Urgency
from itsm.platform.expressions.compiled import Mismatch
from itsm.platform.http.schemas import InputModel, OutputModel, ShortText

Where = Annotated[
    dict[str, Any],
    Field(
        min_length=1,
        max_length=3,
        description=(
            'When a rule holds: `{"all": [...]}`, `{"any": [...]}`, `{"not": ...}` or '
            '`{"field": ..., "op": ..., "value": ...}`; `{"all": []}` holds always. At most 5 levels and 100 leaves. '
            "Categories, subcategories and locations by id, or by a key or name that only one has; answers give ids."
        ),
        examples=[{"all": [{"field": "priority", "op": "at_least", "value": "P2"}]}],
    ),
]

Ref = Annotated[str, StringConstraints(min_length=1, max_length=200)]
"""A reference thing by id, key or name, without regard to case."""
Text = Annotated[str, StringConstraints(max_length=20_000)]
Tag = Annotated[str, StringConstraints(min_length=1, max_length=50)]


def always() -> dict[str, Any]:
    """Return the condition that always holds."""
    return {"all": []}


class FactsInput(InputModel):
    """A ticket to try rules on. Nothing is written."""

    category: Ref | None = None
    subcategory: Ref | None = None
    location: Ref | None = None
    type: TicketType = TicketType.INCIDENT
    priority: Priority | None = None
    impact: Impact | None = None
    urgency: Urgency | None = None
    source: TicketSource | None = None
    department: ShortText | None = None
    requester_id: UUID | None = None
    is_vip: bool = False
    title: Text = ""
    description: Text = ""
    business_impact: Text = ""
    tags: Annotated[list[Tag], Field(max_length=20)] = Field(default_factory=list)


class FactsRead(OutputModel):
    """What rules know of a ticket, in the shape in which it can be tried again."""

    category: str | None
    subcategory: str | None
    location: str | None
    type: TicketType
    priority: Priority | None
    impact: Impact | None
    urgency: Urgency | None
    source: TicketSource | None
    department: str | None
    requester_id: UUID | None
    is_vip: bool
    title: str
    description: str
    business_impact: str
    tags: list[str]


class Mentioned(OutputModel):
    """Something that a condition names by its id."""

    id: str
    name: str


class MismatchRead(OutputModel):
    """A part of a condition that is not as the rule wants it.

    `is_denied`: the rule wants it not to hold. `got` is what the ticket has there, references by
    name; for words, those that the ticket does mention.
    """

    path: str
    field: TicketField
    op: Op
    value: Any
    is_denied: bool
    got: list[str]

    @classmethod
    def of(cls, mismatch: Mismatch, names: dict[str, str]) -> "MismatchRead":
        """Return a mismatch for an answer."""
        return cls(
            path=mismatch.path,
            field=TicketField(mismatch.field),
            op=mismatch.op,
            value=mismatch.value,
            is_denied=mismatch.is_denied,
            got=[names.get(one, one) for one in mismatch.got],
        )
