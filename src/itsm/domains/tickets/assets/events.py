"""What happens to links between tickets and assets."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from itsm.domains.tickets.events import TicketEvent
from itsm.platform.events import DomainEvent


@dataclass(frozen=True, kw_only=True)
class AssetLinked(TicketEvent):
    """A ticket is about an asset."""

    name: ClassVar[str] = "ticket.asset_linked"

    asset_id: UUID


@dataclass(frozen=True, kw_only=True)
class RaisedAboutAssets(DomainEvent):
    """A ticket was about assets from the beginning: told beside `ticket.created`."""

    name: ClassVar[str] = "ticket.raised_about_assets"
    subject_type: ClassVar[str] = "ticket"
    audited: ClassVar[bool] = False

    number: str


@dataclass(frozen=True, kw_only=True)
class AssetUnlinked(TicketEvent):
    """A ticket is no longer about an asset."""

    name: ClassVar[str] = "ticket.asset_unlinked"

    asset_id: UUID
