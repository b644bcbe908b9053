"""Kinds of links as they are stored, and the words for them as seen from either end."""

from __future__ import annotations

from enum import StrEnum
from typing import Final


class LinkKind(StrEnum):
    """What the source of a link is to its target."""

    PARENT_OF = "parent_of"
    DUPLICATE_OF = "duplicate_of"
    RELATED = "related"
    CAUSED_BY = "caused_by"
    FIXED_BY = "fixed_by"


class Relation(StrEnum):
    """What the ticket one looks at is to the other."""

    PARENT_OF = "parent_of"
    CHILD_OF = "child_of"
    DUPLICATE_OF = "duplicate_of"
    DUPLICATED_BY = "duplicated_by"
    RELATED = "related"
    CAUSED_BY = "caused_by"
    CAUSES = "causes"
    FIXED_BY = "fixed_by"
    FIXES = "fixes"


_INVERSE: Final = {
    LinkKind.PARENT_OF: Relation.CHILD_OF,
    LinkKind.DUPLICATE_OF: Relation.DUPLICATED_BY,
    LinkKind.RELATED: Relation.RELATED,
    LinkKind.CAUSED_BY: Relation.CAUSES,
    LinkKind.FIXED_BY: Relation.FIXES,
}
_KIND_OF_INVERSE: Final = {relation: kind for kind, relation in _INVERSE.items() if kind is not LinkKind.RELATED}


def relation_of(kind: LinkKind, *, from_source: bool) -> Relation:
    """Return the word for a link as its source, or as its target, sees it."""
    return Relation(kind.value) if from_source else _INVERSE[kind]


def kind_of(relation: Relation) -> tuple[LinkKind, bool]:
    """Return how a relation is stored: the kind, and whether the ticket one looks at is the source."""
    inverse = _KIND_OF_INVERSE.get(relation)
    return (inverse, False) if inverse is not None else (LinkKind(relation.value), True)
