"""A tree made ready to be asked: whether it holds, by which words, and if not, why not.

Negations are pushed down to the leaves, so that a node is a group or a leaf that may be denied.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Collection, Hashable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final, TypeAlias

from itsm.platform.expressions.facts import Facts
from itsm.platform.expressions.fields import MENTIONS, Field, Kind, Op, Vocabulary
from itsm.platform.expressions.tree import All, Leaf, Node, Not, below, leaves_of
from itsm.platform.expressions.words import Sighting, Words

Token: TypeAlias = Hashable
"""A value of a field (name, value) or the number of a phrase: what can call up a tree."""
Support: TypeAlias = list[tuple[str, Sighting]]
"""Words that make a tree hold: the wording of the tree, and where the text says it."""
IsHidden: TypeAlias = Callable[[Sighting], bool]


@dataclass(frozen=True, slots=True, kw_only=True)
class Mismatch:
    """A leaf that is not as the tree wants it, and what the ticket has there.

    `is_denied`: the tree wants it not to hold. `got` are the values of the field as they are
    compared; for words those of the asked phrases that the text says.
    """

    path: str
    field: str
    op: Op
    value: Any
    is_denied: bool
    got: tuple[str, ...]


class Compiled:
    """One tree of one vocabulary, immutable."""

    def __init__(self, root: _Asked) -> None:
        self._root = root

    def holds(self, facts: Facts) -> bool:
        """Tell whether the tree holds."""
        return self._root.support(facts, _nothing_hidden) is not None

    def support(self, facts: Facts, is_hidden: IsHidden | None = None) -> Support | None:
        """Return the words by which the tree holds (none where it asks for none); None where it does not.

        Occurrences that `is_hidden` do not count for what the tree wants said; they still count for
        what it wants unsaid.
        """
        return self._root.support(facts, is_hidden or _nothing_hidden)

    def mismatches(self, facts: Facts) -> tuple[Mismatch, ...]:
        """Return every leaf that keeps the tree from holding; none where it holds."""
        return tuple(self._root.mismatches(facts))

    def triggers(self) -> frozenset[Token] | None:
        """Return tokens of which a ticket must have one for the tree to hold; None: it may hold without."""
        return self._root.triggers()


def compile(tree: Node, vocabulary: Vocabulary, words: Words | None = None) -> Compiled:  # noqa: A001 - its name
    """Return a checked tree ready to be asked; `words` must hold its phrases (None: made for it alone)."""
    shared = words or Words(phrases_of(tree, vocabulary))
    return Compiled(_Builder(vocabulary, shared).build(tree, "", is_denied=False))


def phrases_of(tree: Node, vocabulary: Vocabulary) -> list[str]:
    """Return the phrases a tree asks for."""
    leaves = (leaf for _, leaf in leaves_of(tree) if vocabulary[leaf.field].kind is Kind.WORDS)
    return [phrase for leaf in leaves for phrase in leaf.value]


class _Asked(ABC):
    """A node of a compiled tree."""

    @abstractmethod
    def support(self, facts: Facts, is_hidden: IsHidden) -> Support | None:
        """Return the words by which it holds, None where it does not."""

    @abstractmethod
    def mismatches(self, facts: Facts) -> Iterable[Mismatch]:
        """Yield the leaves that keep it from holding."""

    @abstractmethod
    def triggers(self) -> frozenset[Token] | None:
        """Return tokens one of which is needed."""


class _Every(_Asked):
    def __init__(self, children: Sequence[_Asked]) -> None:
        self._children = children

    def support(self, facts: Facts, is_hidden: IsHidden) -> Support | None:
        gathered: Support = []
        for child in self._children:
            found = child.support(facts, is_hidden)
            if found is None:
                return None
            gathered += found
        return gathered

    def mismatches(self, facts: Facts) -> Iterable[Mismatch]:
        return [mismatch for child in self._children for mismatch in child.mismatches(facts)]

    def triggers(self) -> frozenset[Token] | None:
        needed = [tokens for child in self._children if (tokens := child.triggers()) is not None]
        return min(needed, key=_commonness, default=None)


class _Either(_Asked):
    def __init__(self, children: Sequence[_Asked]) -> None:
        self._children = children

    def support(self, facts: Facts, is_hidden: IsHidden) -> Support | None:
        supports = [child.support(facts, is_hidden) for child in self._children]
        holding = [found for found in supports if found is not None]
        return [one for found in holding for one in found] if holding else None

    def mismatches(self, facts: Facts) -> Iterable[Mismatch]:
        found = [tuple(child.mismatches(facts)) for child in self._children]
        return [mismatch for each in found for mismatch in each] if all(found) else []

    def triggers(self) -> frozenset[Token] | None:
        needed = [child.triggers() for child in self._children]
        known = [tokens for tokens in needed if tokens is not None]
        return frozenset().union(*known) if len(known) == len(needed) else None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Place:
    """Where a compiled leaf comes from."""

    path: str
    leaf: Leaf
    is_denied: bool

    def mismatch(self, got: Iterable[str]) -> Mismatch:
        leaf = self.leaf
        return Mismatch(
            path=self.path,
            field=leaf.field,
            op=leaf.op,
            value=leaf.value,
            is_denied=self.is_denied,
            got=tuple(sorted(got)),
        )


class _Values(_Asked):
    """A leaf that looks at the values of a field. `wants` None: that there is one at all."""

    def __init__(self, place: _Place, field: Field, wants: frozenset[str] | None, *, is_denied: bool) -> None:
        self._place = place
        self._field = field
        self._wants = wants
        self._is_denied = is_denied

    def support(self, facts: Facts, _: IsHidden) -> Support | None:
        return [] if self._holds(facts.among(self._field)) else None

    def mismatches(self, facts: Facts) -> Iterable[Mismatch]:
        got = facts.among(self._field)
        return () if self._holds(got) else (self._place.mismatch(got),)

    def triggers(self) -> frozenset[Token] | None:
        if self._is_denied or self._wants is None:
            return None
        return frozenset((self._field.name, value) for value in self._wants)

    def _holds(self, got: frozenset[str]) -> bool:
        has = bool(got) if self._wants is None else not self._wants.isdisjoint(got)
        return has is not self._is_denied


class _Numbers(_Asked):
    """A leaf that looks at a number. One that is not set lies in no range."""

    def __init__(self, place: _Place, low: float | None, high: float | None, *, is_denied: bool) -> None:
        self._place = place
        self._low = low
        self._high = high
        self._is_denied = is_denied

    def support(self, facts: Facts, _: IsHidden) -> Support | None:
        return [] if self._holds(facts) else None

    def mismatches(self, facts: Facts) -> Iterable[Mismatch]:
        if self._holds(facts):
            return ()
        number = facts.values.get(self._place.leaf.field)
        return (self._place.mismatch(() if number is None else (str(number),)),)

    def triggers(self) -> frozenset[Token] | None:
        return None

    def _holds(self, facts: Facts) -> bool:
        number = facts.values.get(self._place.leaf.field)
        is_within = (
            number is not None
            and (self._low is None or number >= self._low)
            and (self._high is None or number <= self._high)
        )
        return is_within is not self._is_denied


class _Mentions(_Asked):
    """A leaf that looks for phrases: any of them, or all."""

    def __init__(self, place: _Place, texts: tuple[frozenset[str], frozenset[str]], words: Words, denied: bool) -> None:
        self._place = place
        self._texts, self._all_texts = texts
        self._words = words
        self._is_denied = denied
        self._needs_all = place.leaf.op is Op.MENTIONS_ALL
        self._terms: dict[int, str] = {}
        for term in place.leaf.value:
            number = words.number_of(term)
            if number is not None:
                self._terms.setdefault(number, term)

    def support(self, facts: Facts, is_hidden: IsHidden) -> Support | None:
        if self._is_denied:
            return None if self._is_enough(self._said(facts, _nothing_hidden)) else []
        said = self._said(facts, is_hidden)
        return said if self._is_enough(said) else None

    def mismatches(self, facts: Facts) -> Iterable[Mismatch]:
        said = self._said(facts, _nothing_hidden)
        if self._is_enough(said) is not self._is_denied:
            return ()
        return (self._place.mismatch({term for term, _ in said}),)

    def triggers(self) -> frozenset[Token] | None:
        if self._is_denied:
            return None
        return frozenset(list(self._terms)[:1] if self._needs_all else self._terms)

    def _said(self, facts: Facts, is_hidden: IsHidden) -> Support:
        reading = facts.reading(self._words, self._all_texts)
        return [
            (term, sighting)
            for number, term in self._terms.items()
            for sighting in reading.of(number, self._texts)
            if not is_hidden(sighting)
        ]

    def _is_enough(self, said: Support) -> bool:
        if not self._needs_all:
            return bool(said)
        return bool(self._terms) and self._terms.keys() == {sighting.phrase for _, sighting in said}


class _Builder:
    def __init__(self, vocabulary: Vocabulary, words: Words) -> None:
        self._vocabulary = vocabulary
        self._words = words

    def build(self, node: Node, path: str, *, is_denied: bool) -> _Asked:
        """Return the compiled node; denying a group turns all into any and denies each child."""
        if isinstance(node, Leaf):
            return self._leaf(_Place(path=path, leaf=node, is_denied=is_denied))
        if isinstance(node, Not):
            return self.build(node.child, below(path, "not"), is_denied=not is_denied)
        step = below(path, "all" if isinstance(node, All) else "any")
        children = [
            self.build(child, below(step, index), is_denied=is_denied) for index, child in enumerate(node.children)
        ]
        return _Every(children) if isinstance(node, All) is not is_denied else _Either(children)

    def _leaf(self, place: _Place) -> _Asked:
        op, field = place.leaf.op, self._vocabulary[place.leaf.field]
        is_denied = place.is_denied is not (op in _DENYING)
        if op in MENTIONS:
            return _Mentions(place, (field.texts, self._vocabulary.texts), self._words, is_denied)
        if field.kind is Kind.NUMBER and op not in _PRESENCE:
            low, high = _range(op, place.leaf.value)
            return _Numbers(place, low, high, is_denied=is_denied)
        return _Values(place, field, _wanted(field, op, place.leaf.value), is_denied=is_denied)


_PRESENCE: Final = frozenset({Op.IS_SET, Op.IS_NOT_SET})
# The operators that say of another one that it shall not hold.
_DENYING: Final = frozenset({Op.IS_NONE_OF, Op.IS_NOT_SET, Op.IS_FALSE, Op.MENTIONS_NONE})


def _wanted(field: Field, op: Op, value: Any) -> frozenset[str] | None:
    if op in _PRESENCE:
        return None
    if op in {Op.IS_TRUE, Op.IS_FALSE}:
        return frozenset({str(True)})
    if field.is_ranked and op in {Op.AT_LEAST, Op.AT_MOST, Op.BETWEEN}:
        low, high = _range(op, value)
        return field.ranked_within(low or field.choices[-1], high or field.choices[0])
    several = value if isinstance(value, tuple) else (value,)
    return frozenset(map(field.spelled, several))


def _range(op: Op, value: Any) -> tuple[Any, Any]:
    """Return the lowest and the highest that a range takes; None: no bound on that side."""
    if op is Op.AT_LEAST:
        return value, None
    if op is Op.AT_MOST:
        return None, value
    return value if isinstance(value, tuple) else (value, value)


def _commonness(tokens: Collection[Token]) -> tuple[bool, int]:
    """Order tokens by how many tickets have one: words are rarer than values, few rarer than many."""
    return any(isinstance(token, tuple) for token in tokens), len(tokens)


def _nothing_hidden(_: Sighting) -> bool:
    return False
