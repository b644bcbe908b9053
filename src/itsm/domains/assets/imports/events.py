"""What happens to imports of assets."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from itsm.platform.events import DomainEvent, LiveMessage


@dataclass(frozen=True, kw_only=True)
class AssetImportChanged(DomainEvent):
    """An import was asked for, checked, carried out or taken back."""

    name: ClassVar[str] = "asset_import.changed"
    subject_type: ClassVar[str] = "asset_import"
    state: str
    file_name: str
    counts: dict[str, int]

    def live(self) -> LiveMessage:
        """Tell the desk's screens: of its assets only this is told, however many there are."""
        payload = {"id": str(self.subject_id), "version": self.version, "type": "asset_import", "changed": ["state"]}
        return LiveMessage(type=self.name, rooms=("queue",), payload=payload)


@dataclass(frozen=True, kw_only=True)
class AssetImportMoved(AssetImportChanged):
    """An import got further: of interest to the screen that shows it, not to the audit log."""

    name: ClassVar[str] = "asset_import.moved"
    audited: ClassVar[bool] = False


@dataclass(frozen=True, kw_only=True)
class AssetImportRefusedTaken(DomainEvent):
    """Somebody fetched the rows of an import that were refused."""

    name: ClassVar[str] = "asset_import.refused_exported"
    subject_type: ClassVar[str] = "asset_import"
    format: str
