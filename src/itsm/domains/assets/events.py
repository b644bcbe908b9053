"""What happens to assets and their types."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from itsm.platform.events import DomainEvent, LiveMessage


@dataclass(frozen=True, kw_only=True)
class AssetEvent(DomainEvent):
    """Base of what happens to one asset. The desk hears that it changed, and who holds it."""

    subject_type: ClassVar[str] = "asset"
    tag: str
    owner_id: UUID | None

    def live(self) -> LiveMessage | None:
        """Tell the open screens of the desk, and of whoever holds or held the asset."""
        before = self.changes.get("owner_id", (None, None))[0]
        people = dict.fromkeys(str(one) for one in (self.owner_id, before) if one is not None)
        payload = {"id": str(self.subject_id), "version": self.version, "type": "asset"}
        return LiveMessage(
            type="asset.changed",
            rooms=("queue", *(f"user:{one}" for one in people)),
            payload=payload | {"changed": sorted(self.changes)},
        )


@dataclass(frozen=True, kw_only=True)
class AssetCreated(AssetEvent):
    """An asset was added to the register."""

    name: ClassVar[str] = "asset.created"


@dataclass(frozen=True, kw_only=True)
class AssetEdited(AssetEvent):
    """Something written of an asset changed."""

    name: ClassVar[str] = "asset.edited"


@dataclass(frozen=True, kw_only=True)
class AssetMoved(AssetEvent):
    """An asset stands elsewhere in its life."""

    name: ClassVar[str] = "asset.moved"
    status: str
    note: str


@dataclass(frozen=True, kw_only=True)
class AssetHandedOver(AssetEvent):
    """Somebody else holds an asset; no receiver: it came back."""

    name: ClassVar[str] = "asset.handed_over"
    from_id: UUID | None
    condition: str | None
    note: str
    label: str
    mails: bool


@dataclass(frozen=True, kw_only=True)
class AssetRelated(AssetEvent):
    """An asset got a relation to another one, or lost it."""

    name: ClassVar[str] = "asset.related"
    kind: str
    other_id: UUID
    other_tag: str


@dataclass(frozen=True, kw_only=True)
class SeatChanged(AssetEvent):
    """Somebody got a seat of a licence, or gave it back."""

    name: ClassVar[str] = "asset.seat_changed"
    user_id: UUID


@dataclass(frozen=True, kw_only=True)
class AssetImported(AssetEvent):
    """An import added an asset or changed it. Screens hear of the import as a whole."""

    name: ClassVar[str] = "asset.imported"
    import_id: UUID
    line: int

    def live(self) -> LiveMessage | None:
        """Say nothing: an import of thousands would drown the screens."""
        return None


@dataclass(frozen=True, kw_only=True)
class AssetImportUndone(AssetImported):
    """What an import did to an asset was taken back; an asset that it made is gone."""

    name: ClassVar[str] = "asset.import_undone"


@dataclass(frozen=True, kw_only=True)
class AssetTypeChanged(DomainEvent):
    """A type of assets was added or changed."""

    name: ClassVar[str] = "asset_type.changed"
    subject_type: ClassVar[str] = "asset_type"
