"""Conditions as they were before they were trees: lists of accepted values, all of which must hold together."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Any, Final

from itsm.domains.conditions.enums import Op, TicketField
from itsm.domains.conditions.fields import TEXTS
from itsm.platform.expressions.tree import All, AnyOf, Leaf, Node


def all_of(conditions: Iterable[Node | None]) -> Node:
    """Return the tree that wants all of these; None asks for nothing."""
    return All(tuple(node for node in conditions if node is not None))


def one_of(field: TicketField, values: Collection[Any]) -> Node | None:
    """Return the condition that a field has one of these values; an empty list asked for nothing."""
    return Leaf(field.value, Op.IS_ONE_OF, tuple(map(str, values))) if values else None


def vip_is(wanted: bool | None) -> Node | None:
    """Return the condition that the requester is a VIP, or is not; None asked for nothing."""
    if wanted is None:
        return None
    return Leaf(TicketField.VIP.value, Op.IS_TRUE if wanted else Op.IS_FALSE)


def mentions(op: Op, terms: Collection[str], texts: Collection[str]) -> Node | None:
    """Return the condition that some texts together mention these words; an empty list asked for nothing."""
    if not terms:
        return None
    if set(texts) == set(TEXTS):
        return Leaf(TicketField.TEXT.value, op, tuple(terms))
    if op is Op.MENTIONS_ALL and len(texts) > 1:
        # Each word may stand in any of the texts.
        return All(tuple(_somewhere(Op.MENTIONS_ANY, (term,), texts) for term in terms))
    return _somewhere(op, tuple(terms), texts)


def _somewhere(op: Op, terms: tuple[str, ...], texts: Collection[str]) -> Node:
    leaves = tuple(Leaf(text.value, op, terms) for text in TEXTS if text in texts)
    if len(leaves) == 1:
        return leaves[0]
    return All(leaves) if op is Op.MENTIONS_NONE else AnyOf(leaves)


_BY_ID: Final = (
    ("category_ids", TicketField.CATEGORY),
    ("subcategory_ids", TicketField.SUBCATEGORY),
    ("location_ids", TicketField.LOCATION),
    ("types", TicketField.TYPE),
    ("priorities", TicketField.PRIORITY),
    ("departments", TicketField.DEPARTMENT),
)


def from_routing_lists(stored: Mapping[str, Any]) -> Node:
    """Return the tree for conditions that a routing rule kept as lists."""
    lists = [one_of(field, stored.get(name, ())) for name, field in _BY_ID]
    words = mentions(Op.MENTIONS_ANY, stored.get("keywords", ()), (TicketField.TITLE, TicketField.DESCRIPTION))
    return all_of([*lists, words, vip_is(stored.get("is_vip"))])


def from_classification_lists(stored: Mapping[str, Any]) -> Node:
    """Return the tree for what a classification rule kept as lists of words and impacts."""
    texts = stored["fields"]
    return all_of(
        [
            vip_is(True if stored["kind"] == "vip" else None),
            one_of(TicketField.IMPACT, stored["impacts"]),
            mentions(Op.MENTIONS_ANY, stored["any_terms"], texts),
            mentions(Op.MENTIONS_ALL, stored["all_terms"], texts),
            mentions(Op.MENTIONS_NONE, stored["none_terms"], texts),
        ]
    )
