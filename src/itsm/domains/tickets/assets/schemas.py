"""What comes in and goes out over the interface."""

from datetime import datetime
from uuid import UUID

from itsm.domains.assets.schemas import AssetMention, OwnAsset
from itsm.domains.tickets.enums import Priority, TicketStatus
from itsm.platform.http.schemas import InputModel, OutputModel


class TicketAssetCreate(InputModel):
    """The asset that this ticket is about."""

    asset_id: UUID


class TicketAssetRead(OutputModel):
    """An asset that a ticket is about. `owner`: who holds it, for those who see the register."""

    asset: OwnAsset
    owner: AssetMention | None
    created_at: datetime


class AssetTicketRead(OutputModel):
    """A ticket about an asset."""

    id: UUID
    number: str
    title: str
    status: TicketStatus
    priority: Priority
    created_at: datetime
