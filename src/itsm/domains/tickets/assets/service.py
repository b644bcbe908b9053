"""Use cases: say which assets a ticket is about; what its resolution means for them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

from sqlalchemy import delete
from sqlalchemy.dialects.postgresql import insert

from itsm.domains.assets import api as assets
from itsm.domains.settings import api as settings
from itsm.domains.tickets.assets.events import AssetLinked, AssetUnlinked, RaisedAboutAssets
from itsm.domains.tickets.assets.models import ASSETS_MAX, TicketAsset
from itsm.domains.tickets.assets.queries import count_links, links_of
from itsm.domains.tickets.events import TicketClosed, TicketReopened, TicketResolved
from itsm.domains.tickets.repository import change
from itsm.domains.tickets.service.common import lock_for_staff, standing
from itsm.platform.errors import Conflict, Invalid, NotFound

if TYPE_CHECKING:
    from collections.abc import Sequence

    from itsm.platform.work import UnitOfWork

HEARS: Final = (TicketResolved.name,)
HEALTH_HEARS: Final = (
    *(AssetLinked.name, AssetUnlinked.name, RaisedAboutAssets.name),
    *(TicketResolved.name, TicketReopened.name, TicketClosed.name),
)
SETTING: Final = "asset_repaired_when_resolved"


async def link_asset(work: UnitOfWork, reference: str | UUID, asset_id: UUID) -> TicketAsset:
    """Say that a ticket the actor works is about an asset they see; nothing happens where it is already.

    Raises NotFound (404), Forbidden (403), Invalid (422) for an unknown asset, Conflict (409) for too many.
    """
    ticket = await lock_for_staff(work, reference)
    (asset,) = await require_visible(work, [asset_id], field="asset_id")
    present = await work.session.get(TicketAsset, (ticket.id, asset.id))
    if present is not None:
        return present
    if await count_links(work.session, ticket.id) >= ASSETS_MAX:
        raise Conflict(f"A ticket has at most {ASSETS_MAX} assets.", code="too_many_assets")
    row = _row(work, ticket.id, asset.id)
    await work.session.execute(insert(TicketAsset).values(row).on_conflict_do_nothing())
    after = await change(work, ticket)
    work.record(
        AssetLinked(
            **standing(work, after),
            changes={"assets": (None, asset.tag)},
            summary=f"{after.number} is about {asset.tag} ({asset.name})",
            asset_id=asset.id,
        )
    )
    return TicketAsset(**row)


async def unlink_asset(work: UnitOfWork, reference: str, asset_id: UUID) -> None:
    """Say that a ticket the actor works is not about an asset. Raises NotFound (404), Forbidden (403)."""
    ticket = await lock_for_staff(work, reference)
    gone = await work.session.execute(
        delete(TicketAsset)
        .where(TicketAsset.ticket_id == ticket.id, TicketAsset.asset_id == asset_id)
        .returning(TicketAsset.asset_id)
        .execution_options(synchronize_session=False)
    )
    if gone.first() is None:
        raise NotFound("This ticket is not about that asset.", code="asset_not_linked")
    found = await assets.cards_by_id(work.session, work.actor, [asset_id])
    tag = found[0].tag if found else None
    after = await change(work, ticket)
    work.record(
        AssetUnlinked(
            **standing(work, after),
            changes={"assets": (tag, None)},
            summary=f"{after.number} is not about {tag or 'an asset'} any more",
            asset_id=asset_id,
        )
    )


async def require_visible(work: UnitOfWork, asset_ids: Sequence[UUID], *, field: str) -> Sequence[Any]:
    """Return these assets; raise Invalid (422) naming `field` where the actor does not see one of them."""
    wanted = list(dict.fromkeys(asset_ids))
    found = await assets.cards_by_id(work.session, work.actor, wanted)
    if len(found) < len(wanted):
        raise Invalid.field(field, "There is no such asset.", "unknown_reference")
    return found


def stage_assets(work: UnitOfWork, ticket_id: UUID, asset_ids: Sequence[UUID]) -> None:
    """Write the assets of a new ticket with the unit of work."""
    for asset_id in dict.fromkeys(asset_ids):
        work.stage(TicketAsset, _row(work, ticket_id, asset_id))


async def settle_repairs(work: UnitOfWork, args: dict[str, Any]) -> None:
    """Job on a resolved ticket: what was for repair is in use again, or in stock where nobody holds it.

    Only where the setting says so. Hearing it twice changes nothing twice.
    """
    if args["is_replay"] or not await settings.setting(work.session, SETTING):
        return
    ids = [link.asset_id for link in await links_of(work.session, UUID(str(args["subject_id"])))]
    for asset in (await assets.lock_all(work.session, work.actor, ids)).values():
        if asset.status == assets.AssetStatus.FOR_REPAIR:
            to = assets.AssetStatus.ACTIVE if asset.owner_id else assets.AssetStatus.IN_STOCK
            assets.apply_move(work, asset, to, note=f"{args['data']['number']} was resolved")


async def refresh_health(work: UnitOfWork, args: dict[str, Any]) -> None:
    """Job on a ticket that is about other assets now, or open no more: how healthy these are is reckoned anew."""
    ids = {link.asset_id for link in await links_of(work.session, UUID(str(args["subject_id"])))}
    if gone := args["data"].get("asset_id"):
        ids.add(UUID(str(gone)))
    if ids:
        await assets.refresh_health(work, ids)


def _row(work: UnitOfWork, ticket_id: UUID, asset_id: UUID) -> dict[str, Any]:
    return {
        "ticket_id": ticket_id,
        "asset_id": asset_id,
        "created_by_id": work.actor.id,
        "created_at": work.now,
    }
