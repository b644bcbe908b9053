"""Which phrases of a text are denied: "the printer is not down" is no outage.

A negation reaches forward, inside its clause, over words that only fill ("not *really*"), to the
first phrase it meets, and over "or" to the next one. It is undone by a second negation. Whatever
else stands in between ends it: "cannot print, printer down" and "no internet, total outage" keep
their alarm. In doubt a phrase counts: a ticket judged too urgent is seen, the other is not.
"""

from __future__ import annotations

from collections.abc import Sequence

from itsm.platform.text.analyzer import Token
from itsm.platform.text.lexicon import Lexicon


def negated_spans(tokens: Sequence[Token], spans: Sequence[tuple[int, int]], lexicon: Lexicon) -> list[bool]:
    """Tell for each span (first and last token, sorted) whether it is negated; linear in both."""
    if not spans or not lexicon.negators:
        return [False] * len(spans)
    reach = _Reach(tokens, lexicon)
    verdicts: list[bool] = []
    done = 0
    covered_until = -1
    for first, last in spans:
        for index in range(done, first):
            reach.pass_token(index)
        done = max(done, first)
        is_negated = first <= covered_until or reach.is_open_at(first)
        if is_negated:
            covered_until = max(covered_until, last)
            if covered_until >= done:
                done = covered_until + 1
                reach.pass_negated_phrase()
        verdicts.append(is_negated)
    return verdicts


class _Reach:
    """The state of a negation while the words of a text go by."""

    def __init__(self, tokens: Sequence[Token], lexicon: Lexicon) -> None:
        self._tokens = tokens
        self._lexicon = lexicon
        self._is_open = False
        self._waits_for_connector = False
        self._clause = 0

    def is_open_at(self, index: int) -> bool:
        """Tell whether a phrase that begins at this token is negated."""
        return self._is_open and self._tokens[index].clause == self._clause

    def pass_negated_phrase(self) -> None:
        """Close the negation, which has found its phrase; only a connector carries it further."""
        self._is_open, self._waits_for_connector = False, True

    def pass_token(self, index: int) -> None:
        """Move over one word that is no part of a negated phrase."""
        token = self._tokens[index]
        if token.clause != self._clause:
            self._clause, self._is_open, self._waits_for_connector = token.clause, False, False
        if self._waits_for_connector:
            self._is_open, self._waits_for_connector = token.word in self._lexicon.connectors, False
        elif self._lexicon.is_negator(token.word, self._following(index)):
            self._is_open = not self._is_open
        elif token.word not in self._lexicon.fillers:
            self._is_open = False

    def _following(self, index: int) -> str | None:
        """Return the next word when it stands in the same clause (there is one: a phrase follows)."""
        following = self._tokens[index + 1]
        return following.word if following.clause == self._tokens[index].clause else None
