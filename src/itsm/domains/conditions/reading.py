"""Between the interface and the engines: conditions checked and settled, tickets to try, names for ids."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from itsm.domains.conditions.enums import TicketField
from itsm.domains.conditions.facts import TicketFacts
from itsm.domains.conditions.schemas import FactsInput, Mentioned
from itsm.domains.settings import api as settings
from itsm.domains.settings.api import CategoryRef, LocationRef, Reference
from itsm.domains.users import api as users
from itsm.platform.errors import FieldError, Invalid
from itsm.platform.expressions.check import check
from itsm.platform.expressions.fields import Field, Kind, Vocabulary
from itsm.platform.expressions.tree import ExpressionError, Node, from_json, leaves_of, to_json
from itsm.platform.ids import try_uuid


async def read_where(
    session: AsyncSession, given: Mapping[str, Any], vocabulary: Vocabulary, *, field: str = "where"
) -> dict[str, Any]:
    """Return a condition as it is stored. Raises Invalid (422) naming each leaf that is wrong by its path."""
    try:
        tree = from_json(given)
        people = await _people(session, [tree], vocabulary)
        names = people | _reference_names(await settings.reference(session))
        return to_json(check(tree, vocabulary, lambda asked, value: _resolve(asked, value, names)))
    except ExpressionError as refused:
        errors = [
            FieldError(f"{field}.{fault.path}" if fault.path else field, fault.code, fault.message)
            for fault in refused.faults
        ]
        raise Invalid("The condition does not hold together.", errors=errors) from refused


async def mentioned(session: AsyncSession, trees: Iterable[Node], vocabulary: Vocabulary) -> dict[str, str]:
    """Return the name of everything that trees may mention by its id; at most one query."""
    people = await _people(session, trees, vocabulary)
    return {key: name for (_, key), (_, name) in (people | _ids(await settings.reference(session))).items()}


def mentioned_by(where: Mapping[str, Any], vocabulary: Vocabulary, names: Mapping[str, str]) -> list[Mentioned]:
    """Return what one stored condition names, in order and each once."""
    values = dict.fromkeys(_references(from_json(where), vocabulary))
    return [Mentioned(id=value, name=names.get(value, value)) for _, value in values]


async def read_facts(session: AsyncSession, given: FactsInput, *, field: str = "") -> TicketFacts:
    """Return the facts of a ticket to try. Raises Invalid (422) for a reference that is not known.

    `field` is where the facts stand in the body; empty: they are the body.
    """
    reference = await settings.reference(session)
    category = reference.find_category(given.category) if given.category else None
    subcategory = reference.find_subcategory(category.id, given.subcategory) if category and given.subcategory else None
    location = reference.find_location(given.location) if given.location else None
    for name, value, found in (
        ("category", given.category, category),
        ("subcategory", given.subcategory, subcategory),
        ("location", given.location, location),
    ):
        if value and found is None:
            path = f"{field}.{name}" if field else name
            raise Invalid.field(path, f"{value[:60]} is not known here.", "unknown_reference")
    requester = given.requester_id
    if requester and not await users.names(session, {requester}):
        path = f"{field}.requester_id" if field else "requester_id"
        raise Invalid.field(path, "There is no such person.", "unknown_reference")
    return TicketFacts(
        category_id=category.id if category else None,
        subcategory_id=subcategory.id if subcategory else None,
        location_id=location.id if location else None,
        type=given.type,
        priority=given.priority,
        impact=given.impact,
        urgency=given.urgency,
        source=given.source,
        department=given.department,
        requester_id=requester,
        is_vip=given.is_vip,
        title=given.title,
        description=given.description,
        business_impact=given.business_impact,
        tags=tuple(given.tags),
    )


Names = dict[tuple[str, str], tuple[str, str]]
"""Id and name by kind of thing and by what it may be called."""


def _resolve(asked: Field, value: str, names: Names) -> str | None:
    found = names.get((asked.refers_to, value.strip().casefold()))
    return found[0] if found else None


def _references(tree: Node, vocabulary: Vocabulary) -> Iterable[tuple[str, str]]:
    """Yield kind and value of every reference in a tree that may not be checked yet."""
    for _, leaf in leaves_of(tree):
        field = vocabulary.get(leaf.field)
        if field is not None and field.kind is Kind.REFERENCE and isinstance(leaf.value, tuple):
            yield from ((field.refers_to, value) for value in leaf.value if isinstance(value, str))


async def _people(session: AsyncSession, trees: Iterable[Node], vocabulary: Vocabulary) -> Names:
    kind = TicketField.REQUESTER.value
    wanted: set[UUID] = set()
    for tree in trees:
        asked = (try_uuid(value) for refers_to, value in _references(tree, vocabulary) if refers_to == kind)
        wanted.update(person for person in asked if person)
    found = await users.names(session, wanted) if wanted else {}
    return {(kind, str(person)): (str(person), name) for person, name in found.items()}


def _ids(reference: Reference) -> Names:
    """Return everything in the lists by its id, in use or not."""
    names: Names = {}
    for entry in reference.category_by_id.values():
        kind = TicketField.SUBCATEGORY if entry.parent_id else TicketField.CATEGORY
        names[kind.value, str(entry.id)] = (str(entry.id), entry.name)
    for place in reference.location_by_id.values():
        names[TicketField.LOCATION.value, str(place.id)] = (str(place.id), place.name)
    return names


def _reference_names(reference: Reference) -> Names:
    """Return what is in use by name and key too, where only one thing is called so."""
    children = [child for parent in reference.categories for child in reference.subcategories(parent.id)]
    kinds: tuple[tuple[TicketField, Sequence[CategoryRef | LocationRef]], ...] = (
        (TicketField.CATEGORY, reference.categories),
        (TicketField.SUBCATEGORY, children),
        (TicketField.LOCATION, reference.locations),
    )
    names: Names = {}
    for kind, entries in kinds:
        called = Counter(word for entry in entries for word in {entry.key, entry.name.casefold()})
        for entry in entries:
            for word in (entry.key, entry.name.casefold()):
                if called[word] == 1:
                    names[kind.value, word] = (str(entry.id), entry.name)
    return names | _ids(reference)
