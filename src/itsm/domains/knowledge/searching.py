"""Finding articles: look the asked words up, let the index score, then put what was found in order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

from sqlalchemy import select, text

from itsm.domains.knowledge.engine.asking import AskedWord, Synonyms, build_synonyms, read_question
from itsm.domains.knowledge.engine.scoring import Asked, Found, Ranked, rank, rarity
from itsm.domains.knowledge.engine.typos import SHORTEST, best_correction, may_hold_two, one_mistake_away
from itsm.domains.knowledge.engine.words import fold, terms_of
from itsm.domains.knowledge.indexing import EVERY_ARTICLE
from itsm.domains.knowledge.models import SynonymGroup
from itsm.domains.knowledge.visibility import sees_everything
from itsm.platform.cache.snapshot import ConfigSnapshot
from itsm.platform.clock import utc_now

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncSession

    from itsm.platform.actor import Actor

CONFIG_NAME: Final = "knowledge.synonyms"
MOST_SYNONYMS: Final = 2_000
_CANDIDATES: Final = 80
_COMPLETIONS: Final = 8
_COMPLETED, _CORRECTED = 0.8, 0.9
_UNKNOWN: Final = 0.6
_ENDINGS: Final = ("ing", "ed", "es", "s")
ENOUGH: Final = 0.34
"""Share of what was asked, by weight, that an article must hold to count as an answer."""

_TERMS = text(
    "SELECT term, CASE WHEN :all THEN articles ELSE open_articles END AS articles FROM kb_terms "
    "WHERE term = ANY(CAST(:terms AS text[]))"
)
_COMPLETE = text(
    "SELECT word, CASE WHEN :all THEN articles ELSE open_articles END AS articles FROM kb_words "
    "WHERE word >= :low AND word < :high AND (CASE WHEN :all THEN articles ELSE open_articles END) > 0 "
    "ORDER BY 2 DESC, word LIMIT :most"
)
_NEAR = text(
    "SELECT word, CASE WHEN :all THEN articles ELSE open_articles END AS articles FROM kb_words "
    "WHERE (word = ANY(CAST(:near AS text[])) "
    "OR (:two AND word >= :low AND word < :high AND length(word) BETWEEN :shortest AND :longest)) "
    "AND (CASE WHEN :all THEN articles ELSE open_articles END) > 0 LIMIT 5000"
)
# Of the terms that stand for one asked word the best counts, not all of them: synonyms must not add up.
_SCORE = text(
    "WITH asked AS (SELECT * FROM unnest(CAST(:terms AS text[]), CAST(:weights AS real[]), CAST(:places AS int[])) "
    "AS given(term, weight, place)), "
    "by_word AS (SELECT p.number, asked.place, max(asked.weight * p.impact) AS score FROM asked "
    "JOIN kb_postings p ON p.term = asked.term WHERE (:all OR p.is_open) GROUP BY p.number, asked.place), "
    "best AS (SELECT number, sum(score) AS score, array_agg(place) AS matched FROM by_word "
    "WHERE CAST(:category AS uuid) IS NULL OR number IN "
    "(SELECT number FROM kb_articles WHERE category_id = CAST(:category AS uuid)) "
    "GROUP BY number ORDER BY 2 DESC, 1 LIMIT :most) "
    "SELECT best.number, best.score, best.matched, entry.title_terms, a.helpful, a.unhelpful, a.published_at "
    "FROM best JOIN kb_search entry ON entry.number = best.number JOIN kb_articles a ON a.number = best.number "
    "ORDER BY best.score DESC"
)


@dataclass(frozen=True, slots=True)
class Question:
    """What is looked for. `is_typing`: the last word may be half typed."""

    text: str
    is_typing: bool = False
    category_id: UUID | None = None


@dataclass(slots=True)
class Answer:
    """What was found, best first. `corrections` say what was read for which word; `weights` mark the texts."""

    ranked: list[Ranked] = field(default_factory=list)
    corrections: dict[str, str] = field(default_factory=dict)
    weights: dict[str, float] = field(default_factory=dict)

    def good(self, enough: float = ENOUGH) -> list[Ranked]:
        """Return what holds enough of what was asked to count as an answer."""
        return [one for one in self.ranked if one.coverage >= enough]


async def _load_synonyms(session: AsyncSession) -> Synonyms:
    rows = await session.scalars(select(SynonymGroup.words).order_by(SynonymGroup.id).limit(MOST_SYNONYMS))
    return build_synonyms(rows)


SYNONYMS: Final = ConfigSnapshot(CONFIG_NAME, _load_synonyms)


async def find(session: AsyncSession, actor: Actor, question: Question) -> Answer:
    """Return the articles that `actor` sees and that answer a question; at most three look-ups and one scoring."""
    asked = read_question(question.text, await SYNONYMS.get(session), is_typing=question.is_typing)
    if not asked:
        return Answer()
    search = _Search(session, sees_all=sees_everything(actor))
    return await search.run(asked, question.category_id)


@dataclass(slots=True)
class _Search:
    """One search as it goes."""

    session: AsyncSession
    sees_all: bool
    known: dict[str, int] = field(default_factory=dict)
    answer: Answer = field(default_factory=Answer)

    async def run(self, asked: list[AskedWord], category_id: UUID | None) -> Answer:
        await self.look_up({EVERY_ARTICLE} | {term for word in asked for term in word.terms})
        places = [await self.terms_for(word) for word in asked]
        total = self.known.get(EVERY_ARTICLE, 0)
        weighed = [
            {term: factor * rarity(self.known[term], total) for term, factor in terms.items() if self.known.get(term)}
            for terms in places
        ]
        word_weights = _word_weights(weighed, rarity(0, total))
        self.answer.weights = {term: weight for terms in weighed for term, weight in terms.items()}
        found = await self.score(weighed, category_id)
        own = [next(term for term, factor in word.terms.items() if factor == 1) for word in asked]
        plan = Asked(own, weighed, word_weights)
        self.answer.ranked = rank(plan, found)
        return self.answer

    async def look_up(self, terms: set[str]) -> None:
        rows = await self.session.execute(_TERMS, {"terms": sorted(terms), "all": self.sees_all})
        self.known.update({row.term: row.articles for row in rows})

    async def terms_for(self, word: AskedWord) -> dict[str, float]:
        """Return what stands for one asked word, completed or corrected where it is not known as it is."""
        terms = dict(word.terms)
        if word.is_half_typed:
            await self.complete(word, terms)
        if not word.is_code and not any(self.known.get(term) for term in terms):
            await self.correct(word, terms)
        return terms

    async def complete(self, word: AskedWord, terms: dict[str, float]) -> None:
        start = fold(word.text)
        if len(start) < 2:  # noqa: PLR2004 - one letter begins everything
            return
        given = {"low": start, "high": start + "\U0010ffff", "all": self.sees_all, "most": _COMPLETIONS}
        words = [row.word for row in await self.session.execute(_COMPLETE, given)]
        more = {terms_of(known)[0] for known in words} - terms.keys()
        terms.update(dict.fromkeys(more, _COMPLETED))
        await self.look_up(more)

    async def correct(self, word: AskedWord, terms: dict[str, float]) -> None:
        typed = fold(word.text)
        if len(typed) < SHORTEST or not typed.isalpha():
            return
        if await self.shorten(word, typed, terms):
            return
        given = {
            "near": sorted(one_mistake_away(typed)),
            "two": may_hold_two(typed),
            "low": typed[:2],
            "high": typed[:2] + "\U0010ffff",
            "shortest": len(typed) - 2,
            "longest": len(typed) + 2,
            "all": self.sees_all,
        }
        meant = best_correction(typed, [(row.word, row.articles) for row in await self.session.execute(_NEAR, given)])
        if meant is None:
            return
        self.answer.corrections[word.text] = meant
        terms[terms_of(meant)[0]] = _CORRECTED
        await self.look_up({terms_of(meant)[0]})

    async def shorten(self, word: AskedWord, typed: str, terms: dict[str, float]) -> bool:
        """Take a known word for one with a wrong ending ("droping"); tell whether there is one."""
        bases = [typed.removesuffix(ending) for ending in _ENDINGS if typed.endswith(ending)]
        stems = [terms_of(base)[0] for base in bases if len(base) >= SHORTEST]
        await self.look_up(set(stems))
        meant = next((stem for stem in stems if self.known.get(stem)), None)
        if meant is None:
            return False
        self.answer.corrections[word.text] = meant
        terms[meant] = _CORRECTED
        return True

    async def score(self, weighed: Sequence[dict[str, float]], category_id: UUID | None) -> list[Found]:
        rows = [(term, weight, place) for place, terms in enumerate(weighed) for term, weight in terms.items()]
        if not rows:
            return []
        given: dict[str, Any] = {
            "terms": [row[0] for row in rows],
            "weights": [row[1] for row in rows],
            "places": [row[2] for row in rows],
            "all": self.sees_all,
            "category": category_id,
            "most": _CANDIDATES,
        }
        now = utc_now()
        return [
            Found(
                row.number,
                row.score,
                row.title_terms,
                frozenset(row.matched),
                row.helpful,
                row.unhelpful,
                (now - row.published_at) / timedelta(days=1) if row.published_at else 0.0,
            )
            for row in await self.session.execute(_SCORE, given)
        ]


def _word_weights(weighed: Sequence[dict[str, float]], most: float) -> list[float]:
    """Return how much each asked word tells; one that nothing holds tells something, but not everything."""
    return [max(terms.values()) if terms else most * _UNKNOWN for terms in weighed]
