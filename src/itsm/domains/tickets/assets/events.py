"""What happens to links between tickets and assets."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from itsm.domains.tickets.events import TicketEvent


@dataclass(frozen=True, kw_only=True)
class AssetLinked(TicketEvent):
    """A ticket is about an asset."""

    name: ClassVar[str] = "ticket.asset_linked"

    asset_id: UUID


@dataclass(frozen=True, kw_only=True)
class RaisedAboutAssets(TicketEvent):
    """A ticket was about assets from the beginning: told beside `ticket.created`, to those whom that concerns."""

    name: ClassVar[str] = "ticket.raised_about_assets"
    audited: ClassVar[bool] = False

    def live(self) -> None:
        """Tell no screen: they hear of the ticket itself."""


@dataclass(frozen=True, kw_only=True)
class AssetUnlinked(TicketEvent):
    """A ticket is no longer about an asset."""

    name: ClassVar[str] = "ticket.asset_unlinked"

    asset_id: UUID
