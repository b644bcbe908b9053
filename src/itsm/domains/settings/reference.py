"""Reference data in memory: every list, and lookups by id, key or name. Immutable."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Protocol, TypeVar
from uuid import UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class CategoryRef:
    """A category or subcategory (with `parent_id`)."""

    id: UUID
    key: str
    name: str
    parent_id: UUID | None
    is_active: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class LocationRef:
    """A place of work; `timezone` is an IANA name."""

    id: UUID
    key: str
    name: str
    timezone: str
    calendar_key: str | None
    is_active: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ResolutionCategoryRef:
    """A way in which tickets are resolved."""

    id: UUID
    key: str
    name: str
    is_active: bool


class _Entry(Protocol):
    @property
    def id(self) -> UUID: ...
    @property
    def key(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def is_active(self) -> bool: ...


E = TypeVar("E", bound=_Entry)


class Reference:
    """All lists as they were at one version.

    `find_*` take an id, a key or a name without regard to case and know active entries only;
    `*_by_id` know inactive ones too, because old tickets go on naming them.
    """

    def __init__(
        self,
        categories: Iterable[CategoryRef],
        locations: Iterable[LocationRef],
        resolution_categories: Iterable[ResolutionCategoryRef],
    ) -> None:
        everything = tuple(categories)
        places = tuple(locations)
        self.names: Mapping[str | None, str | None] = {
            None: None,
            **{str(entry.id): entry.name for entry in everything},
            **{str(entry.id): entry.name for entry in places},
        }
        """What ids of categories and locations, written as text, stand for; nothing has no name."""
        self.category_by_id: Mapping[UUID, CategoryRef] = {entry.id: entry for entry in everything}
        self.categories = tuple(entry for entry in everything if entry.parent_id is None and entry.is_active)
        self._children = {
            parent.id: tuple(entry for entry in everything if entry.parent_id == parent.id and entry.is_active)
            for parent in self.categories
        }
        self._categories = _index(self.categories)
        self._subcategories = {parent: _index(children) for parent, children in self._children.items()}
        self.location_by_id: Mapping[UUID, LocationRef] = {entry.id: entry for entry in places}
        self.locations = tuple(entry for entry in places if entry.is_active)
        self._locations = _index(self.locations)
        resolutions = tuple(resolution_categories)
        self.resolution_category_by_id = {entry.id: entry for entry in resolutions}
        self.resolution_categories = tuple(entry for entry in resolutions if entry.is_active)
        self._resolutions = _index(self.resolution_categories)

    def find_category(self, value: str | UUID) -> CategoryRef | None:
        """Return the active category called `value`."""
        return self._categories.get(_spelling(value))

    def find_subcategory(self, category_id: UUID, value: str | UUID) -> CategoryRef | None:
        """Return the active subcategory called `value` of one category."""
        return self._subcategories.get(category_id, {}).get(_spelling(value))

    def find_location(self, value: str | UUID) -> LocationRef | None:
        """Return the active location called `value`."""
        return self._locations.get(_spelling(value))

    def find_resolution_category(self, value: str | UUID) -> ResolutionCategoryRef | None:
        """Return the active resolution category called `value`."""
        return self._resolutions.get(_spelling(value))

    def subcategories(self, category_id: UUID) -> tuple[CategoryRef, ...]:
        """Return the active subcategories of a category, in order."""
        return self._children.get(category_id, ())

    def category_name(self, category_id: UUID | None) -> str | None:
        """Return the name of any category or subcategory, active or not; None for None."""
        return self.category_by_id[category_id].name if category_id else None

    def location_name(self, location_id: UUID | None) -> str | None:
        """Return the name of any location, active or not; None for None."""
        return self.location_by_id[location_id].name if location_id else None


def _spelling(value: str | UUID) -> str:
    return str(value).strip().casefold()


def _index(entries: Iterable[E]) -> dict[str, E]:
    """Index by name, key and id; where they clash the id beats the key and the key the name."""
    kept = tuple(entries)
    index = {_spelling(entry.name): entry for entry in kept}
    index.update({entry.key: entry for entry in kept})
    index.update({str(entry.id): entry for entry in kept})
    return index
