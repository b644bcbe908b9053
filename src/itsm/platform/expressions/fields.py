"""What a condition may look at, and what it may ask of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class Op(StrEnum):
    """What a leaf asks. Which operators fit is a matter of the field's kind."""

    IS_ONE_OF = "is_one_of"
    IS_NONE_OF = "is_none_of"
    IS_SET = "is_set"
    IS_NOT_SET = "is_not_set"
    IS_TRUE = "is_true"
    IS_FALSE = "is_false"
    EQUALS = "equals"
    AT_LEAST = "at_least"
    AT_MOST = "at_most"
    BETWEEN = "between"
    MENTIONS_ANY = "mentions_any"
    MENTIONS_ALL = "mentions_all"
    MENTIONS_NONE = "mentions_none"


class Kind(StrEnum):
    """What kind of value a field has.

    choice: one of a fixed list. reference: the id of something else. text: a short text, compared
    without regard to case. words: long texts that are searched for words and phrases.
    """

    CHOICE = "choice"
    REFERENCE = "reference"
    TEXT = "text"
    NUMBER = "number"
    BOOLEAN = "boolean"
    WORDS = "words"


_PRESENCE: Final = frozenset({Op.IS_SET, Op.IS_NOT_SET})
_MEMBERSHIP: Final = frozenset({Op.IS_ONE_OF, Op.IS_NONE_OF})
RANGES: Final = frozenset({Op.AT_LEAST, Op.AT_MOST, Op.BETWEEN})
MENTIONS: Final = frozenset({Op.MENTIONS_ANY, Op.MENTIONS_ALL, Op.MENTIONS_NONE})
WITHOUT_VALUE: Final = _PRESENCE | {Op.IS_TRUE, Op.IS_FALSE}

_OPERATORS: Final[Mapping[Kind, frozenset[Op]]] = {
    Kind.CHOICE: _PRESENCE | _MEMBERSHIP,
    Kind.REFERENCE: _PRESENCE | _MEMBERSHIP,
    Kind.TEXT: _PRESENCE | _MEMBERSHIP | {Op.EQUALS},
    Kind.NUMBER: _PRESENCE | RANGES | {Op.EQUALS},
    Kind.BOOLEAN: frozenset({Op.IS_TRUE, Op.IS_FALSE}),
    Kind.WORDS: MENTIONS,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One thing a condition may look at.

    `choices` are the values of a choice, the highest first where `is_ranked` (then ranges fit too).
    `refers_to` says what a reference is the id of. `reads` are the texts that a words field
    searches together; empty: the one of its own name.
    """

    name: str
    kind: Kind
    choices: tuple[str, ...] = ()
    is_ranked: bool = False
    refers_to: str = ""
    reads: tuple[str, ...] = ()

    @property
    def operators(self) -> frozenset[Op]:
        """Return the operators that fit."""
        fitting = _OPERATORS[self.kind]
        return fitting | RANGES if self.is_ranked else fitting

    @property
    def texts(self) -> frozenset[str]:
        """Return the names of the texts that a words field searches."""
        return frozenset(self.reads or (self.name,))

    def spelled(self, value: object) -> str:
        """Return a value as values of this field are compared."""
        return str(value).casefold() if self.kind is Kind.TEXT else str(value)

    def ranked_within(self, low: str, high: str) -> frozenset[str]:
        """Return the choices from `low` up to `high`; none where `low` is the higher one."""
        first, last = self.choices.index(high), self.choices.index(low)
        return frozenset(self.choices[first : last + 1])


class Vocabulary:
    """The fields one kind of rule may look at, by name."""

    def __init__(self, fields: Iterable[Field]) -> None:
        self._fields = {field.name: field for field in fields}

    def __iter__(self) -> Iterator[Field]:
        return iter(self._fields.values())

    def get(self, name: str) -> Field | None:
        """Return the field of this name."""
        return self._fields.get(name)

    def __getitem__(self, name: str) -> Field:
        return self._fields[name]

    @property
    def texts(self) -> frozenset[str]:
        """Return the names of all texts that words fields search."""
        return frozenset(text for field in self if field.kind is Kind.WORDS for text in field.texts)
