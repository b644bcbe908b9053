"""Holds a tree against a vocabulary: every field known, every operator fitting, every value meant."""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from typing import Any, Final, NamedTuple, TypeAlias

from itsm.platform.expressions.fields import MENTIONS, WITHOUT_VALUE, Field, Kind, Op, Vocabulary
from itsm.platform.expressions.tree import (
    All,
    AnyOf,
    ExpressionError,
    Fault,
    Leaf,
    Node,
    Not,
    below,
)

MOST_VALUES: Final = 100
MOST_PHRASES: Final = 200
LONGEST_PHRASE: Final = 100
LONGEST_TEXT: Final = 200
_HAS_A_WORD: Final = re.compile(r"[^\W_]")
_SHOWN: Final = 60

Resolve: TypeAlias = Callable[[Field, str], str | None]
"""Gives the id of what a reference calls by id, key or name; None for what is not there."""


class _Wrong(NamedTuple):
    code: str
    message: str


def check(node: Node, vocabulary: Vocabulary, resolve: Resolve) -> Node:
    """Return the tree with every value as it is stored: references by id, words trimmed and each once.

    Raises ExpressionError naming every leaf with an unknown field, an operator that does not fit its
    field, a value that the operator does not take, or a reference to what is not there.
    """
    faults: list[Fault] = []
    settled = _Checker(vocabulary, resolve, faults).settle(node, "")
    if faults:
        raise ExpressionError(faults)
    return settled


class _Checker:
    def __init__(self, vocabulary: Vocabulary, resolve: Resolve, faults: list[Fault]) -> None:
        self._vocabulary = vocabulary
        self._resolve = resolve
        self._faults = faults

    def settle(self, node: Node, path: str) -> Node:
        """Return the node with its values settled, noting faults."""
        match node:
            case Leaf():
                return self._leaf(node, path)
            case Not(child):
                return Not(self.settle(child, below(path, "not")))
            case All(children):
                return All(self._settle_each(children, below(path, "all")))
            case AnyOf(children):  # pragma: no branch - there is no other node
                return AnyOf(self._settle_each(children, below(path, "any")))

    def _settle_each(self, children: tuple[Node, ...], step: str) -> tuple[Node, ...]:
        return tuple(self.settle(child, below(step, index)) for index, child in enumerate(children))

    def _leaf(self, leaf: Leaf, path: str) -> Leaf:
        field = self._vocabulary.get(leaf.field)
        if field is None:
            self._note(path, _Wrong("unknown_field", f"{leaf.field[:_SHOWN]} cannot be asked about here"))
            return leaf
        if leaf.op not in field.operators:
            self._note(path, _Wrong("operator_does_not_fit", f"{leaf.op} does not fit {field.name}"))
            return leaf
        value = self._value(field, leaf.op, leaf.value)
        if isinstance(value, _Wrong):
            self._note(path, value)
            return leaf
        return Leaf(leaf.field, leaf.op, value)

    def _note(self, path: str, wrong: _Wrong) -> None:
        self._faults.append(Fault(path, wrong.code, wrong.message))

    def _value(self, field: Field, op: Op, value: Any) -> Any:
        if op in WITHOUT_VALUE:
            return _Wrong("invalid_value", f"{op} takes no value") if value is not None else None
        if op in MENTIONS:
            return _phrases(value)
        if op is Op.BETWEEN:
            return self._bounds(field, value)
        if op in {Op.IS_ONE_OF, Op.IS_NONE_OF}:
            return self._several(field, value)
        return self._one(field, value)

    def _several(self, field: Field, value: Any) -> Any:
        if not isinstance(value, tuple) or not 1 <= len(value) <= MOST_VALUES:
            return _Wrong("invalid_value", f"Give 1 to {MOST_VALUES} values.")
        settled = [self._one(field, one) for one in value]
        wrong = next((one for one in settled if isinstance(one, _Wrong)), None)
        return wrong or tuple(dict.fromkeys(settled))

    def _bounds(self, field: Field, value: Any) -> Any:
        if not isinstance(value, tuple) or len(value) != len(("low", "high")):
            return _Wrong("invalid_value", "Give the lowest and the highest.")
        low, high = (self._one(field, one) for one in value)
        for bound in (low, high):
            if isinstance(bound, _Wrong):
                return bound
        is_empty = not field.ranked_within(low, high) if field.is_ranked else low > high
        return _Wrong("invalid_value", "The lowest comes first.") if is_empty else (low, high)

    def _one(self, field: Field, value: Any) -> Any:
        if field.kind is Kind.NUMBER:
            is_number = isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)
            return value if is_number else _Wrong("invalid_value", "Give a number.")
        if not isinstance(value, str) or not value.strip() or len(value) > LONGEST_TEXT:
            return _Wrong("invalid_value", f"Give a text of at most {LONGEST_TEXT} characters.")
        if field.kind is Kind.REFERENCE:
            found = self._resolve(field, value)
            return found or _Wrong("unknown_reference", f"{value[:_SHOWN]} is not known here")
        if field.kind is Kind.CHOICE and value not in field.choices:
            return _Wrong("invalid_value", f"{value[:_SHOWN]} is none of {', '.join(field.choices)}")
        return value.strip()


def _phrases(value: Any) -> Any:
    if not isinstance(value, tuple) or not 1 <= len(value) <= MOST_PHRASES:
        return _Wrong("invalid_value", f"Give 1 to {MOST_PHRASES} words or phrases.")
    for phrase in value:
        if not isinstance(phrase, str) or len(phrase) > LONGEST_PHRASE or not _HAS_A_WORD.search(phrase):
            return _Wrong("invalid_value", f"Give words or phrases of at most {LONGEST_PHRASE} characters.")
    return tuple(dict.fromkeys(" ".join(phrase.split()) for phrase in value))
