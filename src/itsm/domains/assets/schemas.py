"""What comes in and goes out over the interface."""

from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Any
from uuid import UUID

from pydantic import AfterValidator, BeforeValidator, Field, StringConstraints, model_validator

from itsm.domains.assets.enums import (
    AssetClass,
    AssetStatus,
    Condition,
    FieldKind,
    HealthBand,
    HealthFinding,
    HealthRule,
    RelationKind,
)
from itsm.domains.assets.limits import LABEL_MAX, NAME_MAX, NOTE_MAX, NOTES_MAX, TAG_MAX
from itsm.platform.http.schemas import InputModel, OutputModel, ShortText, each_once, left_out

MOST_FIELDS, MOST_CHOICES = 40, 50


def _money(value: Any) -> Any:
    if isinstance(value, float):
        return str(value)
    return value


Tag = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9._/-]*$", max_length=TAG_MAX)]
"""What is stuck on the thing: letters, figures, and . _ / - between them."""
Name = Annotated[ShortText, StringConstraints(max_length=NAME_MAX)]
Label = Annotated[ShortText, StringConstraints(max_length=LABEL_MAX)] | None
Notes = Annotated[str, StringConstraints(min_length=1, max_length=NOTES_MAX)] | None
Note = Annotated[str, StringConstraints(max_length=NOTE_MAX)]
Day = Annotated[date, Field(ge=date(1970, 1, 1), lt=date(2100, 1, 1))]
Money = Annotated[Decimal, BeforeValidator(_money), Field(ge=0, le=Decimal(10) ** 11, max_digits=14, decimal_places=2)]
Currency = Annotated[str, StringConstraints(pattern=r"^[A-Z]{3}$")]
Seats = Annotated[int, Field(ge=0, le=1_000_000)]
NeededUp = Annotated[int, Field(ge=1, le=1_000)]
Months = Annotated[int, Field(ge=1, le=600)]
FieldKey = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{0,39}$")]
Choice = Annotated[ShortText, StringConstraints(max_length=LABEL_MAX)]
Values = Annotated[dict[FieldKey, str | bool | int | float | None], Field(max_length=MOST_FIELDS)]


class AssetCreate(InputModel):
    """A new asset. Without a tag it gets the next one of its type; with an owner it is in use, else in stock."""

    type_id: UUID
    name: Name
    tag: Tag | None = None
    status: AssetStatus | None = None
    serial: Label = None
    manufacturer: Label = None
    model: Label = None
    owner_id: UUID | None = None
    location_id: UUID | None = None
    place: Label = None
    purchased_on: Day | None = None
    warranty_until: Day | None = None
    maintenance_on: Day | None = None
    cost: Money | None = None
    currency: Currency | None = None
    vendor: Label = None
    contract: Label = None
    contract_until: Day | None = None
    seats: Seats | None = None
    needed_up: NeededUp | None = None
    fields: Values = Field(default_factory=dict)
    notes: Notes = None


class AssetPatch(InputModel):
    """What may change of an asset; fields left out stay. Who holds it and its status have paths of their own."""

    type_id: UUID = Field(default_factory=left_out)
    name: Name = Field(default_factory=left_out)
    tag: Tag = Field(default_factory=left_out)
    serial: Label = None
    manufacturer: Label = None
    model: Label = None
    location_id: UUID | None = None
    place: Label = None
    purchased_on: Day | None = None
    warranty_until: Day | None = None
    maintenance_on: Day | None = None
    cost: Money | None = None
    currency: Currency | None = None
    vendor: Label = None
    contract: Label = None
    contract_until: Day | None = None
    seats: Seats | None = None
    needed_up: NeededUp | None = None
    fields: Values = Field(default_factory=left_out)
    notes: Notes = None


class AssetMove(InputModel):
    """Where an asset goes in its life. To retire or lose one, and to bring one back, needs a note."""

    to: AssetStatus
    note: Note = ""


class AssetHandoverCreate(InputModel):
    """Who gets the asset; nobody: it comes back to stock."""

    to_id: UUID | None
    condition: Condition | None = None
    note: Note = ""


class RelationCreate(InputModel):
    """`this` <kind> `other`; turned around where `is_reversed`."""

    kind: RelationKind
    asset_id: UUID
    is_reversed: bool = False


class SeatCreate(InputModel):
    """Who gets a seat."""

    user_id: UUID


class TypeField(InputModel):
    """A field that the assets of a type have besides."""

    key: FieldKey
    label: Choice
    kind: FieldKind
    is_required: bool = False
    choices: Annotated[list[Choice], Field(max_length=MOST_CHOICES), AfterValidator(each_once)] = Field(
        default_factory=list
    )
    unit: Annotated[str, StringConstraints(max_length=20)] = ""

    @model_validator(mode="after")
    def _choices_to_choose(self) -> "TypeField":
        if self.kind is FieldKind.CHOICE and not self.choices:
            raise ValueError("name the choices")
        return self


def _distinct(values: list[TypeField]) -> list[TypeField]:
    if len({one.key for one in values}) != len(values):
        raise ValueError("two fields have the same key")
    return values


TypeFields = Annotated[list[TypeField], Field(max_length=MOST_FIELDS), AfterValidator(_distinct)]
Prefix = Annotated[str, StringConstraints(pattern=r"^[A-Z]{1,8}$")]


class AssetTypeCreate(InputModel):
    """A new type."""

    name: Name
    asset_class: AssetClass = AssetClass.HARDWARE
    tag_prefix: Prefix = "AS"
    life_months: Months | None = None
    fields: TypeFields = Field(default_factory=list)


class AssetTypePatch(InputModel):
    """What may change of a type; fields left out stay. Values of a field that is taken away stay with the assets."""

    name: Name = Field(default_factory=left_out)
    tag_prefix: Prefix = Field(default_factory=left_out)
    life_months: Months | None = None
    fields: TypeFields = Field(default_factory=left_out)
    position: Annotated[int, Field(ge=0, le=1_000)] = Field(default_factory=left_out)
    is_active: bool = Field(default_factory=left_out)


class AssetMention(OutputModel):
    """A person or place, as an asset mentions it."""

    id: UUID
    name: str


class TypeRef(OutputModel):
    """The type of an asset."""

    id: UUID
    key: str
    name: str
    asset_class: AssetClass


class AssetCard(OutputModel):
    """An asset in a list."""

    id: UUID
    tag: str
    name: str
    type: TypeRef
    status: AssetStatus
    serial: str | None
    manufacturer: str | None
    model: str | None
    owner: AssetMention | None
    location: AssetMention | None
    place: str | None
    purchased_on: date | None
    warranty_until: date | None
    health: int | None
    updated_at: datetime
    version: int


class AssetHealthLine(OutputModel):
    """One thing that was looked at. `number`: a share of a life in percent, days, or how many; `points` go away."""

    rule: HealthRule
    finding: HealthFinding
    number: int | None
    points: int


class AssetHealthRead(OutputModel):
    """How healthy an asset is, from 100 down, with what takes points away; nothing for what is retired or lost."""

    score: int | None
    band: HealthBand | None
    lines: list[AssetHealthLine]


class AssetLabel(OutputModel):
    """What is printed for an asset. `qr_path`: its page as a QR code, an SVG path on a square of `qr_size` units."""

    id: UUID
    tag: str
    name: str
    serial: str | None
    type_name: str
    qr_size: int
    qr_path: str


class OwnAsset(OutputModel):
    """What somebody holds, as they see it themselves."""

    id: UUID
    tag: str
    name: str
    type: TypeRef
    status: AssetStatus
    serial: str | None
    manufacturer: str | None
    model: str | None
    warranty_until: date | None


class TypeFieldRead(OutputModel):
    """A field of a type."""

    key: str
    label: str
    kind: FieldKind
    is_required: bool
    choices: list[str]
    unit: str


class AssetTypeRead(OutputModel):
    """A type."""

    id: UUID
    key: str
    name: str
    asset_class: AssetClass
    tag_prefix: str
    life_months: int | None
    fields: list[TypeFieldRead]
    position: int
    is_active: bool
    version: int


class AssetRead(OutputModel):
    """One asset with everything that is written of it. `moves`: where it may go; `can_edit`: for this caller."""

    id: UUID
    tag: str
    name: str
    type: TypeRef
    status: AssetStatus
    serial: str | None
    manufacturer: str | None
    model: str | None
    owner: AssetMention | None
    location: AssetMention | None
    place: str | None
    purchased_on: date | None
    warranty_until: date | None
    maintenance_on: date | None
    cost: str | None
    currency: str | None
    vendor: str | None
    contract: str | None
    contract_until: date | None
    seats: int | None
    seats_used: int
    needed_up: int | None
    type_fields: list[TypeFieldRead]
    fields: dict[str, str | bool | int | float | None]
    notes: str | None
    seen_at: datetime | None
    created_at: datetime
    updated_at: datetime
    moves: list[AssetStatus]
    can_edit: bool
    version: int


class AssetHandoverRead(OutputModel):
    """That an asset went from one person to another."""

    id: UUID
    from_person: AssetMention | None
    to_person: AssetMention | None
    condition: Condition | None
    note: str
    by_name: str
    at: datetime


class OtherAsset(OutputModel):
    """The asset at the other end of a relation."""

    id: UUID
    tag: str
    name: str
    status: AssetStatus
    type_key: str
    asset_class: AssetClass


class RelationRead(OutputModel):
    """A relation as one asset sees it: `this` <kind> `other`, turned around where `is_reversed`.

    `breaks_this`: this one suffers if the other fails.
    """

    id: UUID
    kind: RelationKind
    is_reversed: bool
    breaks_this: bool
    other: OtherAsset


class SeatRead(OutputModel):
    """Who has a seat."""

    person: AssetMention
    created_at: datetime


class FacetRead(OutputModel):
    """How many assets there are of one kind; no key: without one."""

    key: str | None
    count: int


class FacetsRead(OutputModel):
    """How many assets there are of each status, type and location, and whose warranty ends within 90 days."""

    statuses: list[FacetRead]
    types: list[FacetRead]
    locations: list[FacetRead]
    warranty_soon: int
