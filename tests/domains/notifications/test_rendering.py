"""From template to mail: what is shown, to whom, and what hostile text cannot do."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from itsm.domains.notifications import words
from itsm.domains.notifications.rendering import Reader, insert_secret, local_time, render, secret_marker
from itsm.domains.notifications.templates import TEMPLATES
from itsm.domains.notifications.words import language_of, languages, sentences
from itsm.platform import jsonio

URL = "https://desk.example"
LOCALES = Path(words.__file__).parent / "locales"
_NAMES = re.compile(r"\{[a-z_]+\}")
ANA = Reader("Ana Reyes", "en-PH", "Asia/Manila")
DUE = datetime(2026, 11, 23, 1, tzinfo=UTC)
VALUES: dict[str, Any] = {
    "audience": "staff",
    "tag": "LT-0231",
    "asset": "ThinkPad T14",
    "giver": "Bea Santos",
    "note": "With charger.",
    "number": "TKT-2026-000001",
    "merged_into": "TKT-2026-000002",
    "title": "VPN drops",
    "priority": "P2",
    "status": "in_progress",
    "category": "Network",
    "location": "Philippines",
    "requester": "Ana Reyes",
    "team": "Network",
    "assignee": "Ben Santos",
    "response_due_at": DUE,
    "resolution_due_at": "2026-11-24T08:30:00Z",
    "excerpt": "It drops again.",
    "reason": "Because.",
    "author": "Ben Santos",
    "is_internal": False,
    "waits_for_you": True,
    "closes_at": DUE,
    "resolution_summary": "Replaced.",
    "auto_closed": False,
    "metric": "response",
    "due_at": DUE,
    "percent": 80,
    "level": "Team lead",
    "secret_link_id": "0193-link",
    "expires_at": DUE,
    "person": "Ben Santos",
    "count": 3,
    "until": DUE,
    "file_name": "report.zip",
    "detail": "Eicar-Test-Signature",
    "is_infected": True,
    "is_admin": False,
    "left": 3,
    "slug": "reset-my-password",
    "review_by": "2027-06-01",
    "token_name": "Script",
    "post_state": "identified",
    "services": "Vision PLM",
    "starts_at": DUE,
    "ends_at": DUE,
    "next_update_at": DUE,
    "subject_number": "CHG-2026-000001",
    "step": "Change advisory board",
    "path": "/changes/CHG-2026-000001",
    "from_at": DUE,
    "report": "Monday figures",
    "page": "Desk",
    "page_key": "manager",
    "period": "2026-10-25 to 2026-11-23 (Asia/Manila)",
    "slice": "Philippines",
    "figures": "Open\t12\nSolved on time\t91.2 % (before: 88.0 %)",
    "attachment_id": "0193-file",
    "lines": "• [TKT-2026-000001] Solved? VPN drops",
}


def context(name: str, **changes: Any) -> dict[str, Any]:
    """Return everything the template takes, with `changes`."""
    known = TEMPLATES[name]
    return {key: VALUES[key] for key in known.required | known.optional} | changes


class Seen(HTMLParser):
    """What a mail program would find in a mail."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.links: list[str] = []
        self.loads: list[str] = []
        self.handlers: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        for name, value in attrs:
            if name.startswith("on"):
                self.handlers.append(name)
            if name in {"src", "srcset", "background", "poster"} or "url(" in (value or ""):
                self.loads.append(f"{tag} {name}")
            if name == "href":
                self.links.append(value or "")


@pytest.mark.peer_class("S12")
@pytest.mark.parametrize("name", TEMPLATES)
def test_every_mail_has_subject_text_and_html_without_remote_content(name: str) -> None:
    mail = render(name, context(name), ANA, public_url=URL)
    seen = Seen(mail.html)
    assert mail.subject
    assert len(mail.text) > 80
    assert all(link.startswith(f"{URL}") for link in seen.links)
    assert seen.loads == seen.handlers == []
    assert "None" not in mail.text + mail.html
    assert "{" not in mail.subject + mail.text


@pytest.mark.parametrize("name", TEMPLATES)
def test_what_is_only_needed_is_enough(name: str) -> None:
    needed = {key: VALUES[key] for key in TEMPLATES[name].required}
    assert "None" not in render(name, needed, ANA, public_url=URL).text


@pytest.mark.parametrize("name", TEMPLATES)
def test_text_and_html_say_the_same(name: str) -> None:
    mail = render(name, context(name), ANA, public_url=URL)
    shown = Seen(mail.html)
    assert all(link in mail.text for link in shown.links)


HOSTILE = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "</title><svg onload=alert(1)>",
    "{{ 7*7 }}{% raw %}",
    "{{ ''.__class__.__mro__ }}",
    "{name.__class__}{number}",
    "=?utf-8?q?x=0D=0ABcc:_eve@evil.example?=",
    "a\r\nBcc: eve@evil.example",
    "a\x00b\u2028c\u202ed",
]


@pytest.mark.asvs("1.2.1", "1.3.7")
@pytest.mark.peer_class("S09", "S11", "S17")
@pytest.mark.parametrize("hostile", HOSTILE)
@pytest.mark.parametrize("name", TEMPLATES)
def test_hostile_text_stays_text(name: str, hostile: str) -> None:
    """CVE-2026-40567 (display name), CVE-2026-26026 (compiled twice), CVE-2019-13458, CVE-2025-48388."""
    typed = {
        *("title", "excerpt", "reason", "author", "requester"),
        *("resolution_summary", "team", "category", "person", "token_name"),
        *("file_name", "detail", "asset", "note"),
        *("file_name", "detail", "lines"),
    }
    context_ = {key: hostile if key in typed else value for key, value in context(name).items()}
    mail = render(name, context_, Reader(hostile, "en", "UTC"), public_url=URL)
    seen = Seen(mail.html)
    assert seen.tags <= {"html", "head", "meta", "title", "body", "div", "table", "tr", "td", "h1", "p", "a", "br"}
    assert seen.handlers == seen.loads == []
    assert all(link.startswith(URL) for link in seen.links)
    assert "49" not in mail.text.replace("TKT-2026-000001", "")
    assert "__mro__" in mail.text or "__mro__" not in hostile or name.startswith("password_changed")
    assert not set(mail.subject) & set("\r\n\x00\u2028\u202e")
    assert "=?" not in mail.subject


def test_a_requester_is_sent_to_their_page_and_staff_to_the_queue() -> None:
    requester = render("ticket_created", context("ticket_created", audience="requester"), ANA, public_url=URL)
    staff = render("ticket_assigned", context("ticket_assigned"), ANA, public_url=URL)
    assert f"{URL}/tickets/TKT-2026-000001" in requester.text
    assert f"{URL}/queue/TKT-2026-000001" in staff.text


def test_only_the_requester_is_asked_to_confirm() -> None:
    ask = "TKT-2026-000001?confirm=yes"
    for_requester = context("ticket_resolved", audience="requester")
    assert ask in render("ticket_resolved", for_requester, ANA, public_url=URL).html
    assert ask not in render("ticket_resolved", context("ticket_resolved"), ANA, public_url=URL).html


@pytest.mark.asvs("8.2.3")
@pytest.mark.peer_class("S07", "S20")
def test_an_internal_note_is_refused_for_a_requester() -> None:
    with pytest.raises(ValueError, match="internal note"):
        render(
            "ticket_commented",
            context("ticket_commented", is_internal=True, audience="requester"),
            ANA,
            public_url=URL,
        )
    mail = render("ticket_commented", context("ticket_commented", is_internal=True), ANA, public_url=URL)
    assert "The requester does not see it" in mail.text


@pytest.mark.asvs("1.3.7")
@pytest.mark.peer_class("S17")
@pytest.mark.parametrize(
    "changes",
    [{"password_hash": "x"}, {"title": object()}, {"title": ["x"]}, {"audience": "everybody"}, {"audience": None}],
    ids=["secret", "object", "list", "unknown-audience", "no-audience"],
)
def test_a_context_that_is_not_allowed_is_refused(changes: dict[str, Any]) -> None:
    with pytest.raises((ValueError, TypeError)):
        render("ticket_created", context("ticket_created", **changes), ANA, public_url=URL)


def test_a_missing_variable_and_an_unknown_mail_are_refused() -> None:
    with pytest.raises(ValueError, match="title"):
        render("ticket_created", {"audience": "staff", "number": "1"}, ANA, public_url=URL)
    with pytest.raises(ValueError, match="no mail template"):
        render("../../etc/passwd", {}, ANA, public_url=URL)


def test_times_are_the_readers() -> None:
    mail = render("ticket_created", context("ticket_created"), ANA, public_url=URL)
    assert "First answer due: Mon 23 Nov 2026, 09:00 (Asia/Manila)" in mail.text
    assert "Solution due: Tue 24 Nov 2026, 16:30 (Asia/Manila)" in mail.text
    assert local_time(DUE, "Not/AZone") == "Mon 23 Nov 2026, 01:00 (UTC)"


def test_long_text_is_cut() -> None:
    mail = render("ticket_commented", context("ticket_commented", excerpt="x" * 9_000), ANA, public_url=URL)
    assert "x" * 1_999 + "…" in mail.html
    assert "x" * 2_000 not in mail.html


def test_a_secret_link_is_put_in_its_place_only_when_asked() -> None:
    stored = render("password_reset", context("password_reset"), ANA, public_url=URL)
    whole = insert_secret(stored, secret_marker(URL, "0193-link"), f"{URL}/reset-password#token=a&b")
    assert "#token" not in stored.html + stored.text
    assert f"{URL}/reset-password#token=a&b" in whole.text
    assert f'href="{URL}/reset-password#token=a&amp;b"' in whole.html


def test_a_language_without_sentences_reads_english() -> None:
    assert sentences("de-DE") == sentences("en") == sentences("en_PH")


STAFF_ONLY = ("sla_", "clock.", "ticket_created_staff.", "ticket_assigned.", "ticket_escalated.", "handover_offer.")
STAFF_ONLY += ("approval_", "change_scheduled.")  # who approves changes, plans them and carries them out is staff
STAFF_ONLY += ("report.",)  # dashboards are for staff
"""Mails that only staff receive stay English, as the pages of the desk do."""
STAFF_SENTENCES = {"ticket_commented.intro_internal", "file_held.next_admin", "file_held.action"}
STAFF_SENTENCES |= {f"facts.{name}" for name in ("subject_number", "step", "approve_by", "reason", "from", "until")}


@pytest.mark.parametrize("language", sorted(languages() - {"en"}))
def test_requesters_read_every_mail_in_their_language(language: str) -> None:
    english = sentences("en")
    own = jsonio.loads((LOCALES / f"{language}.json").read_bytes())
    wanted = {key for key in english if not key.startswith((*STAFF_ONLY, "article_review_due."))} - STAFF_SENTENCES
    assert wanted - own.keys() == set()
    assert own.keys() - english.keys() == set()
    for key, said in own.items():
        assert sorted(set(_NAMES.findall(said))) == sorted(set(_NAMES.findall(english[key]))), key


@pytest.mark.parametrize(
    ("locale", "heading", "due"),
    [
        ("id", "Permintaan Anda kami terima", "Sen 23 Nov 2026, 09:00 (Asia/Manila)"),
        ("fil", "Natanggap namin ang request mo", "Lun 23 Nob 2026, 09:00 (Asia/Manila)"),
        ("zh-Hans", "我们已收到您的请求", "2026年11月23日 周一 09:00 (Asia/Manila)"),
        ("zh-CN", "我们已收到您的请求", "2026年11月23日 周一 09:00 (Asia/Manila)"),
        ("de", "We have your request", "Mon 23 Nov 2026, 09:00 (Asia/Manila)"),
    ],
)
def test_words_days_and_months_are_the_readers(locale: str, heading: str, due: str) -> None:
    ana = Reader("Ana Reyes", locale, "Asia/Manila")
    mail = render("ticket_created", context("ticket_created", audience="requester"), ana, public_url=URL)
    assert heading in mail.subject
    assert f">{heading}</h1>" in mail.html
    assert due in mail.text
    assert f'<html lang="{language_of(locale)}">' in mail.html
