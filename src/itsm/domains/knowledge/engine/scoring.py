"""What a term in an article counts for, and in which order the articles found are shown."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from itsm.domains.knowledge.engine.words import index_terms

# BM25F: saturation, then weight and length normalisation of each field. Chosen with `make bench-search`.
_SATURATION: Final = 1.2
_TITLE, _TAGS, _SUMMARY, _LEAD, _BODY = 5.0, 3.0, 2.0, 1.0, 1.0
_TITLE_LENGTH, _BODY_LENGTH, _SUMMARY_LENGTH = 0.5, 0.75, 0.5
# Lengths an article usually has, in terms. Fixed, so that one article's impacts do not depend on the others.
_USUAL_TITLE, _USUAL_BODY, _USUAL_SUMMARY = 6, 350, 14
_LEAD_CHARACTERS: Final = 700
_MOST_IN_LEAD: Final = 2
MOST_TERMS: Final = 6_000
"""Distinct terms of one article that go into the index."""


@dataclass(frozen=True, slots=True)
class Fields:
    """The searched parts of an article, as plain text."""

    title: str
    summary: str
    tags: Sequence[str]
    body: str


def impacts(fields: Fields) -> dict[str, float]:
    """Return how much each term of an article counts, before its rarity is known: 0 to 2.2."""
    title, summary = Counter(index_terms(fields.title)), Counter(index_terms(fields.summary))
    tags = Counter(index_terms(" ".join(fields.tags)))
    body, lead = Counter(index_terms(fields.body)), Counter(index_terms(fields.body[:_LEAD_CHARACTERS]))
    by_title = _TITLE / _norm(title, _USUAL_TITLE, _TITLE_LENGTH)
    by_summary = _SUMMARY / _norm(summary, _USUAL_SUMMARY, _SUMMARY_LENGTH)
    by_body = _BODY / _norm(body, _USUAL_BODY, _BODY_LENGTH)
    found: dict[str, float] = {}
    for term in [*title, *tags, *summary, *body][: MOST_TERMS * 4]:
        if term in found or len(found) >= MOST_TERMS:
            continue
        weight = by_title * title[term] + _TAGS * min(tags[term], 1) + by_summary * summary[term]
        weight += by_body * body[term] + _LEAD * min(lead[term], _MOST_IN_LEAD)
        found[term] = weight * (_SATURATION + 1) / (weight + _SATURATION)
    return found


def _norm(counted: Counter[str], usual: int, strength: float) -> float:
    return 1 - strength + strength * max(counted.total(), 1) / usual


def rarity(articles_with: int, articles: int) -> float:
    """Return how much a term tells: the fewer articles hold it, the more (BM25's idf, never negative)."""
    return math.log(1 + (max(articles, articles_with) - articles_with + 0.5) / (articles_with + 0.5))


@dataclass(frozen=True, slots=True)
class Found:
    """An article as the index found it. `matched` are the numbers of the asked words it holds."""

    number: int
    score: float
    title_terms: Sequence[str]
    matched: frozenset[int]
    helpful: int
    unhelpful: int
    age_days: float


@dataclass(frozen=True, slots=True)
class Asked:
    """What is looked for.

    `own` are the terms as they were asked, in their order; `words` are, for each asked word, the terms that stand for
    it with how much each tells; `weights` how much each word tells, known or not.
    """

    own: Sequence[str]
    words: Sequence[Mapping[str, float]]
    weights: Sequence[float]


@dataclass(frozen=True, slots=True)
class Ranked:
    """A found article in its place.

    `coverage` is the share of what was asked that it holds, by weight; `in_title` the share that its title holds.
    """

    number: int
    score: float
    coverage: float
    in_title: float


_BY_TITLE: Final = 0.5
_BY_WHOLE_TITLE: Final = 0.25
_BY_NEIGHBOURS: Final = 0.2
_SAME: Final = 0.5
_BY_HELP: Final = 0.15
_BY_AGE: Final = 0.05
_FRESH_DAYS: Final = 365.0
_DOUBT: Final = 5


def rank(asked: Asked, found: Sequence[Found]) -> list[Ranked]:
    """Return what was found, best first: index score, how title and words agree, what readers said, how fresh."""
    total = sum(asked.weights) or 1.0
    neighbours = set(pairwise(asked.own))
    ranked = [
        Ranked(
            one.number,
            one.score * _agreement(asked, one, neighbours) * quality(one.helpful, one.unhelpful, one.age_days),
            sum(asked.weights[place] for place in one.matched) / total,
            _shared(asked, set(one.title_terms)) / total,
        )
        for one in found
    ]
    return sorted(ranked, key=lambda one: (-one.score, one.number))


def _shared(asked: Asked, title: set[str]) -> float:
    """Return how much of what was asked stands in a title, by weight."""
    return sum(max((weight for term, weight in word.items() if term in title), default=0.0) for word in asked.words)


def _agreement(asked: Asked, one: Found, neighbours: set[tuple[str, str]]) -> float:
    title = set(one.title_terms)
    shared = _shared(asked, title)
    whole_question = sum(max(word.values(), default=0.0) for word in asked.words) or 1.0
    unasked = title.difference(*asked.words) if asked.words else title
    whole_title = shared + _UNASKED * len(unasked) or 1.0
    of_question, of_title = shared / whole_question, shared / whole_title
    together = len(neighbours & set(pairwise(one.title_terms))) / len(neighbours) if neighbours else 0.0
    same = _SAME if list(asked.own) == list(one.title_terms) else 0.0
    return 1 + _BY_TITLE * of_question + _BY_WHOLE_TITLE * of_title * of_question + _BY_NEIGHBOURS * together + same


# What a title's word weighs that nobody asked for; its rarity is not worth another look-up.
_UNASKED: Final = 4.0


def quality(helpful: int, unhelpful: int, age_days: float) -> float:
    """Return a factor around 1: readers' judgement, doubted while few have spoken, and a little for freshness."""
    share = (helpful - unhelpful) / (helpful + unhelpful + _DOUBT)
    return 1 + _BY_HELP * share + _BY_AGE * math.exp(-max(age_days, 0.0) / _FRESH_DAYS)
