"""The articles of the demonstration: Markdown files beside this one, read and judged by made-up people."""

from __future__ import annotations

import random
from datetime import timedelta
from importlib.resources import files
from typing import Final
from uuid import UUID

from sqlalchemy import func, select

from itsm.domains.knowledge import api as knowledge
from itsm.domains.knowledge.service.listen import note_deflection, note_miss, note_view, rate_article
from itsm.domains.tickets.articles.service import link_article
from itsm.domains.tickets.models import Ticket
from itsm.platform.actor import Actor, system_actor
from itsm.platform.work import UnitOfWork, open_work

_WAITING: Final = """\
## Steps

1. Disconnect drive **S:**.
2. Run `net use S: \\\\files-id\\samples /persistent:yes`.
"""
_SEED: Final = 88
_READERS: Final = 8
_MISSES: Final = (("pivot88 offline mode", 4), ("parking card", 3), ("docking station firmware", 2))
# Words of a ticket's title, and the article that goes with it.
_BESIDE: Final = (
    ("VPN", "vpn-drops"),
    ("password", "reset-password"),
    ("rinter", "add-printer"),
    ("PLM", "vision-plm-slow"),
)
_COMPLAINTS: Final = {
    "vpn-drops": "The gateway for Bandung is missing in the table.",
    "scan-to-email": "Where is the address book on the big printer?",
}


async def add_articles(actors: dict[UUID, Actor], ids: dict[str, UUID]) -> None:
    """Write the articles, send one to review, let people read and judge them, put some beside tickets."""
    by_key: dict[str, UUID] = {}
    async with open_work(system_actor("Demonstration")) as work:
        shelves = await knowledge.shelves_by_name(work)
        folder = files("itsm.wiring.demo").joinpath("articles")
        for entry in sorted(folder.iterdir(), key=lambda one: one.name):
            file = knowledge.read_article(entry.name, entry.read_text("utf-8"))
            await knowledge.import_article(work, file, shelves)
            article = await knowledge.by_source(work.session, entry.name)
            if article is not None:
                article.owner_id = ids["agent.ph"] if entry.name < "n" else ids["agent.us"]
                by_key[entry.name.removesuffix(".md")] = article.id
    await _begin_more(actors[ids["agent.id"]])
    await _be_read(actors, by_key)
    async with open_work(actors[ids["admin"]]) as work:
        await _put_beside_tickets(work, by_key)


async def _begin_more(agent: Actor) -> None:
    """Leave one article waiting for its review, written by an agent."""
    async with open_work(agent) as work:
        shelf = next(row.id for row in await knowledge.categories(work.session) if row.name.startswith("Network"))
        article = await knowledge.create_article(
            work,
            knowledge.NewArticle(
                title="How do I map the sample photo share in Bandung?",
                summary="The share moved to a new server; map it again once.",
                category_id=shelf,
                audience=knowledge.Audience.EVERYONE,
                tags=("share", "drive", "bandung"),
                body=_WAITING,
            ),
        )
        await knowledge.move_article(work, article, knowledge.Move.SUBMIT)


async def _be_read(actors: dict[UUID, Actor], by_key: dict[str, UUID]) -> None:
    """Let people read articles, say whether they helped, and be spared a ticket now and then."""
    chance = random.Random(_SEED)
    people = [actor for actor in actors.values() if not actor.is_staff][:_READERS]
    for actor in people:
        async with open_work(actor) as work:
            for key, article_id in by_key.items():
                try:
                    article = await knowledge.load_visible(work.session, actor, article_id)
                except knowledge.NoSuchArticle:
                    continue
                if chance.random() < 0.5:  # noqa: PLR2004 - every other one
                    await _read(work, article, key, chance)
    async with open_work(system_actor("Demonstration")) as work:
        for words, times in _MISSES:
            for _ in range(times):
                await note_miss(work, words)


async def _read(work: UnitOfWork, article: knowledge.Article, key: str, chance: random.Random) -> None:
    await note_view(work, article)
    if chance.random() < 0.6:  # noqa: PLR2004 - most say something
        helped = key not in _COMPLAINTS or chance.random() < 0.5  # noqa: PLR2004 - opinions differ
        await rate_article(work, article, is_helpful=helped, comment="" if helped else _COMPLAINTS[key])
    if chance.random() < 0.15:  # noqa: PLR2004 - one in seven
        note_deflection(work, article, article.title)


async def _put_beside_tickets(work: UnitOfWork, by_key: dict[str, UUID]) -> None:
    recent = func.now() - timedelta(days=60)
    for word, key in _BESIDE:
        query = select(Ticket.id).where(Ticket.title.contains(word), Ticket.created_at > recent)
        for ticket_id in list(await work.session.scalars(query.order_by(Ticket.created_at.desc()).limit(3))):
            await link_article(work, ticket_id, by_key[key])
