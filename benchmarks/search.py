"""`make bench-search`: how well and how fast articles are found; writes the figures into docs/search.md.

Over the public articles and queries of ../shared/data (its README says what may be indexed: title and body here).
About five minutes on two idle processors; `--long` adds 100,000 articles.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import json
import os
import platform
import random
import statistics
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from benchmarks.stage import Stage, in_product
from itsm.domains.knowledge import api as knowledge
from itsm.domains.knowledge.presentation import hits
from itsm.platform.actor import system_actor
from itsm.platform.db.engine import get_database
from itsm.platform.work import open_work

ROOT = Path(__file__).resolve().parents[1]
DATA = ROOT.parent / "shared" / "data"
DOCUMENT = ROOT / "docs" / "search.md"
BEGIN, END = "<!-- figures -->", "<!-- /figures -->"
KINDS = ("summary", "link_text", "code", "kb_number", "crosslingual_en_id", "typo", "half_typed")
SHOWN, BATCH = 10, 100
LONGEST_BODY = 200_000
LARGE = 100_000


@dataclass(slots=True)
class Query:
    """One search and the articles that answer it."""

    kind: str
    text: str
    relevant: frozenset[str]


@dataclass(slots=True)
class Result:
    """What one way of searching reached on one kind of query."""

    ranks: list[int | None] = field(default_factory=list)
    milliseconds: list[float] = field(default_factory=list)

    def cells(self) -> list[str]:
        """Return hit@1, hit@5, MRR of the first ten, p50, p95."""
        count = len(self.ranks)
        found = [rank for rank in self.ranks if rank is not None]
        times = sorted(self.milliseconds)
        return [
            f"{sum(rank == 1 for rank in found) / count:.3f}",
            f"{sum(rank <= 5 for rank in found) / count:.3f}",
            f"{sum(1 / rank for rank in found) / count:.3f}",
            f"{statistics.median(times):.1f}",
            f"{times[int(len(times) * 0.95)]:.1f}",
        ]


def main() -> None:
    """Load, search, print, write."""
    options = _options()
    stage = Stage()
    began = time.monotonic()
    try:
        stage.open()
        articles, queries = read_data(options.every)
        seconds = in_product(lambda: load(articles))
        print(f"{len(articles):,} articles in {seconds:,.0f} s", flush=True)
        _vacuum(stage)
        tables = [_measure(f"{len(articles):,} articles", queries, with_plain=not options.short)]
        if options.long:
            _multiply(stage, LARGE // len(articles))
            _vacuum(stage)
            sample = random.Random(1).sample(queries, min(600, len(queries)))
            tables.append(_measure(f"{LARGE:,} articles (the same, copied), a sample", sample, with_plain=False))
        size = stage.sql(
            "SELECT pg_size_pretty(sum(pg_total_relation_size(c))) FROM unnest(ARRAY["
            "'kb_postings','kb_terms','kb_words','kb_search']::regclass[]) AS c"
        ).strip()
    finally:
        stage.close()
    document = "\n\n".join([_circumstances(seconds, len(articles), size), *tables])
    print(document)
    print(f"{time.monotonic() - began:,.0f} s")
    if options.write:
        _write(document)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.search", description=__doc__)
    parser.add_argument("--every", type=int, default=1, help="take every n-th query of a kind: a look, not a figure")
    parser.add_argument("--short", action="store_true", help="leave PostgreSQL's own ranking out")
    parser.add_argument("--long", action="store_true", help="also at 100,000 articles")
    parser.add_argument("--no-write", dest="write", action="store_false", help="leave docs/search.md as it is")
    return parser.parse_args()


def read_data(every: int) -> tuple[list[dict[str, Any]], list[Query]]:
    """Return the articles and the queries, with two kinds made of the others: mistyped, and half typed."""
    with gzip.open(DATA / "kb_articles.jsonl.gz", "rt") as lines:
        articles = [json.loads(line) for line in lines]
    by_kind: dict[str, list[Query]] = defaultdict(list)
    with gzip.open(DATA / "kb_queries.csv.gz", "rt") as rows:
        for row in csv.DictReader(rows):
            relevant = frozenset(row["relevant_ids"].split())
            by_kind[row["kind"]].append(Query(row["kind"], row["query"][:200], relevant))
    rng = random.Random(17)
    by_kind["typo"] = [Query("typo", _mistyped(q.text, rng), q.relevant) for q in by_kind["summary"][::4]]
    by_kind["half_typed"] = [Query("half_typed", _half(a["title"]), frozenset({a["id"]})) for a in articles[::10]]
    return articles, [query for kind in KINDS for query in by_kind[kind][:: every if kind != "link_text" else 1]]


def _mistyped(said: str, rng: random.Random) -> str:
    """Return a query with one letter changed, dropped, doubled or swapped in each of its two longest words."""
    words = said.split()
    for place in sorted(range(len(words)), key=lambda at: -len(words[at]))[:2]:
        word = words[place]
        at = rng.randrange(1, len(word) - 1) if len(word) > 3 else 0
        words[place] = rng.choice(
            [
                word[:at] + word[at + 1 :],
                word[:at] + word[at] + word[at:],
                word[:at] + rng.choice("etaoinshr") + word[at + 1 :],
                word[:at] + word[at + 1 : at + 2] + word[at] + word[at + 2 :],
            ]
        )
    return " ".join(words)


def _half(title: str) -> str:
    """Return what somebody has typed of a title when two thirds of it are there."""
    return title[: max(6, len(title) * 2 // 3)].rstrip()


async def load(articles: Sequence[dict[str, Any]]) -> float:
    """Write and publish every article through the services; return the seconds that took."""
    began = time.perf_counter()
    async with open_work(system_actor()) as work:
        shelf = (await knowledge.categories(work.session))[0].id
    for start in range(0, len(articles), BATCH):
        async with open_work(system_actor()) as work:
            for one in articles[start : start + BATCH]:
                article = await knowledge.create_article(
                    work,
                    knowledge.NewArticle(
                        title=one["title"][:200].strip() or "Untitled",
                        category_id=shelf,
                        body=one["body"][:LONGEST_BODY],
                        audience=knowledge.Audience.EVERYONE,
                        language=one["lang"],
                        source_key=one["id"],
                    ),
                )
                await knowledge.move_article(work, article, knowledge.Move.PUBLISH)
    return time.perf_counter() - began


def _measure(title: str, queries: Sequence[Query], *, with_plain: bool) -> str:
    head = "| kind of query | queries | hit@1 | hit@5 | MRR@10 | p50 ms | p95 ms |\n|---|---|---|---|---|---|---|"
    found = in_product(lambda: _search_all(queries))
    parts = [f"### {title}", "\n".join([head, *_rows(found)])]
    if with_plain:
        plain = in_product(lambda: _plain_all(queries))
        parts += ["The same with PostgreSQL's own ranking (`ts_rank`, title A, body D, any word):"]
        parts += ["\n".join([head, *_rows(plain)])]
    return "\n\n".join(parts)


def _rows(results: dict[str, Result]) -> Iterator[str]:
    for kind, result in results.items():
        cells = " | ".join(result.cells())
        yield f"| {kind} | {len(result.ranks):,} | {cells} |"
    times = Result([1], [one for result in results.values() for one in result.milliseconds]).cells()[-2:]
    yield f"| all | {sum(len(result.ranks) for result in results.values()):,} | | | | {' | '.join(times)} |"


async def _search_all(queries: Sequence[Query]) -> dict[str, Result]:
    """Search as the product does, excerpts included, one after another."""
    actor = system_actor()
    results: dict[str, Result] = defaultdict(Result)
    async with get_database().reading() as session:
        keys = await _source_keys(session)
        for query in queries:
            began = time.perf_counter()
            question = knowledge.Question(query.text, is_typing=query.kind == "half_typed")
            answer = await knowledge.find(session, actor, question)
            shown = await hits(session, actor, answer.ranked[:SHOWN], answer.weights)
            elapsed = (time.perf_counter() - began) * 1_000
            _note(results[query.kind], query, [keys.get(str(hit.article.id), "") for hit in shown], elapsed)
    return dict(results)


async def _plain_all(queries: Sequence[Query]) -> dict[str, Result]:
    actor_free = (
        "CREATE TEMP TABLE plain AS SELECT a.source_key, setweight(to_tsvector('english', v.title), 'A') || "
        "setweight(to_tsvector('english', s.text), 'D') AS document FROM kb_articles a "
        "JOIN kb_versions v ON v.article_id = a.id AND v.number = a.live JOIN kb_search s ON s.number = a.number"
    )
    ask = text(
        "SELECT source_key FROM plain, (SELECT replace(plainto_tsquery('english', :q)::text, '&', '|')::tsquery AS q) "
        "AS asked WHERE document @@ q ORDER BY ts_rank(document, q, 1) DESC, source_key LIMIT 10"
    )
    results: dict[str, Result] = defaultdict(Result)
    async with get_database().sessions() as session:
        await session.execute(text(actor_free))
        await session.execute(text("CREATE INDEX ON plain USING gin (document)"))
        await session.execute(text("ANALYZE plain"))
        for query in queries:
            began = time.perf_counter()
            keys = list(await session.scalars(ask, {"q": query.text}))
            _note(results[query.kind], query, keys, (time.perf_counter() - began) * 1_000)
        await session.rollback()
    return dict(results)


def _note(result: Result, query: Query, keys: Sequence[str], milliseconds: float) -> None:
    result.ranks.append(next((rank for rank, key in enumerate(keys, 1) if key in query.relevant), None))
    result.milliseconds.append(milliseconds)


async def _source_keys(session: AsyncSession) -> dict[str, str]:
    rows = await session.execute(text("SELECT id, source_key FROM kb_articles"))
    return {str(row.id): row.source_key or "" for row in rows}


def _multiply(stage: Stage, times: int) -> None:
    """Copy every article and its postings until there are `times` as many; counts follow."""
    step = int(stage.sql("SELECT max(number) FROM kb_articles").strip())
    copied = _COPIES.replace(":times", str(times)).replace(":step", str(step))
    stage.sql(copied)


_COPIES = """
    CREATE TEMP TABLE steps AS SELECT generate_series(1, :times - 1) AS n;
    CREATE TEMP TABLE copies AS SELECT gen_random_uuid() AS id, a.id AS old, a.number + n * :step AS number, n
      FROM kb_articles a, steps;
    INSERT INTO kb_articles
      (id, number, slug, status, audience, category_id, language, title, head, live, published_at)
      OVERRIDING SYSTEM VALUE SELECT c.id, c.number, left(a.slug, 100) || '-copy-' || c.n, a.status, a.audience,
      a.category_id, a.language, a.title, a.head, a.live, a.published_at
      FROM copies c JOIN kb_articles a ON a.id = c.old;
    INSERT INTO kb_versions SELECT c.id, v.number, v.title, v.summary, '', '', '[]', v.note, v.author_id,
      v.author_name, v.created_at FROM copies c JOIN kb_versions v ON v.article_id = c.old;
    INSERT INTO kb_search SELECT c.number, c.id, s.is_open, s.title_terms, '{}', '{}', s.text
      FROM copies c JOIN kb_search s ON s.article_id = c.old;
    INSERT INTO kb_postings SELECT p.term, p.number + n * :step, p.impact, p.is_open FROM kb_postings p, steps;
    UPDATE kb_terms SET articles = articles * :times, open_articles = open_articles * :times;
    UPDATE kb_words SET articles = articles * :times, open_articles = open_articles * :times;
"""


def _vacuum(stage: Stage) -> None:
    """Do what autovacuum does within its minute: index-only scans need it."""
    for table in ("kb_articles", "kb_versions", "kb_search", "kb_postings", "kb_terms", "kb_words"):
        stage.sql(f"VACUUM (ANALYZE) {table}")


def _circumstances(seconds: float, count: int, size: str) -> str:
    return (
        f"Measured {datetime.now(UTC):%Y-%m-%d %H:%M} UTC, Python {platform.python_version()}, {os.cpu_count()} "
        f"processors shared with others (load {os.getloadavg()[0]:.1f}). Writing, rendering, publishing and indexing "
        f"{count:,} articles took {seconds:,.0f} s; the index at the end has {size}."
    )


def _write(document: str) -> None:
    whole = DOCUMENT.read_text()
    before, rest = whole.split(BEGIN)
    DOCUMENT.write_text(f"{before}{BEGIN}\n\n{document}\n\n{END}{rest.split(END)[1]}")


if __name__ == "__main__":
    main()
