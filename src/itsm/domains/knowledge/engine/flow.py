"""Which way an article goes from draft to archive, and who may send it there."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from itsm.domains.knowledge.enums import ArticleStatus, Move

WRITE, PUBLISH = "kb.write", "kb.publish"

FROM: Final[Mapping[Move, frozenset[ArticleStatus]]] = {
    Move.SUBMIT: frozenset({ArticleStatus.DRAFT}),
    Move.RETURN: frozenset({ArticleStatus.IN_REVIEW}),
    Move.PUBLISH: frozenset({ArticleStatus.DRAFT, ArticleStatus.IN_REVIEW}),
    Move.ARCHIVE: frozenset({ArticleStatus.DRAFT, ArticleStatus.IN_REVIEW, ArticleStatus.PUBLISHED}),
    Move.REOPEN: frozenset({ArticleStatus.ARCHIVED}),
}
TO: Final[Mapping[Move, ArticleStatus]] = {
    Move.SUBMIT: ArticleStatus.IN_REVIEW,
    Move.RETURN: ArticleStatus.DRAFT,
    Move.PUBLISH: ArticleStatus.PUBLISHED,
    Move.ARCHIVE: ArticleStatus.ARCHIVED,
    Move.REOPEN: ArticleStatus.DRAFT,
}
NEEDS: Final[Mapping[Move, str]] = {
    Move.SUBMIT: WRITE,
    Move.RETURN: PUBLISH,
    Move.PUBLISH: PUBLISH,
    Move.ARCHIVE: PUBLISH,
    Move.REOPEN: PUBLISH,
}


def moves_from(status: ArticleStatus) -> tuple[Move, ...]:
    """Return what may be done with an article in this status, whoever does it."""
    return tuple(move for move in Move if status in FROM[move])
