"""From rows of imports to what goes out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from itsm.domains.assets.engine.intake.targets import FIELD, TARGETS
from itsm.domains.assets.enums import ImportKey, ImportSource
from itsm.domains.assets.imports import queries
from itsm.domains.assets.imports.planning import given_of
from itsm.domains.assets.imports.schemas import (
    AssetImportCard,
    AssetImportCounts,
    AssetImportRead,
    AssetImportRowRead,
    ImportChange,
    ImportColumn,
    ImportTarget,
)
from itsm.domains.assets.repository import types
from itsm.domains.settings import api as settings
from itsm.domains.users import api as users

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sqlalchemy.ext.asyncio import AsyncSession

    from itsm.domains.assets.imports.models import AssetImport, AssetImportRow

_SAMPLES, _SAMPLE_ROWS, _SAMPLE_LONG = 3, 40, 80
_HIDDEN = frozenset({"source_key", "seen_at"})


def _common(one: AssetImport) -> dict[str, Any]:
    names = AssetImportCounts.model_fields
    same = ("id", "source", "file_name", "state", "row_count", "rows_moved", "created_at", "finished_at", "undone_at")
    return {name: getattr(one, name) for name in (*same, "version")} | {
        "asked_by": one.asked_by_name,
        "counts": AssetImportCounts(**{name: int(one.counts.get(name, 0)) for name in names}),
    }


def import_card(one: AssetImport) -> AssetImportCard:
    """Return an import as the list shows it."""
    return AssetImportCard(**_common(one))


async def import_read(session: AsyncSession, one: AssetImport) -> AssetImportRead:
    """Return an import with its columns, each with some of what it holds, and everything a column can mean."""
    fields = await queries.field_specs(session)
    rows = await queries.rows_of(session, one.id, limit=_SAMPLE_ROWS) if one.source == ImportSource.TABLE else []
    return AssetImportRead(
        **_common(one),
        fault=one.fault,
        columns=[
            ImportColumn(heading=heading, target=one.targets[place], samples=_samples(rows, place))
            for place, heading in enumerate(one.columns)
        ],
        targets=[
            *(ImportTarget(key=key, label=None) for key in TARGETS),
            *(ImportTarget(key=FIELD + spec.key, label=spec.label) for spec in fields),
        ],
        key=ImportKey(one.terms["key"]),
        day_first=one.terms["day_first"],
        currency=one.terms["currency"],
        type_id=one.terms.get("type_id"),
    )


def _samples(rows: Sequence[AssetImportRow], place: int) -> list[str]:
    cells = [row.given[place] for row in rows if isinstance(row.given, list)]
    held = dict.fromkeys(cell for cell in cells if cell)
    return [cell[:_SAMPLE_LONG] for cell in list(held)[:_SAMPLES]]


async def rows_read(
    session: AsyncSession, one: AssetImport, rows: Sequence[AssetImportRow]
) -> list[AssetImportRowRead]:
    """Return rows as people read them: with the names of people, places and types."""
    ids = {UUID(held) for row in rows for held in _ids(row)}
    names: dict[str, str] = {str(key): name for key, name in (await users.names(session, ids)).items()}
    names |= {str(kind.id): kind.name for kind in await types(session)}
    reference = await settings.reference(session)
    names |= {str(place.id): place.name for place in reference.locations}
    return [_row(one, row, names) for row in rows]


def _ids(row: AssetImportRow) -> list[str]:
    both = ((row.before or {}), (row.after or {}))
    return [held["owner_id"] for held in both if held.get("owner_id")]


def _row(one: AssetImport, row: AssetImportRow, names: Mapping[str, str]) -> AssetImportRowRead:
    given = given_of(one, row)
    return AssetImportRowRead(
        line=row.line,
        outcome=row.outcome,
        phase=row.phase,
        asset_tag=row.asset_tag or given.get("tag") or None,
        name=(row.after or {}).get("name") or given.get("name") or None,
        reasons=list(row.reasons),
        changes=_changes(row, names),
    )


def _changes(row: AssetImportRow, names: Mapping[str, str]) -> list[ImportChange]:
    before, after = row.before or {}, row.after or {}
    found = []
    for column, value in after.items():
        if column in _HIDDEN or (row.before is None and value in (None, {}, "")):
            continue
        if column == "fields":
            found += _field_changes(before.get("fields") or {}, value or {})
            continue
        found.append(
            ImportChange(
                column=column.removesuffix("_id"),
                before=_shown(before.get(column), names),
                after=_shown(value, names),
            )
        )
    return [*found, *_links(row)]


def _links(row: AssetImportRow) -> list[ImportChange]:
    """Return the relations that a row brings, by their kind."""
    named: dict[str, list[str]] = {}
    for link in row.links or ():
        named.setdefault(link["kind"], []).append(link["name"])
    return [ImportChange(column=kind, before=None, after=", ".join(names)) for kind, names in named.items()]


def _field_changes(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[ImportChange]:
    return [
        ImportChange(column=FIELD + key, before=_shown(before.get(key), {}), after=_shown(after.get(key), {}))
        for key in {**before, **after}
        if before.get(key) != after.get(key)
    ]


def _shown(value: Any, names: Mapping[str, str]) -> str | None:
    return None if value is None else names.get(str(value), str(value))
