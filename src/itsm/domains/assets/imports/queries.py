"""Reading imports, their rows, and what the rows name."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from sqlalchemy import func, select, tuple_
from sqlalchemy.orm import aliased

from itsm.domains.assets.engine.fields import specs
from itsm.domains.assets.engine.intake.planning import Kind, Known
from itsm.domains.assets.enums import ImportKey, ImportSource, ImportState, RowOutcome, RowPhase
from itsm.domains.assets.imports.models import AssetImport, AssetImportRow
from itsm.domains.assets.models import Asset, AssetHandover, AssetRelation, AssetSeat
from itsm.domains.assets.repository import types
from itsm.domains.settings import api as settings
from itsm.domains.users.models import User
from itsm.platform.errors import NotFound

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncSession


async def imports(session: AsyncSession, *, after: tuple[datetime, UUID] | None, limit: int) -> Sequence[AssetImport]:
    """Return imports, the newest first; one more than `limit` where there are more."""
    query = select(AssetImport)
    if after is not None:
        query = query.where(tuple_(AssetImport.created_at, AssetImport.id) < after)
    query = query.order_by(AssetImport.created_at.desc(), AssetImport.id.desc()).limit(limit + 1)
    return list(await session.scalars(query))


async def get_import(session: AsyncSession, import_id: UUID, *, lock: bool = False) -> AssetImport:
    """Return one import, locked where asked; raise NotFound (404)."""
    row = await session.get(AssetImport, import_id, with_for_update=lock or None, populate_existing=True)
    if row is None:
        raise NotFound("There is no such import.", code="asset_import_not_found")
    return row


async def posted_import(session: AsyncSession, name: str, by_id: UUID | None) -> AssetImport | None:
    """Return the import of this name into which a sender's posts go, locked, or None."""
    query = select(AssetImport).where(
        AssetImport.source == ImportSource.INVENTORY.value,
        AssetImport.file_name == name,
        AssetImport.state == ImportState.DONE.value,
        AssetImport.asked_by_id.is_not_distinct_from(by_id),
    )
    found: AssetImport | None = await session.scalar(
        query.order_by(AssetImport.created_at.desc()).limit(1).with_for_update()
    )
    return found


async def rows_of(
    session: AsyncSession,
    import_id: UUID,
    *,
    outcome: RowOutcome | None = None,
    phase: RowPhase | None = None,
    after: int = 0,
    backwards: bool = False,
    limit: int,
) -> Sequence[AssetImportRow]:
    """Return rows of an import by line, from the one below `after` on, at most `limit`; or the last ones first."""
    query = select(AssetImportRow).where(AssetImportRow.import_id == import_id, AssetImportRow.line > after)
    if outcome is not None:
        query = query.where(AssetImportRow.outcome == outcome.value)
    if phase is not None:
        query = query.where(AssetImportRow.phase == phase.value)
    line = AssetImportRow.line
    return list(await session.scalars(query.order_by(line.desc() if backwards else line).limit(limit)))


async def earlier_lines(
    session: AsyncSession, import_id: UUID, column: str, values: Collection[str]
) -> Mapping[str, int]:
    """Return the first line of the file that holds each of these values in `column` (`known_as`, `tagged`)."""
    held = getattr(AssetImportRow, column)
    query = select(held, func.min(AssetImportRow.line)).where(AssetImportRow.import_id == import_id, held.in_(values))
    return {row[0]: row[1] for row in await session.execute(query.group_by(held))}


async def known(session: AsyncSession, named: Collection[str]) -> Known:
    """Return what names stand for: types, locations, and of people those that are `named` (small letters)."""
    listed = await types(session)
    kinds = {
        row.id: Kind(id=row.id, name=row.name, fields=specs(row.fields), is_active=row.is_active) for row in listed
    }
    by_name = {spelled.lower(): kinds[row.id] for row in listed for spelled in (row.key, row.name)}
    places = (await settings.reference(session)).locations
    locations = {spelled.lower(): one.id for one in places if one.is_active for spelled in (one.key, one.name)}
    return Known(kinds=by_name, kinds_by_id=kinds, locations=locations, people=await _people(session, named))


async def _people(session: AsyncSession, named: Collection[str]) -> dict[str, UUID | None]:
    found: dict[str, UUID | None] = {}
    if not named:
        return found
    columns = select(User.id, func.lower(User.name), func.lower(User.email)).where(User.is_active)
    by_name = columns.where(func.lower(User.name).in_(named))
    for user_id, name, _ in await session.execute(by_name.limit(len(named) * 20)):
        found[name] = None if name in found else user_id
    by_address = await session.execute(columns.where(func.lower(User.email).in_(named)))
    return found | {email: user_id for user_id, _, email in by_address}


async def matching(
    session: AsyncSession, key: ImportKey, keys: Collection[str], *, lock: bool
) -> dict[str, list[Asset]]:
    """Return the assets with each of these keys, locked in one order where asked."""
    column: Any = {
        ImportKey.TAG: func.upper(Asset.tag),
        ImportKey.SERIAL: func.upper(Asset.serial),
        ImportKey.SOURCE: Asset.source_key,
    }[key]
    query = select(column, Asset).where(column.in_(keys)).order_by(Asset.id)
    if lock:
        query = query.with_for_update(of=Asset)
    found: dict[str, list[Asset]] = {}
    for held, asset in await session.execute(query.execution_options(populate_existing=True)):
        found.setdefault(held, []).append(asset)
    return found


async def serials_taken(session: AsyncSession, serials: Collection[str]) -> dict[str, str]:
    """Return the tag of an asset with each of these serial numbers (in capitals); free ones are absent."""
    held = func.upper(Asset.serial)
    query = select(held, func.min(Asset.tag)).where(held.in_(serials)).group_by(held)
    return {row[0]: row[1] for row in await session.execute(query)}


async def assets_by_id(session: AsyncSession, ids: Collection[UUID]) -> dict[UUID, Asset]:
    """Return these assets, locked in one order until the commit."""
    query = select(Asset).where(Asset.id.in_(ids)).order_by(Asset.id).with_for_update()
    return {one.id: one for one in await session.scalars(query.execution_options(populate_existing=True))}


async def seats_used(session: AsyncSession, ids: Collection[UUID]) -> dict[UUID, int]:
    """Return how many seats of these assets are in use; none are absent."""
    query = select(AssetSeat.asset_id, func.count()).where(AssetSeat.asset_id.in_(ids)).group_by(AssetSeat.asset_id)
    return {row[0]: row[1] for row in await session.execute(query)}


async def tags_taken(session: AsyncSession, tags: Collection[str]) -> dict[str, UUID]:
    """Return which asset has each of these tags (in capitals); free ones are absent."""
    query = select(func.upper(Asset.tag), Asset.id).where(func.upper(Asset.tag).in_(tags))
    return {row[0]: row[1] for row in await session.execute(query)}


async def grown_on(session: AsyncSession, ids: Collection[UUID], handovers: Collection[UUID]) -> dict[UUID, str]:
    """Return what hangs on these assets by now, but for those hand-overs: why they cannot go."""
    found = dict.fromkeys(
        await session.scalars(
            select(AssetHandover.asset_id).where(AssetHandover.asset_id.in_(ids), AssetHandover.id.not_in(handovers))
        ),
        "It was handed over since.",
    )
    found |= dict.fromkeys(await seats_used(session, ids), "Its seats are in use since.")
    relation = aliased(AssetRelation)
    for end in (relation.cause_id, relation.effect_id):
        rows = await session.scalars(select(end).where(end.in_(ids)))
        found |= dict.fromkeys(rows, "It is related to other assets since.")
    return found


async def field_specs(session: AsyncSession) -> Sequence[Any]:
    """Return the fields that types in use have, in the order of the types; one that several have once."""
    found = {spec.key: spec for row in await types(session) if row.is_active for spec in specs(row.fields)}
    return list(found.values())


async def named(session: AsyncSession, names: Collection[str]) -> dict[str, list[UUID]]:
    """Return the assets with each of these names (in capitals); of one that many have, some."""
    held = func.upper(Asset.name)
    found: dict[str, list[UUID]] = {}
    if names:
        query = select(held, Asset.id).where(held.in_(names)).limit(len(names) * 20)
        for name, asset_id in await session.execute(query):
            found.setdefault(name, []).append(asset_id)
    return found


async def tags_in_file(session: AsyncSession, one: AssetImport, tags: Collection[str]) -> set[str]:
    """Return which of these tags (in capitals) a row of the file brings, wherever in it."""
    if not tags or "tag" not in one.targets:
        return set()
    held = func.upper(func.btrim(AssetImportRow.given[one.targets.index("tag")].astext))
    return set(await session.scalars(select(held).where(AssetImportRow.import_id == one.id, held.in_(tags))))


async def rows_waiting(session: AsyncSession, import_id: UUID) -> Sequence[AssetImportRow]:
    """Return the rows of an import that name an asset which a later row brings."""
    waits = AssetImportRow.links.contains([{"waits": True}])
    query = select(AssetImportRow).where(AssetImportRow.import_id == import_id, waits)
    return list(await session.scalars(query.order_by(AssetImportRow.line)))


async def relations_of(session: AsyncSession, ids: Collection[UUID]) -> set[tuple[str, UUID, UUID]]:
    """Return kind, cause and effect of every relation of these assets."""
    columns = select(AssetRelation.kind, AssetRelation.cause_id, AssetRelation.effect_id)
    query = columns.where(AssetRelation.cause_id.in_(ids) | AssetRelation.effect_id.in_(ids))
    return {(row[0], row[1], row[2]) for row in await session.execute(query)}


async def relation_counts(session: AsyncSession, ids: Collection[UUID]) -> dict[UUID, int]:
    """Return how many relations each of these assets has; none are absent."""
    found: dict[UUID, int] = {}
    for end in (AssetRelation.cause_id, AssetRelation.effect_id):
        for asset_id, count in await session.execute(select(end, func.count()).where(end.in_(ids)).group_by(end)):
            found[asset_id] = found.get(asset_id, 0) + count
    return found


async def relations_of_import(session: AsyncSession, import_id: UUID, limit: int) -> Sequence[AssetRelation]:
    """Return relations that an import brought in, locked."""
    query = select(AssetRelation).where(AssetRelation.import_id == import_id).order_by(AssetRelation.id).limit(limit)
    return list(await session.scalars(query.with_for_update()))
