"""Taking back what an import did to some assets: as they were before, but for those that people changed since."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import delete

from itsm.domains.assets.engine.intake.undoing import to_restore, why_kept
from itsm.domains.assets.enums import RowPhase
from itsm.domains.assets.events import AssetImportUndone
from itsm.domains.assets.imports import queries
from itsm.domains.assets.imports.standing import columns_of, kept, restored
from itsm.domains.assets.models import AssetHandover
from itsm.domains.assets.ports import mentioned
from itsm.domains.assets.service.common import label, standing, touch

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from uuid import UUID

    from itsm.domains.assets.imports.models import AssetImport, AssetImportRow
    from itsm.domains.assets.models import Asset
    from itsm.platform.work import UnitOfWork


async def undo_rows(work: UnitOfWork, one: AssetImport, rows: Sequence[AssetImportRow]) -> None:
    """Take these rows back, the last of the file first; a row that cannot be says why."""
    touched = [row for row in rows if row.after is not None and row.asset_id is not None]
    ids = {row.asset_id for row in touched if row.asset_id}
    assets = await queries.assets_by_id(work.session, ids)
    seats = await queries.seats_used(work.session, ids)
    held = await _held(work, [row for row in touched if row.before is None])
    for row in rows:
        row.phase = RowPhase.RESTORED.value
        if row.asset_id is None or row.after is None:
            continue
        asset = assets.get(row.asset_id)
        reason = await _undo(work, one, row, asset, seats.get(row.asset_id, 0), held)
        if reason is not None:
            row.phase, row.reasons = RowPhase.KEPT.value, [reason]
    await work.session.flush()


async def _held(work: UnitOfWork, made: Sequence[AssetImportRow]) -> Mapping[UUID, str]:
    """Return why assets that the import made cannot go: what hangs on them by now."""
    ids = {row.asset_id for row in made if row.asset_id}
    if not ids:
        return {}
    named = await mentioned(work.session, ids)
    found = {asset_id: f"A {kind} names it since." for asset_id, kind in named.items()}
    return found | await queries.grown_on(work.session, ids, {row.handover_id for row in made if row.handover_id})


async def _undo(
    work: UnitOfWork,
    one: AssetImport,
    row: AssetImportRow,
    asset: Asset | None,
    seats: int,
    held: Mapping[UUID, str],
) -> str | None:
    """Take one row back; return why it cannot be, or None."""
    if asset is None or row.after is None:
        return "The asset is gone."
    present = kept(columns_of(asset))
    reason = why_kept(present, row.after, row.before, seats_used=seats) or held.get(asset.id)
    if reason is not None:
        return reason
    if row.before is None:
        await _remove(work, one, row, asset)
        return None
    wanted = to_restore(present, row.after, row.before)
    if (tag := wanted.get("tag")) is not None:
        taken = await queries.tags_taken(work.session, {tag.upper()})
        if taken.get(tag.upper(), asset.id) != asset.id:
            return f"Another asset has the tag {tag} since."
    await _restore(work, one, row, asset, wanted)
    return None


async def _restore(
    work: UnitOfWork, one: AssetImport, row: AssetImportRow, asset: Asset, wanted: Mapping[str, Any]
) -> None:
    changes = {name: (kept({name: getattr(asset, name)})[name], value) for name, value in wanted.items()}
    for name, value in restored(wanted).items():
        setattr(asset, name, value)
    await _forget_handover(work, row)
    if changes.keys() - {"seen_at"}:
        touch(work, asset)
        _tell(work, one, row, asset, changes, f"Asset {label(asset)} is as before {one.file_name}")
    if "tag" in wanted:
        # A tag that came free may be needed by the next row.
        await work.session.flush()


async def _remove(work: UnitOfWork, one: AssetImport, row: AssetImportRow, asset: Asset) -> None:
    await _forget_handover(work, row)
    _tell(work, one, row, asset, {"tag": (asset.tag, None)}, f"Asset {label(asset)} is gone with {one.file_name}")
    await work.session.delete(asset)
    row.asset_id = None


async def _forget_handover(work: UnitOfWork, row: AssetImportRow) -> None:
    if row.handover_id is not None:
        await work.session.execute(
            delete(AssetHandover)
            .where(AssetHandover.id == row.handover_id)
            .execution_options(synchronize_session=False)
        )


def _tell(
    work: UnitOfWork,
    one: AssetImport,
    row: AssetImportRow,
    asset: Asset,
    changes: dict[str, tuple[Any, Any]],
    summary: str,
) -> None:
    work.record(AssetImportUndone(**standing(asset), changes=changes, summary=summary, import_id=one.id, line=row.line))
