"""From text to tokens: whole words with their stem, their place and the clause they stand in."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

import snowballstemmer

from itsm.platform.text.lexicon import Lexicon, lexicon_for

# A word keeps its inner apostrophes (isn't); hyphens and slashes separate words. Punctuation ends a
# clause only before white space, so that "v2.1", "10:30" and "report.pdf" stay inside theirs. One
# line break does not end a clause (mails are wrapped), an empty line or a bullet does.
_SCAN = re.compile(
    r"(?P<word>[^\W_]+(?:['\u2019][^\W_]+)*)"
    r"|(?P<stop>[.!?,:;\u3002\uff0c](?=\s|$)|[;()\u2013\u2014]|\n\s*\n|\n\s*[-*\u2022])"
)

# Longer "words" are identifiers or noise: they are compared as they are and never cached.
_LONGEST_STEMMED = 40


class Token(NamedTuple):
    """One word of a text; ``start`` and ``end`` are character offsets, ``clause`` counts from 0."""

    word: str
    stem: str
    start: int
    end: int
    clause: int


@lru_cache(maxsize=65_536)
def _cached_stem(language: str, word: str) -> str:
    # A stemmer object keeps state between calls; a new one costs 0.3 µs and is safe in any thread.
    stem: str = snowballstemmer.stemmer(language).stemWord(word)
    return stem


def stem_word(language: str, word: str) -> str:
    """Return the stem of a normalised word in a Snowball language."""
    return word if len(word) > _LONGEST_STEMMED else _cached_stem(language, word)


def normalise_word(word: str) -> str:
    """Return the word without differences of case, width or apostrophe."""
    if word.isascii():
        return word.lower()
    return unicodedata.normalize("NFKC", word).casefold().replace("\u2019", "'")


def _read_word(language: str, written: str) -> tuple[str, str]:
    """Return a word as it is compared, and its stem."""
    if len(written) <= _LONGEST_STEMMED:
        return _cached_word(language, written)
    word = normalise_word(written)
    return word, stem_word(language, word)


@lru_cache(maxsize=65_536)
def _cached_word(language: str, written: str) -> tuple[str, str]:
    word = normalise_word(written)
    return word, stem_word(language, word)


def known_languages() -> frozenset[str]:
    """Return the names of the languages that can be stemmed."""
    return frozenset(snowballstemmer.algorithms())


class Analyzer:
    """Cuts text of one language into tokens. Raises KeyError for a language it cannot stem."""

    def __init__(self, language: str = "english") -> None:
        self.lexicon: Lexicon = lexicon_for(language)
        stem_word(self.lexicon.stemmer, "word")

    def tokens(self, text: str) -> list[Token]:
        """Return the words of ``text`` in order; linear in its length."""
        language = self.lexicon.stemmer
        found: list[Token] = []
        clause = 0
        for match in _SCAN.finditer(text):
            if match.lastgroup == "stop":
                clause += 1
                continue
            word, stem = _read_word(language, match.group())
            start, end = match.span()
            found.append(Token(word, stem, start, end, clause))
        return found

    def stems(self, phrase: str) -> tuple[str, ...]:
        """Return the stems of a phrase, the form in which phrases are compared."""
        return tuple(token.stem for token in self.tokens(phrase))
