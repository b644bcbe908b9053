"""Which known word somebody meant who mistyped one."""

from __future__ import annotations

from collections.abc import Iterable
from string import ascii_lowercase
from typing import Final

SHORTEST: Final = 4
_TWO_MISTAKES_FROM: Final = 7
_LONGEST: Final = 30


def one_mistake_away(word: str) -> frozenset[str]:
    """Return every word that one wrong, missing, extra or swapped letter makes of `word`; about 54 a letter."""
    if not SHORTEST <= len(word) <= _LONGEST:
        return frozenset()
    cuts = [(word[:place], word[place:]) for place in range(len(word) + 1)]
    letters = ascii_lowercase
    without = {left + right[1:] for left, right in cuts if right}
    swapped = {left + right[1] + right[0] + right[2:] for left, right in cuts if len(right) > 1}
    other = {left + letter + right[1:] for left, right in cuts if right for letter in letters}
    extra = {left + letter + right for left, right in cuts for letter in letters}
    return frozenset(without | swapped | other | extra) - {word}


def may_hold_two(word: str) -> bool:
    """Tell whether a word is long enough to hold two mistakes and still be recognised."""
    return _TWO_MISTAKES_FROM <= len(word) <= _LONGEST


def distance(one: str, other: str, limit: int = 2) -> int:
    """Return how many letters were mistyped (Damerau, swaps of neighbours count once); `limit` + 1 for more."""
    if abs(len(one) - len(other)) > limit:
        return limit + 1
    before: list[int] = []
    last = list(range(len(other) + 1))
    for row, letter in enumerate(one, 1):
        line = [row]
        for column, against in enumerate(other, 1):
            cost = min(last[column] + 1, line[column - 1] + 1, last[column - 1] + (letter != against))
            if row > 1 and column > 1 and letter == other[column - 2] and one[row - 2] == against:
                cost = min(cost, before[column - 2] + 1)
            line.append(cost)
        if min(line) > limit:
            return limit + 1
        before, last = last, line
    return min(last[-1], limit + 1)


def best_correction(word: str, known: Iterable[tuple[str, int]]) -> str | None:
    """Return the known word that was meant, by mistakes, then by the articles that hold it; None for none.

    `known` are words with how many articles hold each. The first letter is seldom the wrong one.
    """
    limit = 2 if may_hold_two(word) else 1
    ranked = [
        (mistakes + (0.5 if candidate[0] != word[0] else 0.0), -articles, candidate)
        for candidate, articles in known
        if candidate and (mistakes := distance(word, candidate, limit)) <= limit
    ]
    return min(ranked)[2] if ranked else None
