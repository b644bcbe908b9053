"""From what somebody types to what is looked up: words, codes, phrases that mean the same."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from itsm.domains.knowledge.engine.words import STOPWORDS, Word, event_terms, fold, is_code, words_of

MOST_WORDS: Final = 32
_SYNONYM: Final = 0.6
_LONGEST_PHRASE: Final = 5


@dataclass(frozen=True, slots=True)
class AskedWord:
    """One word of a question. `terms` are looked up for it, each with how much a hit counts (own words: 1)."""

    text: str
    terms: Mapping[str, float]
    is_code: bool
    is_half_typed: bool = False


@dataclass(frozen=True, slots=True)
class Synonyms:
    """Phrases that mean the same, by their terms: ("kata", "sandi") → the terms of the others."""

    others: Mapping[tuple[str, ...], tuple[str, ...]]


def build_synonyms(groups: Iterable[Sequence[str]]) -> Synonyms:
    """Return groups of words and phrases as they are looked up."""
    others: dict[tuple[str, ...], dict[str, None]] = {}
    for group in groups:
        phrases = [tuple(term for word in words_of(text) for term in word.terms[:1]) for text in group]
        for phrase in phrases:
            if not 0 < len(phrase) <= _LONGEST_PHRASE:
                continue
            more = {term: None for other in phrases if other != phrase for term in other if term not in STOPWORDS}
            others.setdefault(phrase, {}).update(more)
    return Synonyms({phrase: tuple(terms) for phrase, terms in others.items()})


def read_question(text: str, synonyms: Synonyms, *, is_typing: bool) -> list[AskedWord]:
    """Return the words of a question that are looked up; the last one may be half typed where `is_typing`."""
    words = list(words_of(text))[:MOST_WORDS]
    events = event_terms(text)
    telling = [word for word in words if not _is_empty(word)] or words
    if events and len(words) <= 3 * len(events):
        telling = []
    half = words[-1] if is_typing and words and words[-1].end == len(text) else None
    extra = _meanings(words, synonyms)
    asked = [
        AskedWord(
            word.text,
            _terms(word, extra.get(word.start, ())),
            is_code(fold(word.text)),
            is_half_typed=word is half,
        )
        for word in telling
    ]
    asked.extend(AskedWord(term, {term: 1.0}, is_code=True) for term in events)
    return asked


def _is_empty(word: Word) -> bool:
    return all(term in STOPWORDS for term in word.terms)


def _terms(word: Word, extra: Iterable[str]) -> dict[str, float]:
    first, *parts = word.terms
    # The parts of a CamelCase name are written by few who ask for it: they count less than the name.
    own = {first: 1.0} | dict.fromkeys(parts, 0.5)
    return {**dict.fromkeys(extra, _SYNONYM), **own}


def _meanings(words: Sequence[Word], synonyms: Synonyms) -> dict[int, list[str]]:
    """Return the terms that mean the same as a phrase, at the place of its last word."""
    stems = [word.terms[0] for word in words]
    found: dict[int, list[str]] = {}
    for end in range(1, len(words) + 1):
        for length in range(1, min(_LONGEST_PHRASE, end) + 1):
            phrase = tuple(stems[end - length : end])
            if phrase in synonyms.others:
                found.setdefault(words[end - 1].start, []).extend(synonyms.others[phrase])
    return found
