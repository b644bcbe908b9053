"""What comes in and goes out over the interface, and the words other rooms share."""

from typing import Annotated, Any
from uuid import UUID

from pydantic import StringConstraints

from itsm.domains.settings.enums import Impact, PendingReason, Priority, Urgency
from itsm.platform.http.schemas import InputModel, OutputModel, ShortText

__all__ = [
    "CategoryCreate",
    "CategoryPatch",
    "CategoryRead",
    "Impact",
    "LocationCreate",
    "LocationPatch",
    "LocationRead",
    "PendingReason",
    "Priority",
    "ResolutionCategoryCreate",
    "ResolutionCategoryPatch",
    "ResolutionCategoryRead",
    "SettingPatch",
    "SettingRead",
    "Urgency",
]

Key = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(?:-[a-z0-9]+)*$", max_length=60)]
"""A stable name for programs: small letters, digits and single hyphens."""
Zone = Annotated[str, StringConstraints(min_length=1, max_length=64)]
Position = Annotated[int, "order in lists, smallest first"]


class CategoryCreate(InputModel):
    """A category, or a subcategory of `parent_id`. The key is made from the name where it is left out."""

    name: ShortText
    key: Key | None = None
    parent_id: UUID | None = None


class CategoryPatch(InputModel):
    """What may change. A key never does: rules and imports hold on to it."""

    name: ShortText | None = None
    position: int | None = None
    is_active: bool | None = None


class CategoryRead(OutputModel):
    """A category as an administrator sees it."""

    id: UUID
    key: str
    name: str
    parent_id: UUID | None
    position: int
    is_active: bool
    version: int


class LocationCreate(InputModel):
    """A place of work with its zone (IANA name) and the key of its calendar."""

    name: ShortText
    key: Key | None = None
    timezone: Zone
    calendar_key: Key | None = None


class LocationPatch(InputModel):
    """What may change of a place of work."""

    name: ShortText | None = None
    timezone: Zone | None = None
    calendar_key: Key | None = None
    position: int | None = None
    is_active: bool | None = None


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

    name: ShortText | None = None
    position: int | None = None
    is_active: bool | None = None


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
