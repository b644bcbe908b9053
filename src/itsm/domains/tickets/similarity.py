"""How alike two texts are: shared trigrams of their words, as PostgreSQL's pg_trgm counts them. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

_WORD = re.compile(r"\w+")
_SIMILAR = 0.55
_TITLE_WEIGHT = 0.6
# Enough of a text to know it again; keeps fifty comparisons well under a millisecond each.
CHARS_READ = 600


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A ticket of the same requester that a new one may repeat; `id` and `created_at` as they are answered."""

    id: str
    number: str
    title: str
    description: str
    status: str
    created_at: str


@dataclass(frozen=True, slots=True)
class Likeness:
    """A candidate and how alike it is, from 0 to 1."""

    candidate: Candidate
    score: float


def trigrams(text: str) -> frozenset[str]:
    """Return the trigrams of the words of `text`, each word padded with two blanks before and one after."""
    words = set(_WORD.findall(text[:CHARS_READ].casefold()))
    return frozenset(padded[i : i + 3] for word in words for padded in (f"  {word} ",) for i in range(len(padded) - 2))


def likeness(left: frozenset[str], right: frozenset[str]) -> float:
    """Return shared trigrams over all trigrams; 0 where either text has none."""
    if not left or not right:
        return 0.0
    shared = len(left & right)
    return shared / (len(left) + len(right) - shared)


def similar(title: str, description: str, candidates: Iterable[Candidate]) -> list[Likeness]:
    """Return the candidates that say about the same, the most alike first."""
    own_title, own_text = trigrams(title), trigrams(description)
    found = []
    for candidate in candidates:
        score = _TITLE_WEIGHT * likeness(own_title, trigrams(candidate.title))
        # Titles so unlike that even equal texts would not do: the texts need not be read.
        if score + 1 - _TITLE_WEIGHT < _SIMILAR:
            continue
        score += (1 - _TITLE_WEIGHT) * likeness(own_text, trigrams(candidate.description))
        if score >= _SIMILAR:
            found.append(Likeness(candidate, round(score, 3)))
    return sorted(found, key=lambda item: -item.score)
