"""What becomes of some rows of an import: the register is asked once for all of them, then each is decided."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from itsm.domains.assets.engine.intake.cells import Style
from itsm.domains.assets.engine.intake.links import Link, Others, meant, read_wishes
from itsm.domains.assets.engine.intake.planning import NAMES, Known, Plan, Terms, plan_row
from itsm.domains.assets.enums import ImportKey, ImportSource, RowOutcome
from itsm.domains.assets.imports import queries
from itsm.domains.assets.imports.linking import new_links, others_named
from itsm.domains.assets.imports.standing import columns_of, kept
from itsm.domains.assets.limits import KEY_MAX

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncSession

    from itsm.domains.assets.imports.models import AssetImport, AssetImportRow
    from itsm.domains.assets.models import Asset


@dataclass(frozen=True, slots=True)
class Planned:
    """A row, what becomes of it, the asset it is about (None for a new one), and relations it does not have yet."""

    row: AssetImportRow
    plan: Plan
    asset: Asset | None
    links: Sequence[Link] = ()


@dataclass(slots=True)
class _Register:
    """What the register and the file hold that these rows name."""

    key: ImportKey
    known: Known
    terms: Terms
    assets: Mapping[str, list[Asset]]
    seats: Mapping[UUID, int]
    tags: Mapping[str, UUID]
    serials: Mapping[str, str]
    lines: dict[str, Mapping[str, int]] = field(default_factory=dict)
    unclaimed: Mapping[str, list[Asset]] = field(default_factory=dict)
    others: Others | None = None


def given_of(one: AssetImport, row: AssetImportRow) -> dict[str, Any]:
    """Return what a row says, by meaning."""
    if one.source == ImportSource.INVENTORY:
        said = dict(row.given)
        if "seen_at" in said:
            said["seen_at"] = datetime.fromisoformat(said["seen_at"])
        return said
    return {target: cell.strip() for target, cell in zip(one.targets, row.given, strict=True) if target is not None}


def spelled(key: ImportKey, text: str) -> str | None:
    """Return a key as it is compared: tags and serial numbers in capitals; None where there is none."""
    return (text if key is ImportKey.SOURCE else text.upper())[:KEY_MAX] or None


async def plan_rows(
    session: AsyncSession, one: AssetImport, rows: Sequence[AssetImportRow], *, lock: bool
) -> list[Planned]:
    """Return what becomes of these rows, by the register as it is; the assets are locked where asked."""
    key = ImportKey(one.terms["key"])
    said = [given_of(one, row) for row in rows]
    for row, given in zip(rows, said, strict=True):
        row.known_as = spelled(key, given.get(key.value, ""))
        row.tagged = spelled(ImportKey.TAG, given.get("tag", ""))
    # Earlier rows of the file are asked for below, these among them.
    await session.flush()
    register = await _look_up(session, one, key, rows, said, lock=lock)
    planned = [_decide(register, row, given) for row, given in zip(rows, said, strict=True)]
    return planned if register.others is None else await _but_for_present(session, planned)


async def _but_for_present(session: AsyncSession, planned: Sequence[Planned]) -> list[Planned]:
    """Leave out relations that are there; a row that brings others changes something."""
    fresh = await new_links(session, {each.asset.id: each.links for each in planned if each.asset and each.links})
    found = []
    for each in planned:
        asset_id = each.asset.id if each.asset else None
        links = [one for one in each.links if asset_id is None or (asset_id, one.wish) in fresh]
        is_new = each.plan.outcome is RowOutcome.UNCHANGED and links
        plan = Plan(RowOutcome.CHANGED, each.plan.changes, ()) if is_new else each.plan
        found.append(replace(each, plan=plan, links=links))
    return found


async def _look_up(
    session: AsyncSession,
    one: AssetImport,
    key: ImportKey,
    rows: Sequence[AssetImportRow],
    said: Sequence[Mapping[str, Any]],
    *,
    lock: bool,
) -> _Register:
    keys = {row.known_as for row in rows if row.known_as}
    tags = {row.tagged for row in rows if row.tagged}
    assets = await queries.matching(session, key, keys, lock=lock)
    serials = {given["serial"].upper() for given in said if given.get("serial")}
    unclaimed = await _unclaimed(session, key, serials, lock=lock)
    ids = [asset.id for held in (*assets.values(), *unclaimed.values()) for asset in held]
    is_stream = bool(one.terms.get("is_stream"))
    return _Register(
        key=key,
        known=await queries.known(session, {given["owner"].lower() for given in said if given.get("owner")}),
        terms=terms_of(one),
        assets=assets,
        seats=await queries.seats_used(session, ids) if any("seats" in given for given in said) else {},
        tags=await queries.tags_taken(session, tags),
        serials=await queries.serials_taken(session, serials),
        unclaimed=unclaimed,
        others=await others_named(session, one, said),
        # Of a stream, one device comes again and again.
        lines={}
        if is_stream
        else {
            "known_as": await queries.earlier_lines(session, one.id, "known_as", keys),
            "tagged": await queries.earlier_lines(session, one.id, "tagged", tags),
        },
    )


async def _unclaimed(
    session: AsyncSession, key: ImportKey, serials: Collection[str], *, lock: bool
) -> dict[str, list[Asset]]:
    """Return, for what agents found, the assets with these serial numbers that no agent found yet."""
    if key is not ImportKey.SOURCE:
        return {}
    found = await queries.matching(session, ImportKey.SERIAL, serials, lock=lock)
    return {serial: left for serial, held in found.items() if (left := [one for one in held if one.source_key is None])}


def terms_of(one: AssetImport) -> Terms:
    """Return how an import is read."""
    kind_id = one.terms.get("type_id")
    return Terms(
        style=Style(day_first=one.terms["day_first"]),
        currency=one.terms["currency"],
        kind_id=UUID(kind_id) if kind_id else None,
        from_agent=bool(one.terms.get("from_agent")),
    )


def _decide(register: _Register, row: AssetImportRow, given: Mapping[str, Any]) -> Planned:
    serial = given.get("serial", "").upper()
    # What people wrote down before an agent found it is known by its serial number, once.
    found = register.assets.get(row.known_as or "", []) or register.unclaimed.get(serial, [])
    asset = found[0] if found else None
    faults = [*_key_faults(register, row, found), *_tag_faults(register, row, asset)]
    if asset is None and register.key is not ImportKey.SERIAL and serial in register.serials:
        faults.append(f"Serial number: {register.serials[serial]} has it.")
    current = None
    if asset is not None:
        current = columns_of(asset) | {"seats_used": register.seats.get(asset.id, 0)}
    links: Sequence[Link] = ()
    if register.others is not None:
        own_id = asset.id if asset is not None else None
        links, wrong = meant(read_wishes(given), register.others, own_id, row.tagged)
        faults += wrong
    plan = plan_row(given, current, register.known, register.terms, faults)
    return Planned(row, plan, asset, links if plan.outcome is not RowOutcome.REFUSED else ())


def _key_faults(register: _Register, row: AssetImportRow, found: Sequence[Asset]) -> list[str]:
    name = NAMES.get(register.key.value, "Device")
    if row.known_as is None:
        return [f"{name}: is needed, because the assets of this file are known by it."]
    if len(found) > 1:
        return [f"{name}: " + " and ".join(one.tag for one in found[:3]) + " have it."]
    first = register.lines.get("known_as", {}).get(row.known_as, row.line)
    return [f"{name}: line {first} has it, too."] if first < row.line else []


def _tag_faults(register: _Register, row: AssetImportRow, asset: Asset | None) -> list[str]:
    if row.tagged is None or register.key is ImportKey.TAG:
        return []
    holder = register.tags.get(row.tagged)
    if holder is not None and (asset is None or holder != asset.id):
        return [f"Tag: another asset has {row.tagged}."]
    first = register.lines.get("tagged", {}).get(row.tagged, row.line)
    return [f"Tag: line {first} has it, too."] if first < row.line else []


def shown_change(planned: Planned) -> tuple[dict[str, Any] | None, dict[str, Any] | None]:
    """Return the columns that a row would set, as they are and as they would be; nothing for a refused row."""
    if not planned.plan.changes:
        return None, None
    after = {name: value for name, value in planned.plan.changes.items() if value is not None}
    if planned.asset is None:
        return None, kept(after)
    changes = planned.plan.changes
    return kept({name: getattr(planned.asset, name) for name in changes}), kept(changes)
