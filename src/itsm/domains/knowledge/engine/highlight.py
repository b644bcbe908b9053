"""The part of a text that shows best why it was found, cut into pieces that are marked or not."""

from __future__ import annotations

from collections import deque
from collections.abc import Collection, Mapping
from typing import Final, NamedTuple

from itsm.domains.knowledge.engine.words import Word, words_of

_WINDOW: Final = 220
_LOOKED_AT: Final = 8_000


class Piece(NamedTuple):
    """Some text, and whether it is what was looked for."""

    text: str
    is_match: bool


def mark(text: str, terms: Collection[str]) -> list[Piece]:
    """Return the whole of a short text in pieces; together they are the text."""
    return _pieces(text, [word for word in words_of(text) if _hits(word, terms)], 0, len(text))


def excerpt(text: str, weights: Mapping[str, float]) -> list[Piece]:
    """Return the stretch of a text that holds most of what was looked for, by weight; its beginning for nothing."""
    text = text[:_LOOKED_AT]
    hits = [word for word in words_of(text) if _hits(word, weights)]
    start = _best_start(hits, weights)
    start = _word_start(text, start)
    end = min(len(text), start + _WINDOW)
    if end < len(text):
        end = max(text.rfind(" ", start, end), start + _WINDOW // 2)
    pieces = _pieces(text, hits, start, end)
    if start > 0:
        pieces.insert(0, Piece("… ", is_match=False))
    if end < len(text):
        pieces.append(Piece(" …", is_match=False))
    return [Piece(piece.text.replace("\n", " "), piece.is_match) for piece in pieces]


def _hits(word: Word, terms: Collection[str]) -> bool:
    return any(term in terms for term in word.terms)


def _best_start(hits: list[Word], weights: Mapping[str, float]) -> int:
    """Return where the best window begins: each term counts once in it."""
    best, best_at = 0.0, 0
    window: deque[Word] = deque()
    for hit in hits:
        window.append(hit)
        while window[-1].end - window[0].start > _WINDOW:
            window.popleft()
        worth = sum(weights[term] for term in {term for word in window for term in word.terms if term in weights})
        if worth > best:
            best, best_at = worth, window[0].start
    return best_at


def _word_start(text: str, position: int) -> int:
    """Return where the clause or line before `position` begins, if that is near; else the word's own beginning."""
    near = max(text.rfind("\n", max(0, position - 60), position), text.rfind(". ", max(0, position - 60), position) + 1)
    return near + 1 if near > 0 else (0 if position <= 60 else position)  # noqa: PLR2004 - the same sixty


def _pieces(text: str, hits: list[Word], start: int, end: int) -> list[Piece]:
    found: list[Piece] = []
    at = start
    for hit in hits:
        if hit.start < at or hit.end > end:
            continue
        if hit.start > at:
            found.append(Piece(text[at : hit.start], is_match=False))
        found.append(Piece(text[hit.start : hit.end], is_match=True))
        at = hit.end
    if at < end:
        found.append(Piece(text[at:end], is_match=False))
    return found
