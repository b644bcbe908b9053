"""Mails in the desk's own words: what may be said, versions, previews, trials, and mails that go out so."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from itsm.domains.notifications.api import set_ticket_facts
from itsm.domains.notifications.models import Delivery
from itsm.domains.notifications.ports import _no_ticket
from itsm.domains.notifications.rendering import Reader, render
from itsm.domains.notifications.routes import router
from itsm.domains.notifications.templates import TEMPLATES
from itsm.domains.notifications.wording.engine import LAYOUT, faults, parts_of, places_of, wordable
from itsm.domains.notifications.wording.samples import sample_context
from itsm.domains.notifications.words import languages, sentences, shipped, with_own
from itsm.platform.actor import Actor, Role
from itsm.platform.cache.snapshot import recheck_now
from itsm.platform.clock import utc_now
from itsm.platform.work import open_work
from tests.domains.notifications.test_sending import SYSTEM, a_mail, queue
from tests.domains.ops.door import a_client, an_actor

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    import httpx
    from sqlalchemy.ext.asyncio import AsyncSession

    from itsm.platform.db.engine import Database
    from tests.platform.mail.smtp_sink import SmtpSink

WORDINGS = "/api/admin/mail-wordings"
ONE = f"{WORDINGS}/ticket_created/en"
URL = "https://desk.example"
ANA = Reader("Ana", "en", "UTC")
pytestmark = pytest.mark.usefixtures("by_outbox")


@pytest.fixture
async def admin(database: Database) -> AsyncIterator[httpx.AsyncClient]:
    async with a_client(replace(an_actor(), email="mia@madison88.example"), router) as client:
        yield client
    recheck_now()


async def word(admin: httpx.AsyncClient, texts: dict[str, str], *, path: str = ONE, version: int = 0) -> httpx.Response:
    body = {"texts": texts, "note": "Friendlier"}
    return await admin.put(path, json=body, headers={"If-Match": f'"{version}"'})


@pytest.mark.parametrize("template", wordable())
@pytest.mark.parametrize("language", sorted(languages()))
def test_the_products_own_words_are_a_sound_wording(template: str, language: str) -> None:
    words = sentences(language)
    assert faults(template, {part: words[f"{template}.{part}"] for part in parts_of(template)}) == []


@pytest.mark.parametrize("template", TEMPLATES)
def test_every_mail_can_be_looked_at(template: str) -> None:
    mail = render(template, sample_context(template, utc_now()), ANA, public_url=URL)
    assert mail.subject
    assert "None" not in mail.subject + mail.text


@pytest.mark.parametrize("template", TEMPLATES)
def test_every_place_of_every_sentence_can_be_filled_when_only_the_needed_is_known(template: str) -> None:
    context = {
        name: value
        for name, value in sample_context(template, utc_now()).items()
        if name in TEMPLATES[template].required
    }
    everything = " ".join(f"{{{name}}}" for name in places_of(template, "heading"))
    mail = render(template, context, ANA, public_url=URL, wording=with_own({"en": {f"{template}.heading": everything}}))
    assert "{" not in mail.text


@pytest.mark.asvs("1.3.7")
@pytest.mark.peer_class("S17")
@pytest.mark.parametrize(
    ("part", "text", "code"),
    [
        ("subject", "{number.__class__}", "unknown_placeholder"),
        ("subject", "{secret_link_id}", "unknown_placeholder"),
        ("subject", "{number", "unknown_placeholder"),
        ("subject", "number}", "unknown_placeholder"),
        ("subject", "{}", "unknown_placeholder"),
        ("subject", "two\nlines", "not_text"),
        ("intro", "a\x00b", "not_text"),
        ("intro", "a\u202eb", "not_text"),
        ("intro", "   ", "required"),
        ("intro", "x" * 2_001, "too_long"),
        ("subject", "x" * 201, "too_long"),
        ("nothing", "x", "unknown_part"),
    ],
)
def test_a_sentence_that_cannot_be_used_is_named(part: str, text: str, code: str) -> None:
    assert [(fault.part, fault.code) for fault in faults("ticket_created", {part: text})] == [(part, code)]


@pytest.mark.asvs("1.2.1", "1.3.7")
@pytest.mark.peer_class("S09", "S17")
@pytest.mark.parametrize(
    "hostile", ["<script>alert(1)</script>", "{{ 7*7111 }}", "{% raw %}", "<a href='x'>", "&lt;b&gt;"]
)
def test_a_wording_is_text_and_never_markup_or_code(hostile: str) -> None:
    own = with_own({"en": {"ticket_created.intro": hostile, "layout.sender": hostile}})
    mail = render("ticket_created", sample_context("ticket_created", utc_now()), ANA, public_url=URL, wording=own)
    assert hostile in mail.text
    assert "<script" not in mail.html
    assert "href='x'" not in mail.html
    assert "49777" not in mail.text


def test_a_language_without_own_or_shipped_words_reads_the_desks_english() -> None:
    lacking = next(key for key in shipped("en") if key not in shipped("fil") and key.endswith(".intro"))
    own = with_own({"en": {lacking: "In our words."}})
    assert own["fil"][lacking] == "In our words."
    assert own["fil"]["ticket_created.intro"] == shipped("fil")["ticket_created.intro"]


async def test_a_mail_goes_out_in_the_desks_own_words(admin: httpx.AsyncClient) -> None:
    answer = await word(
        admin, {"subject": "Salamat! {number}: {title}", "intro": "Hello {name}, we look at {number} now."}
    )
    assert answer.status_code == 200, answer.text
    [delivery_id] = await queue(a_mail())
    async with open_work(SYSTEM) as work:
        delivery = await work.session.get_one(Delivery, delivery_id)
    assert delivery.subject == "Salamat! TKT-2026-000001: VPN drops"
    assert "Hello Ana Reyes, we look at TKT-2026-000001 now." in delivery.text
    assert "Hello Ana Reyes, we look at TKT-2026-000001 now." in delivery.html


async def test_only_what_differs_is_kept_and_an_equal_wording_is_no_version(admin: httpx.AsyncClient) -> None:
    ours = shipped("en")["ticket_created.heading"]
    assert (await word(admin, {"heading": ours})).json()["version"] == 1
    read = (await word(admin, {"heading": "Got it", "preview": "Soon"}, version=1)).json()
    assert {one["part"]: one["own"] for one in read["sentences"] if one["own"]} == {
        "heading": "Got it",
        "preview": "Soon",
    }
    assert (await word(admin, {"heading": "Got it", "preview": "Soon"}, version=2)).json()["version"] == 2


async def test_versions_name_their_author_and_can_be_gone_back_to(admin: httpx.AsyncClient) -> None:
    await word(admin, {"heading": "First"})
    await word(admin, {"heading": "Second"}, version=1)
    back = await admin.post(f"{ONE}/restore", json={"version": 1}, headers={"If-Match": '"2"'})
    assert back.json()["version"] == 3
    assert [(one["version"], one["author"], one["note"]) for one in back.json()["versions"]] == [
        (3, "Mia Cruz", "As in version 1 again"),
        (2, "Mia Cruz", "Friendlier"),
        (1, "Mia Cruz", "Friendlier"),
    ]
    assert back.json()["versions"][1]["texts"] == {"heading": "Second"}
    gone = await word(admin, {}, version=3)
    assert all(one["own"] is None for one in gone.json()["sentences"])


async def test_who_did_not_read_the_latest_version_changes_nothing(admin: httpx.AsyncClient) -> None:
    await word(admin, {"heading": "First"})
    assert (await word(admin, {"heading": "Other"}, version=0)).status_code == 412
    assert (await admin.put(ONE, json={"texts": {}})).status_code == 428
    assert (await admin.get(ONE)).json()["version"] == 1


async def test_bad_words_change_nothing_and_each_is_named(admin: httpx.AsyncClient) -> None:
    answer = await word(admin, {"subject": "{ticket.requester.password}", "intro": " "})
    assert answer.status_code == 422
    assert {one["field"] for one in answer.json()["errors"]} == {"texts.subject", "texts.intro"}
    assert (await admin.get(ONE)).json()["version"] == 0
    for path in (f"{WORDINGS}/no_such/en", f"{WORDINGS}/ticket_created/xx"):
        assert (await word(admin, {}, path=path)).status_code == 404


async def test_a_preview_shows_unsaved_words_and_keeps_nothing(admin: httpx.AsyncClient) -> None:
    body = {"texts": {"subject": "Tried: {title}"}}
    shown = (await admin.post(f"{ONE}/preview", json=body)).json()
    assert shown["subject"].startswith("Tried: Label printer")
    assert "<html" in shown["html"]
    assert (await admin.get(ONE)).json()["version"] == 0


async def test_a_preview_with_a_ticket_uses_its_values_if_it_is_seen(admin: httpx.AsyncClient) -> None:
    async def facts(_session: AsyncSession, _actor: Actor, reference: str) -> dict[str, Any] | None:
        return {"number": reference, "title": "Real one"} if reference == "TKT-1" else None

    set_ticket_facts(facts)
    try:
        seen = await admin.post(f"{ONE}/preview", json={"texts": {}, "ticket": "TKT-1"})
        unseen = await admin.post(f"{ONE}/preview", json={"texts": {}, "ticket": "TKT-2"})
    finally:
        set_ticket_facts(_no_ticket)
    assert "Real one" in seen.json()["subject"]
    assert unseen.status_code == 422


async def test_what_stands_around_every_mail_can_be_worded_too(admin: httpx.AsyncClient) -> None:
    read = (await word(admin, {"sender": "Madison88 Help"}, path=f"{WORDINGS}/{LAYOUT}/en")).json()
    assert read["version"] == 1
    shown = (await admin.post(f"{WORDINGS}/{LAYOUT}/en/preview", json={"texts": {"sender": "M88"}})).json()
    assert "M88" in shown["text"] + shown["html"]


async def test_a_trial_reaches_the_administrator_by_the_mail_server(
    admin: httpx.AsyncClient, by_smtp: SmtpSink, run_jobs: Callable[[], Awaitable[int]]
) -> None:
    answer = await admin.post(f"{ONE}/test", json={"texts": {"subject": "Trial of {number}"}})
    assert answer.status_code == 202, answer.text
    await run_jobs()
    [mail] = by_smtp.received
    assert mail.recipients == ["mia@madison88.example"]
    assert b"Subject: Trial of TKT-2026-000123" in mail.content
    assert (await admin.get(ONE)).json()["version"] == 0


async def test_only_who_manages_settings_words_mails(database: Database) -> None:
    async with a_client(an_actor(Role.IT_MANAGER), router) as manager:
        assert (await manager.get(WORDINGS)).status_code == 403
        assert (await word(manager, {"heading": "x"})).status_code == 403


async def test_the_list_says_what_is_worded_where(admin: httpx.AsyncClient) -> None:
    await word(admin, {"heading": "Natanggap"}, path=f"{WORDINGS}/ticket_created/fil")
    items = {one["template"]: one for one in (await admin.get(WORDINGS)).json()["items"]}
    assert set(items) == set(wordable())
    states = {one["language"]: (one["version"], one["own"]) for one in items["ticket_created"]["languages"]}
    assert states["fil"] == (1, 1)
    assert states["en"] == (0, 0)
