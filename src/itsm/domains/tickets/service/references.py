"""Names from a request to the reference data they mean, from memory."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from itsm.platform.errors import FieldError, Invalid

if TYPE_CHECKING:
    from uuid import UUID

    from itsm.domains.settings.api import CategoryRef, LocationRef, Reference


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Category, subcategory and location of a ticket."""

    category: CategoryRef
    subcategory: CategoryRef | None
    location: LocationRef


def resolve_place(
    reference: Reference, *, category: str | UUID, subcategory: str | UUID | None, location: str | UUID
) -> Place:
    """Return what the three names mean. Raises Invalid (422) with an error for each that means nothing."""
    found_category = reference.find_category(category)
    found_location = reference.find_location(location)
    found_sub = None
    errors = []
    if found_category is None:
        errors.append(_unknown("category"))
    elif subcategory is not None:
        found_sub = reference.find_subcategory(found_category.id, subcategory)
        if found_sub is None:
            errors.append(FieldError("subcategory", "unknown_reference", "There is no such subcategory of it."))
    if found_location is None:
        errors.append(_unknown("location"))
    if errors or found_category is None or found_location is None:
        raise Invalid("Some names are not known here.", errors=errors)
    return Place(category=found_category, subcategory=found_sub, location=found_location)


def _unknown(field: str) -> FieldError:
    return FieldError(field, "unknown_reference", f"There is no such {field}.")
