"""Reference data and settings as answers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID

from itsm.domains.settings.enums import Impact, PendingReason, Priority, Urgency
from itsm.domains.settings.models import AppSetting
from itsm.domains.settings.reference import CategoryRef, Reference, ResolutionCategoryRef
from itsm.domains.settings.registry import SETTINGS, Setting
from itsm.domains.settings.schemas import (
    AttachmentLimits,
    CategoryItem,
    LocationItem,
    PriorityChoice,
    ReferenceRead,
    SettingRead,
    SubcategoryItem,
    TeamItem,
)


def show_reference(reference: Reference, values: Mapping[str, Any], teams: Sequence[tuple[UUID, str]]) -> ReferenceRead:
    """Return all there is to choose from, and the limits of the day."""
    return ReferenceRead(
        categories=[
            CategoryItem(
                id=entry.id,
                key=entry.key,
                name=entry.name,
                subcategories=_items(reference.subcategories(entry.id)),
            )
            for entry in reference.categories
        ],
        locations=[
            LocationItem(id=entry.id, key=entry.key, name=entry.name, timezone=entry.timezone)
            for entry in reference.locations
        ],
        teams=[TeamItem(id=team_id, name=name) for team_id, name in teams],
        resolution_categories=_items(reference.resolution_categories),
        pending_reasons=list(PendingReason),
        priorities=list(Priority),
        impacts=list(Impact),
        urgencies=list(Urgency),
        attachments=AttachmentLimits(
            max_file_mb=values["attachment_max_mb"],
            max_ticket_mb=values["ticket_attachments_max_mb"],
            types=values["attachment_types"],
        ),
        requester_priorities=PriorityChoice(allowed=_allowed(values)),
    )


def show_setting(known: Setting, row: AppSetting | None) -> SettingRead:
    """Return one setting with its bounds; `row` is None while nobody has changed it."""
    return SettingRead(
        key=known.key,
        value=row.value if row else known.default,
        default=known.default,
        kind=known.kind.value,
        minimum=known.minimum,
        maximum=known.maximum,
        choices=list(known.choices) if known.choices else None,
        unit=known.unit,
        description=known.description,
        is_default=row is None or row.value == known.default,
        version=row.version if row else 0,
    )


def show_settings(rows: Mapping[str, AppSetting]) -> list[SettingRead]:
    """Return every setting in the order of the registry."""
    return [show_setting(known, rows.get(key)) for key, known in SETTINGS.items()]


def _items(entries: Iterable[CategoryRef | ResolutionCategoryRef]) -> list[SubcategoryItem]:
    return [SubcategoryItem(id=entry.id, key=entry.key, name=entry.name) for entry in entries]


def _allowed(values: Mapping[str, Any]) -> list[Priority]:
    if not values["requester_may_choose_priority"]:
        return []
    return [priority for priority in Priority if priority >= values["requester_highest_priority"]]
