"""What happens to reference data and settings."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar
from uuid import NAMESPACE_URL, UUID, uuid5

from itsm.platform.events import DomainEvent, LiveMessage


@dataclass(frozen=True, kw_only=True)
class ReferenceEvent(DomainEvent):
    """Base of what happens to a list entry: every open form reads its lists anew."""

    def live(self) -> LiveMessage:
        """Tell everybody that lists changed, not how."""
        return LiveMessage(
            type="reference.changed",
            rooms=("all",),
            payload={"id": str(self.subject_id), "version": self.version, "type": self.subject_type, "changed": []},
        )


@dataclass(frozen=True, kw_only=True)
class CategoryChanged(ReferenceEvent):
    """A category or subcategory was added or changed."""

    name: ClassVar[str] = "category.changed"
    subject_type: ClassVar[str] = "category"


@dataclass(frozen=True, kw_only=True)
class LocationChanged(ReferenceEvent):
    """A location was added or changed."""

    name: ClassVar[str] = "location.changed"
    subject_type: ClassVar[str] = "location"


@dataclass(frozen=True, kw_only=True)
class ResolutionCategoryChanged(ReferenceEvent):
    """A resolution category was added or changed."""

    name: ClassVar[str] = "resolution_category.changed"
    subject_type: ClassVar[str] = "resolution_category"


@dataclass(frozen=True, kw_only=True)
class SettingChanged(DomainEvent):
    """A setting has a new value; `setting` is its key."""

    name: ClassVar[str] = "setting.changed"
    subject_type: ClassVar[str] = "setting"
    setting: str


def setting_id(key: str) -> UUID:
    """Return the id under which the history of a setting is kept: always the same for one key."""
    return uuid5(NAMESPACE_URL, f"setting:{key}")
