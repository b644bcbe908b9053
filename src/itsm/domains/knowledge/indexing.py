"""Writing the index that articles are found by. Only what is live is in it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from sqlalchemy import text

from itsm.domains.knowledge.engine.markdown import render
from itsm.domains.knowledge.engine.scoring import Fields, impacts
from itsm.domains.knowledge.engine.words import index_terms, plain_words
from itsm.domains.knowledge.enums import Audience
from itsm.domains.knowledge.models import Article, ArticleVersion

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncSession

EVERY_ARTICLE = ""
"""A term that every article in the index holds: how many there are is looked up like any other."""

# Counters of common terms are touched by every article: one writer at a time, or they wait in a ring.
_ONE_WRITER = text("SELECT pg_advisory_xact_lock(hashtext('knowledge.index'))")
_TAKE_TERMS = text(
    "UPDATE kb_terms SET articles = articles - 1, open_articles = open_articles - CAST(:open AS int) "
    "WHERE term = ANY(CAST(:terms AS text[]))"
)
_TAKE_WORDS = text(
    "UPDATE kb_words SET articles = articles - 1, open_articles = open_articles - CAST(:open AS int) "
    "WHERE word = ANY(CAST(:words AS text[]))"
)
_TAKE_POSTINGS = text("DELETE FROM kb_postings WHERE number = :number")
_TAKE_ENTRY = text("DELETE FROM kb_search WHERE number = :number RETURNING terms, words, is_open")
_ADD_ENTRY = text(
    "INSERT INTO kb_search (number, article_id, is_open, title_terms, terms, words, text) "
    "VALUES (:number, :article_id, :is_open, :title_terms, :terms, :words, :text)"
)
_ADD_POSTINGS = text(
    "INSERT INTO kb_postings (term, number, impact, is_open) SELECT term, :number, impact, :is_open "
    "FROM unnest(CAST(:terms AS text[]), CAST(:impacts AS real[])) AS given(term, impact)"
)
_ADD_TERMS = text(
    "INSERT INTO kb_terms AS known (term, articles, open_articles) "
    "SELECT term, 1, CAST(:open AS int) FROM unnest(CAST(:terms AS text[])) AS given(term) ORDER BY term "
    "ON CONFLICT (term) DO UPDATE SET articles = known.articles + 1, "
    "open_articles = known.open_articles + excluded.open_articles"
)
_ADD_WORDS = text(
    "INSERT INTO kb_words AS known (word, articles, open_articles) "
    "SELECT word, 1, CAST(:open AS int) FROM unnest(CAST(:words AS text[])) AS given(word) ORDER BY word "
    "ON CONFLICT (word) DO UPDATE SET articles = known.articles + 1, "
    "open_articles = known.open_articles + excluded.open_articles"
)


async def put_in_index(session: AsyncSession, article: Article, version: ArticleVersion) -> None:
    """Put what an article says now in place of what it said. Its visibility is taken along."""
    plain = render(version.body).text
    fields = Fields(version.title, version.summary, article.tags, plain)
    found = {EVERY_ARTICLE: 0.0} | impacts(fields)
    words = sorted(plain_words(f"{version.title} {version.summary} {' '.join(article.tags)} {plain}"))
    is_open = article.audience == Audience.EVERYONE
    await take_from_index(session, article.number)
    given: Mapping[str, Any] = {
        "number": article.number,
        "article_id": article.id,
        "is_open": is_open,
        "open": int(is_open),
        "title_terms": index_terms(version.title),
        "terms": list(found),
        "impacts": list(found.values()),
        "words": words,
        "text": plain,
    }
    for statement in (_ADD_ENTRY, _ADD_POSTINGS, _ADD_TERMS, _ADD_WORDS):
        names = statement.compile().params
        await session.execute(statement, {name: given[name] for name in names})


async def take_from_index(session: AsyncSession, number: int) -> None:
    """Take an article out of the index; nothing happens where it is not in."""
    await session.execute(_ONE_WRITER)
    entry = (await session.execute(_TAKE_ENTRY, {"number": number})).first()
    if entry is None:
        return
    await session.execute(_TAKE_POSTINGS, {"number": number})
    await session.execute(_TAKE_TERMS, {"terms": list(entry.terms), "open": int(entry.is_open)})
    await session.execute(_TAKE_WORDS, {"words": list(entry.words), "open": int(entry.is_open)})
