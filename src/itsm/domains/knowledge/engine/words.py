"""From text to search terms: the same for what is written into the index and for what somebody asks.

A term is a stem, or a code kept whole (`0x80070005`, `event:4625`, the digits of `KB2701603`).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import Final, NamedTuple

from itsm.platform.text.analyzer import stem_word

_WORD = re.compile(r"[^\W_]+(?:['\u2019][^\W_]+)*")
# "Event ID 4625", "event IDs: 12": one term, so that the number alone does not find everything numbered so.
_EVENT = re.compile(r"\bevents?\s+ids?\s*[:#]?\s*(\d{1,6})\b", re.IGNORECASE)
_KB = re.compile(r"^kb(\d{4,8})$")
_CODE = re.compile(r"^(?:0x[0-9a-f]{2,}|(?=.*\d)[0-9a-f]{8}|\d{5,}|(?=.*\d)(?=.*[a-z])[a-z0-9]{4,})$")
_CAMEL = re.compile(r"[A-Z]?[a-z]{2,}|[A-Z]{2,}(?![a-z])")
_LONGEST_WORD: Final = 64
_SHORTEST_PLAIN, _LONGEST_PLAIN = 3, 30

_FUNCTION_WORDS: Final = (
    "a an and are as at be been but by can cant could did do does dont for from had has have how i if in into is it",
    "its me my no not of on or our so than that the their them then there these they this those to was we were what",
    "when where which who why will with would you your",
    "yang dan di ke dari untuk pada dengan ini itu atau adalah dalam tidak akan oleh anda saya kami bisa dapat",
    "ang ng sa na mga ko po ako",
)


class Word(NamedTuple):
    """One word of a text; `start` and `end` are character offsets, `terms` what it is looked up by."""

    text: str
    terms: tuple[str, ...]
    start: int
    end: int


def fold(text: str) -> str:
    """Return a word without differences of case, width or accent."""
    if text.isascii():
        return text.lower()
    spread = unicodedata.normalize("NFKD", text.replace("\u2019", "'")).casefold()
    return "".join(character for character in spread if not unicodedata.combining(character))


def is_code(word: str) -> bool:
    """Tell whether a folded word is a code, a number or an identifier: looked up as it is, never corrected."""
    return bool(_CODE.match(word))


@lru_cache(maxsize=65_536)
def terms_of(written: str) -> tuple[str, ...]:
    """Return the terms of one written word: its stem; a code whole; also the parts of a CamelCase name."""
    word = fold(written)[:_LONGEST_WORD]
    if kb := _KB.match(word):
        return (kb.group(1),)
    if is_code(word):
        return (word,)
    bare = word.removesuffix("'s").replace("'", "")
    stem = stem_word("english", bare)
    parts = _CAMEL.findall(written) if written[:1].isascii() and not written.isupper() else []
    if len(parts) <= 1:
        return (stem,)
    return tuple(dict.fromkeys((stem, *(stem_word("english", part.lower()) for part in parts))))


STOPWORDS: Final = frozenset(terms_of(word)[0] for line in _FUNCTION_WORDS for word in line.split())
"""Terms that say nothing about a subject, in the languages of the sites. A question of nothing else keeps them."""


def words_of(text: str) -> Iterator[Word]:
    """Give the words of a text in order; linear in its length."""
    for match in _WORD.finditer(text):
        yield Word(match.group(), terms_of(match.group()), match.start(), match.end())


def event_terms(text: str) -> list[str]:
    """Return a term for each numbered event a text names."""
    return [f"event:{int(match.group(1))}" for match in _EVENT.finditer(text)]


def index_terms(text: str) -> list[str]:
    """Return every term of a text for the index, in order, stop words left out."""
    found = [term for word in words_of(text) for term in word.terms if term not in STOPWORDS]
    found.extend(event_terms(text))
    return found


def plain_words(text: str) -> set[str]:
    """Return the folded words of a text that somebody might half type or mistype: no codes, no numbers."""
    folded = {fold(match.group()).removesuffix("'s").replace("'", "") for match in _WORD.finditer(text)}
    return {word for word in folded if _SHORTEST_PLAIN <= len(word) <= _LONGEST_PLAIN and word.isalpha()}
