"""Finds any number of phrases in one pass over a text (Aho-Corasick over stemmed words)."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from itsm.platform.text.analyzer import Analyzer, Token
from itsm.platform.text.negation import negated_spans


class Hit(NamedTuple):
    """A phrase found: its number, its tokens [first, last], its characters [start, end)."""

    phrase: int
    first: int
    last: int
    start: int
    end: int
    is_negated: bool


class PhraseMatcher:
    """All phrases of a rule set, compiled once; immutable afterwards.

    Phrases with equal stems share one number ("error" and "errors"). Finding costs time in
    proportion to the text and to what is found in it, whatever the number of phrases.
    """

    def __init__(self, analyzer: Analyzer, phrases: Iterable[str]) -> None:
        self._analyzer = analyzer
        self._number_of: dict[tuple[str, ...], int] = {}
        self._lengths: list[int] = []
        self._children: list[dict[str, int]] = [{}]
        self._fallback: list[int] = [0]
        self._endings: list[tuple[int, ...]] = [()]
        for phrase in phrases:
            self._add(analyzer.stems(phrase))
        self._link()

    def number_of(self, phrase: str) -> int | None:
        """Return the number of a phrase, None when it is not among those compiled."""
        return self._number_of.get(self._analyzer.stems(phrase))

    def find(self, text: str) -> list[Hit]:
        """Return every occurrence of every phrase, by first word; a phrase lies within one clause."""
        tokens, spans = self.spans(text)
        bounds = [(first, last) for first, last, _ in spans]
        negated = negated_spans(tokens, bounds, self._analyzer.lexicon)
        return [
            Hit(number, first, last, tokens[first].start, tokens[last].end, is_negated)
            for (first, last, number), is_negated in zip(spans, negated, strict=True)
        ]

    def spans(self, text: str) -> tuple[list[Token], list[tuple[int, int, int]]]:
        """Return the tokens of a text, and each occurrence as (first token, last token, phrase), sorted."""
        tokens = self._analyzer.tokens(text)
        return tokens, sorted(self._spans(tokens))

    def _add(self, stems: Sequence[str]) -> None:
        if not stems or tuple(stems) in self._number_of:
            return
        node = 0
        for stem in stems:
            child = self._children[node].get(stem)
            if child is None:
                child = self._children[node][stem] = len(self._children)
                self._children.append({})
                self._fallback.append(0)
                self._endings.append(())
            node = child
        number = self._number_of[tuple(stems)] = len(self._lengths)
        self._lengths.append(len(stems))
        self._endings[node] = (number,)

    def _link(self) -> None:
        """Set, breadth first, where each node goes on when its phrase breaks off."""
        queue = deque(self._children[0].values())
        while queue:
            node = queue.popleft()
            for stem, child in self._children[node].items():
                self._fallback[child] = self._step(self._fallback[node], stem)
                self._endings[child] += self._endings[self._fallback[child]]
                queue.append(child)

    def _step(self, node: int, stem: str) -> int:
        while node and stem not in self._children[node]:
            node = self._fallback[node]
        return self._children[node].get(stem, 0)

    def _spans(self, tokens: Sequence[Token]) -> Iterator[tuple[int, int, int]]:
        node, clause = 0, 0
        for index, token in enumerate(tokens):
            if token.clause != clause:
                node, clause = 0, token.clause
            node = self._step(node, token.stem)
            for number in self._endings[node]:
                yield index - self._lengths[number] + 1, index, number
