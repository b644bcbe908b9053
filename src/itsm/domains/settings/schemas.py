"""What comes in and goes out over the interface."""

from typing import Annotated, Any
from uuid import UUID

from pydantic import Field, StringConstraints

from itsm.domains.settings.enums import Impact, PendingReason, Priority, Urgency
from itsm.platform.http.schemas import InputModel, OutputModel, ShortText, left_out

Key = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(?:-[a-z0-9]+)*$", max_length=60)]
"""A stable name for programs: small letters, digits and single hyphens."""
Zone = Annotated[str, StringConstraints(min_length=1, max_length=64)]
Position = Annotated[int, Field(ge=0, le=10_000)]
"""Order in lists, smallest first."""


class CategoryCreate(InputModel):
    """A category, or a subcategory of `parent_id`. The key is made from the name where it is left out."""

    name: ShortText
    key: Key | None = None
    parent_id: UUID | None = None
    is_confidential: bool = False


class CategoryPatch(InputModel):
    """What may change. A key never does: rules and imports hold on to it."""

    name: ShortText = Field(default_factory=left_out)
    position: Position = Field(default_factory=left_out)
    is_active: bool = Field(default_factory=left_out)
    is_confidential: bool = Field(default_factory=left_out)


class CategoryRead(OutputModel):
    """A category as an administrator sees it. `is_confidential`: its tickets are not in what Power BI reads."""

    id: UUID
    key: str
    name: str
    parent_id: UUID | None
    position: int
    is_active: bool
    is_confidential: bool
    version: int


class LocationCreate(InputModel):
    """A place of work with its zone (IANA name) and the key of its calendar."""

    name: ShortText
    key: Key | None = None
    timezone: Zone
    calendar_key: Key | None = None


class LocationPatch(InputModel):
    """What may change of a place of work."""

    name: ShortText = Field(default_factory=left_out)
    timezone: Zone = Field(default_factory=left_out)
    calendar_key: Key | None = None
    position: Position = Field(default_factory=left_out)
    is_active: bool = Field(default_factory=left_out)


class LocationRead(OutputModel):
    """A place of work as an administrator sees it."""

    id: UUID
    key: str
    name: str
    timezone: str
    calendar_key: str | None
    position: int
    is_active: bool
    version: int


class ResolutionCategoryCreate(InputModel):
    """A way in which tickets are resolved."""

    name: ShortText
    key: Key | None = None


class ResolutionCategoryPatch(InputModel):
    """What may change of a resolution category."""

    name: ShortText = Field(default_factory=left_out)
    position: Position = Field(default_factory=left_out)
    is_active: bool = Field(default_factory=left_out)


class ResolutionCategoryRead(OutputModel):
    """A resolution category as an administrator sees it."""

    id: UUID
    key: str
    name: str
    position: int
    is_active: bool
    version: int


class SettingPatch(InputModel):
    """A new value; null goes back to the shipped default."""

    value: Any


class SettingRead(OutputModel):
    """One setting with its bounds. `is_default` tells whether nobody has changed it."""

    key: str
    value: Any
    default: Any
    kind: str
    minimum: int | None
    maximum: int | None
    choices: list[str] | None
    unit: str | None
    description: str
    is_default: bool
    version: int


class SubcategoryItem(OutputModel):
    """A subcategory to choose from."""

    id: UUID
    key: str
    name: str


class CategoryItem(SubcategoryItem):
    """A category to choose from."""

    subcategories: list[SubcategoryItem]


class LocationItem(OutputModel):
    """A location to choose from."""

    id: UUID
    key: str
    name: str
    timezone: str


class TeamItem(OutputModel):
    """A team to choose from."""

    id: UUID
    name: str


class AttachmentLimits(OutputModel):
    """What may be attached to a ticket."""

    max_file_mb: int
    max_ticket_mb: int
    types: list[str]


class PriorityChoice(OutputModel):
    """Which priorities a requester may choose; empty where they may not."""

    allowed: list[Priority]


class ReferenceRead(OutputModel):
    """Everything a form offers to choose from, and the limits it should say before it is sent."""

    categories: list[CategoryItem]
    locations: list[LocationItem]
    teams: list[TeamItem]
    resolution_categories: list[SubcategoryItem]
    pending_reasons: list[PendingReason]
    priorities: list[Priority]
    impacts: list[Impact]
    urgencies: list[Urgency]
    attachments: AttachmentLimits
    requester_priorities: PriorityChoice
