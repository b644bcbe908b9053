"""Carrying out what was planned of some rows: assets added and changed, each with its entry in the audit trail."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from itsm.domains.assets.enums import RowOutcome, RowPhase
from itsm.domains.assets.events import AssetImported
from itsm.domains.assets.imports.linking import link_rows
from itsm.domains.assets.imports.standing import COLUMNS, columns_of, kept
from itsm.domains.assets.models import Asset, AssetHandover
from itsm.domains.assets.repository import get_type
from itsm.domains.assets.service.common import label, standing, touch
from itsm.domains.assets.service.write_asset import last_number, numbered_tag
from itsm.platform.ids import new_id

if TYPE_CHECKING:
    from collections.abc import Sequence

    from itsm.domains.assets.imports.models import AssetImport
    from itsm.domains.assets.imports.planning import Planned
    from itsm.platform.work import UnitOfWork


async def apply_rows(work: UnitOfWork, one: AssetImport, planned: Sequence[Planned]) -> None:
    """Carry these rows out; what they set is kept with them, so that it can be taken back."""
    tags = await _next_tags(work, planned)
    for each in planned:
        row = each.row
        row.phase, row.outcome, row.reasons = RowPhase.DONE.value, each.plan.outcome.value, list(each.plan.reasons)
        if each.plan.outcome is RowOutcome.REFUSED:
            continue
        if each.asset is None:
            _add(work, one, each, tags)
        elif each.plan.changes:
            _change(work, one, each, each.asset)
        else:
            row.asset_id, row.asset_tag = each.asset.id, each.asset.tag
    await work.session.flush()
    await link_rows(work, one, planned)
    await work.session.flush()


async def _next_tags(work: UnitOfWork, planned: Sequence[Planned]) -> dict[UUID, tuple[str, int]]:
    """Return prefix and last number of the types whose new assets bring no tag, each locked until the commit."""
    wanted = {
        each.plan.changes["type_id"]
        for each in planned
        if each.plan.outcome is RowOutcome.NEW and "tag" not in each.plan.changes
    }
    found = {}
    for type_id in sorted(wanted):
        kind = await get_type(work.session, type_id, lock=True)
        found[type_id] = (kind.tag_prefix, await last_number(work.session, kind.tag_prefix))
    return found


def _add(work: UnitOfWork, one: AssetImport, each: Planned, tags: dict[UUID, tuple[str, int]]) -> None:
    values: dict[str, Any] = dict.fromkeys(COLUMNS) | {"fields": {}} | dict(each.plan.changes)
    if values["tag"] is None:
        prefix, last = tags[values["type_id"]]
        tags[values["type_id"]] = (prefix, last + 1)
        values["tag"] = numbered_tag(prefix, last + 1)
    asset = Asset(id=new_id(), version=1, created_at=work.now, updated_at=work.now, **values)
    work.session.add(asset)
    each.row.before, each.row.after = None, kept(columns_of(asset))
    if asset.owner_id is not None:
        _hand(work, one, each, asset, None)
    shown = {"tag": (None, asset.tag), "status": (None, asset.status)}
    _tell(work, one, each, asset, shown, f"Asset {label(asset)} came in with {one.file_name}")


def _change(work: UnitOfWork, one: AssetImport, each: Planned, asset: Asset) -> None:
    changes = each.plan.changes
    before = {name: getattr(asset, name) for name in changes}
    each.row.before, each.row.after = kept(before), kept(changes)
    for name, value in changes.items():
        setattr(asset, name, value)
    if "owner_id" in changes:
        _hand(work, one, each, asset, before["owner_id"])
    if each.plan.outcome is RowOutcome.UNCHANGED:
        each.row.asset_id, each.row.asset_tag = asset.id, asset.tag
        return
    touch(work, asset)
    both = {name: (each.row.before[name], each.row.after[name]) for name in changes}
    _tell(work, one, each, asset, both, f"Asset {label(asset)} changed with {one.file_name}")


def _hand(work: UnitOfWork, one: AssetImport, each: Planned, asset: Asset, before: UUID | None) -> None:
    each.row.handover_id = new_id()
    work.session.add(
        AssetHandover(
            id=each.row.handover_id,
            asset_id=asset.id,
            from_id=before,
            to_id=asset.owner_id,
            condition=None,
            note=one.file_name,
            by_id=work.actor.id,
            by_name=work.actor.name,
            at=work.now,
        )
    )


def _tell(
    work: UnitOfWork, one: AssetImport, each: Planned, asset: Asset, changes: dict[str, tuple[Any, Any]], summary: str
) -> None:
    each.row.asset_id, each.row.asset_tag = asset.id, asset.tag
    work.record(
        AssetImported(**standing(asset), changes=changes, summary=summary, import_id=one.id, line=each.row.line)
    )
