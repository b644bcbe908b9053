"""Finding the right one of two dozen articles: by a sentence, a code, half a word, a mistyped one, another language."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

import pytest
from sqlalchemy import text

from itsm.domains.knowledge import api as knowledge
from itsm.platform.actor import system_actor
from itsm.platform.db.engine import Database
from itsm.platform.errors import NotFound
from itsm.platform.work import open_work
from itsm.wiring.import_command import take_folder
from tests.factories.world import World

QUESTIONS = [
    ("forgot my password", "reset-password.md"),
    ("my vpn keeps disconnecting at home", "vpn-drops.md"),
    ("0x0000011b", "add-printer.md"),
    ("0x80040610", "outlook-does-not-send.md"),
    ("sc542", "printer-paper-jam.md"),
    ("event id 4625", "phishing-runbook.md"),
    ("microfone not working in teams", "teams-no-sound.md"),
    ("bitloker recovery", "bitlocker-key.md"),
    ("lupa kata sandi", "lupa-kata-sandi.md"),
    ("user not provisioned", "infor-nexus-login.md"),
    ("style in plm very slow", "vision-plm-slow.md"),
    ("guest wireless for a buyer", "wifi-guest.md"),
    ("new phone two-factor", "authenticator-new-phone.md"),
    ("menambahkan pencetak", "add-printer.md"),
]
HALF = [
    ("authent", "authenticator-new-phone.md"),
    ("vision pl", "vision-plm-slow.md"),
    ("carton lab", "label-printer.md"),
]
FOLDER = Path(str(files("itsm.wiring.demo").joinpath("articles")))
SHIPPED = len(list(FOLDER.glob("*.md")))


async def first(question: knowledge.Question) -> str:
    from itsm.platform.db.engine import get_database

    async with get_database().reading() as session:
        answer = await knowledge.find(session, system_actor(), question)
        number = answer.ranked[0].number if answer.ranked else 0
        found = await session.scalar(text("SELECT source_key FROM kb_articles WHERE number = :n"), {"n": number})
    return str(found)


async def test_the_right_article_comes_first(database: Database) -> None:
    report = await take_folder(FOLDER)
    assert report.refused == {}
    assert report.counts["created"] == SHIPPED
    found = {asked: await first(knowledge.Question(asked)) for asked, _ in QUESTIONS}
    assert found == dict(QUESTIONS)
    typed = {asked: await first(knowledge.Question(asked, is_typing=True)) for asked, _ in HALF}
    assert typed == dict(HALF)


async def test_a_folder_is_imported_once(database: Database, tmp_path: Path) -> None:
    one = tmp_path / "sub" / "one.md"
    one.parent.mkdir()
    one.write_text("# Why is it warm?\n\nBecause of the sun.\n")
    (tmp_path / "bad.md").write_text("---\nfoo: bar\n---\n# Title\n")
    (tmp_path / "none.md").write_text("no title\n")
    (tmp_path / "latin.md").write_bytes(b"# caf\xe9\n")
    (tmp_path / "out.md").symlink_to("/etc/hostname")
    report = await take_folder(tmp_path)
    assert dict(report.counts) == {"created": 1}
    assert set(report.refused) == {"bad.md", "none.md", "latin.md"}
    assert dict((await take_folder(tmp_path)).counts) == {"unchanged": 1}
    one.write_text("# Why is it warm?\n\nBecause of the heating.\n")
    assert dict((await take_folder(tmp_path)).counts) == {"changed": 1}
    assert await first(knowledge.Question("heating")) == "sub/one.md"


async def test_the_index_forgets_what_is_archived(database: Database, world: World) -> None:
    await take_folder(FOLDER)
    actor = system_actor()
    async with open_work(actor) as work:
        article = await knowledge.by_source(work.session, "vpn-drops.md")
        assert article is not None
        await knowledge.move_article(work, article, knowledge.Move.ARCHIVE)
    async with database.reading() as session:
        assert await session.scalar(text("SELECT count(*) FROM kb_terms WHERE articles < open_articles")) == 0
        assert await session.scalar(text("SELECT count(*) FROM kb_words WHERE articles < open_articles")) == 0
        counted = await session.scalar(text("SELECT articles FROM kb_terms WHERE term = ''"))
        assert counted == await session.scalar(text("SELECT count(*) FROM kb_search"))
        per_term = await session.execute(
            text(
                "SELECT t.term FROM kb_terms t LEFT JOIN kb_postings p ON p.term = t.term "
                "GROUP BY t.term HAVING max(t.articles) <> count(p.number)"
            )
        )
        assert per_term.all() == []
        with pytest.raises(NotFound):
            await knowledge.load_visible(session, world.actor("user.ph"), article.id)
