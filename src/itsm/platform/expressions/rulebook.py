"""Many trees at once, asked at a cost that follows the ticket and not the number of trees."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from itsm.platform.expressions.compiled import Compiled, Token, compile, phrases_of  # noqa: A004 - its name
from itsm.platform.expressions.facts import Facts
from itsm.platform.expressions.fields import Vocabulary
from itsm.platform.expressions.tree import Node
from itsm.platform.expressions.words import Reading, Words


class Rulebook:
    """The trees of one set of rules, compiled together; immutable."""

    def __init__(
        self, trees: Sequence[Node], vocabulary: Vocabulary, *, languages: Sequence[str] = ("english",)
    ) -> None:
        phrases = [phrase for tree in trees for phrase in phrases_of(tree, vocabulary)]
        self._words = Words(phrases, languages)
        self._texts = vocabulary.texts
        self.trees: tuple[Compiled, ...] = tuple(compile(tree, vocabulary, self._words) for tree in trees)
        self._always: list[int] = []
        self._called_by: dict[Token, list[int]] = defaultdict(list)
        for index, tree in enumerate(self.trees):
            triggers = tree.triggers()
            if triggers is None:
                self._always.append(index)
            for token in triggers or ():
                self._called_by[token].append(index)
        names = {token[0] for token in self._called_by if isinstance(token, tuple)}
        self._asked = [field for field in vocabulary if field.name in names]

    def facts(self, values: Mapping[str, Any]) -> Facts:
        """Return the facts of one ticket."""
        return Facts(values)

    def reading(self, facts: Facts) -> Reading:
        """Return what the texts of the ticket say of all phrases of all trees."""
        return facts.reading(self._words, self._texts)

    def candidates(self, facts: Facts) -> list[int]:
        """Return, in order, the numbers of the trees that may hold; no other tree does."""
        called = set(self._always)
        for phrase in self.reading(facts).present:
            called.update(self._called_by.get(phrase, ()))
        for field in self._asked:
            for value in facts.among(field):
                called.update(self._called_by.get((field.name, value), ()))
        return sorted(called)
