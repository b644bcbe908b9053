"""Relations that a file names: looked up, brought in once both assets are there, taken back with the import."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import UUID

from sqlalchemy.dialects.postgresql import insert

from itsm.domains.assets.engine.intake.links import LINKS, WORDS, Link, Others, Wish, read_wishes
from itsm.domains.assets.enums import RelationKind
from itsm.domains.assets.events import AssetImported, AssetImportUndone
from itsm.domains.assets.imports import queries
from itsm.domains.assets.models import AssetRelation
from itsm.domains.assets.service.common import label, standing, touch
from itsm.domains.assets.service.relate_assets import MOST_OF_ONE, sides
from itsm.platform.ids import new_id

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from sqlalchemy.ext.asyncio import AsyncSession

    from itsm.domains.assets.imports.models import AssetImport, AssetImportRow
    from itsm.domains.assets.imports.planning import Planned
    from itsm.domains.assets.models import Asset
    from itsm.platform.work import UnitOfWork


@dataclass(frozen=True, slots=True)
class _Pair:
    """A relation that is to be there: of which row, `source` <kind> `target`."""

    row: AssetImportRow
    kind: RelationKind
    source_id: UUID
    target_id: UUID

    @property
    def ends(self) -> tuple[str, UUID, UUID]:
        """Return kind, cause and effect."""
        return (self.kind.value, *sides(self.kind, self.source_id, self.target_id))


async def others_named(session: AsyncSession, one: AssetImport, said: Sequence[Mapping[str, Any]]) -> Others | None:
    """Return what the relations of these rows name; None where the file has no column for any."""
    if not names_relations(one):
        return None
    names = {wish.key for given in said for wish in read_wishes(given)}
    tags = await queries.tags_taken(session, names)
    left = names - tags.keys()
    return Others(
        tags=tags,
        names=await queries.named(session, left),
        in_file=await queries.tags_in_file(session, one, left),
    )


def names_relations(one: AssetImport) -> bool:
    """Tell whether a column of the file is a relation."""
    return any(target in LINKS for target in one.targets)


async def new_links(session: AsyncSession, links: Mapping[UUID, Sequence[Link]]) -> set[tuple[UUID, Wish]]:
    """Return which links of these assets are not in the register yet."""
    present = await queries.relations_of(session, links.keys()) if links else set()
    return {
        (asset_id, link.wish)
        for asset_id, wanted in links.items()
        for link in wanted
        if link.other_id is None
        or (link.wish.kind.value, *sides(link.wish.kind, asset_id, link.other_id)) not in present
    }


async def link_rows(work: UnitOfWork, one: AssetImport, planned: Sequence[Planned]) -> None:
    """Relate the assets of rows that came in; what waits for a later row is related when that one comes in."""
    if not names_relations(one):
        return
    came = {str(each.row.asset_tag).upper(): each.row.asset_id for each in planned if each.row.asset_id}
    pairs = await _waiting(work, one, came)
    for each in planned:
        kept: list[dict[str, Any]] = []
        for link in each.links:
            other_id = link.other_id or came.get(link.wish.key)
            kept.append({"kind": link.wish.kind.value, "name": link.wish.name, "waits": other_id is None})
            if other_id is None:
                each.row.reasons = [*each.row.reasons, _not_there(link.wish.kind, link.wish.name)]
            elif each.row.asset_id is not None:
                pairs.append(_Pair(each.row, link.wish.kind, each.row.asset_id, other_id))
        each.row.links = kept or None
    await _relate(work, one, pairs)


async def unlink_rows(work: UnitOfWork, one: AssetImport, limit: int) -> int:
    """Take up to `limit` relations of an import back; return how many there were."""
    relations = await queries.relations_of_import(work.session, one.id, limit)
    ids = {end for relation in relations for end in (relation.cause_id, relation.effect_id)}
    assets = await queries.assets_by_id(work.session, ids)
    for relation in relations:
        await work.session.delete(relation)
        kind = RelationKind(relation.kind)
        source_id, target_id = sides(kind, relation.cause_id, relation.effect_id)
        sentence = _sentence(kind, assets[source_id], assets[target_id])
        for end in (assets[source_id], assets[target_id]):
            touch(work, end)
            changes = {"relations": (sentence, None)}
            told = AssetImportUndone(
                **standing(end), changes=changes, summary=f"No longer: {sentence}", import_id=one.id, line=0
            )
            work.record(told)
    await work.session.flush()
    return len(relations)


async def _waiting(work: UnitOfWork, one: AssetImport, came: Mapping[str, UUID]) -> list[_Pair]:
    """Return what earlier rows of the file wait for and what came now."""
    pairs: list[_Pair] = []
    for row in await queries.rows_waiting(work.session, one.id):
        links = [dict(link) for link in row.links or ()]
        for link in links:
            other_id = came.get(str(link["name"]).upper()) if link["waits"] else None
            if other_id is None or row.asset_id is None:
                continue
            link["waits"], kind = False, RelationKind(link["kind"])
            gone = _not_there(kind, link["name"])
            row.reasons = [reason for reason in row.reasons if reason != gone]
            pairs.append(_Pair(row, kind, row.asset_id, other_id))
        row.links = links
    return pairs


async def _relate(work: UnitOfWork, one: AssetImport, pairs: Sequence[_Pair]) -> None:
    if not pairs:
        return
    ids = {end for pair in pairs for end in (pair.source_id, pair.target_id)}
    assets = await queries.assets_by_id(work.session, ids)
    counts = Counter(await queries.relation_counts(work.session, ids))
    wanted: dict[tuple[str, UUID, UUID], _Pair] = {}
    for pair in pairs:
        if max(counts[pair.source_id], counts[pair.target_id]) >= MOST_OF_ONE:
            pair.row.reasons = [*pair.row.reasons, f"{WORDS[pair.kind]}: an asset has at most {MOST_OF_ONE} relations."]
            continue
        counts.update((pair.source_id, pair.target_id))
        wanted.setdefault(pair.ends, pair)
    for ends in await _insert(work, one, wanted.keys()):
        _tell(work, one, wanted[ends], assets)


async def _insert(
    work: UnitOfWork, one: AssetImport, wanted: Collection[tuple[str, UUID, UUID]]
) -> list[tuple[str, UUID, UUID]]:
    """Add relations; return those that were not there."""
    if not wanted:
        return []
    rows = [
        {
            "id": new_id(),
            "kind": kind,
            "cause_id": cause_id,
            "effect_id": effect_id,
            "import_id": one.id,
            "created_by_id": work.actor.id,
            "created_at": work.now,
        }
        for kind, cause_id, effect_id in wanted
    ]
    fresh = insert(AssetRelation).values(rows).on_conflict_do_nothing()
    added = await work.session.execute(
        fresh.returning(AssetRelation.kind, AssetRelation.cause_id, AssetRelation.effect_id)
    )
    return [(row[0], row[1], row[2]) for row in added]


def _tell(work: UnitOfWork, one: AssetImport, pair: _Pair, assets: Mapping[UUID, Asset]) -> None:
    """Record it of both: each has it in its history."""
    sentence = _sentence(pair.kind, assets[pair.source_id], assets[pair.target_id])
    for end in (assets[pair.source_id], assets[pair.target_id]):
        touch(work, end)
        changes = {"relations": (None, sentence)}
        told = AssetImported(**standing(end), changes=changes, summary=sentence, import_id=one.id, line=pair.row.line)
        work.record(told)


def _sentence(kind: RelationKind, source: Asset, target: Asset) -> str:
    words = WORDS[kind].lower()
    return f"{label(source)} {'is ' if kind in _ARE else ''}{words} {label(target)}"


_ARE = frozenset({RelationKind.CONNECTED_TO, RelationKind.PART_OF})


def _not_there(kind: RelationKind, name: str) -> str:
    return f"{WORDS[kind]}: “{name}” did not come in."
