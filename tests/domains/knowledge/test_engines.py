"""The pure parts: terms, Markdown that holds nothing executable, comparison, typing mistakes, the place in a text."""

from __future__ import annotations

from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from itsm.domains.knowledge.engine.asking import build_synonyms, read_question
from itsm.domains.knowledge.engine.diff import compare
from itsm.domains.knowledge.engine.flow import moves_from
from itsm.domains.knowledge.engine.highlight import excerpt, mark
from itsm.domains.knowledge.engine.markdown import render, slug_of
from itsm.domains.knowledge.engine.scoring import Asked, Fields, Found, impacts, quality, rank, rarity
from itsm.domains.knowledge.engine.typos import best_correction, distance, one_mistake_away
from itsm.domains.knowledge.engine.words import event_terms, index_terms, terms_of
from itsm.domains.knowledge.enums import ArticleStatus, Move

NONE = build_synonyms([])


@pytest.mark.parametrize(
    ("written", "terms"),
    [
        ("Printers", ("printer",)),
        ("0x80070005", ("0x80070005",)),
        ("KB2701603", ("2701603",)),
        ("kata", ("kata",)),
        ("Café", ("cafe",)),
        ("isn\u2019t", ("isnt",)),
    ],
)
def test_a_word_becomes_what_it_is_looked_up_by(written: str, terms: tuple[str, ...]) -> None:
    assert terms_of(written) == terms


def test_a_camel_case_name_is_found_by_its_parts() -> None:
    assert {"nullreferenceexcept", "null", "refer", "except"} <= set(terms_of("NullReferenceException"))


def test_a_numbered_event_is_one_term() -> None:
    assert event_terms("Event ID 4625 and event id: 12") == ["event:4625", "event:12"]
    assert "event:4625" in index_terms("It logs Event ID 4625.")
    assert [word.terms for word in read_question("event id 4625", NONE, is_typing=False)] == [{"event:4625": 1.0}]


def test_stop_words_are_left_out_unless_there_is_nothing_else() -> None:
    assert [word.text for word in read_question("how do I print", NONE, is_typing=False)] == ["print"]
    assert [word.text for word in read_question("how do I", NONE, is_typing=False)] == ["how", "do", "I"]


def test_phrases_that_mean_the_same_stand_for_each_other() -> None:
    known = build_synonyms([["password", "kata sandi"]])
    words = read_question("lupa kata sandi", known, is_typing=False)
    assert "password" in words[-1].terms
    assert {"kata", "sandi"} <= read_question("password", known, is_typing=False)[0].terms.keys()


EVIL = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "[a](javascript:alert(1))",
    "[a](JaVaScRiPt:alert(1))",
    "[a](data:text/html;base64,PHNjcmlwdD4=)",
    "![a](https://elsewhere.example/pixel.png)",
    "[a](//elsewhere.example)",
    "<svg/onload=alert(1)>",
    '<a href="x" style="position:fixed">a</a>',
    "> [!NOTE]<img src=x onerror=alert(1)>\n> text",
]


class Seen(HTMLParser):
    """What a browser would make of some HTML: its tags, and each attribute with its value."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: list[tuple[str, str]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes.extend((name, value or "") for name, value in attrs)


ALLOWED = {"href", "title", "alt", "data-file", "data-callout", "id", "start", "align", "rel"}


def check_harmless(body: str) -> None:
    seen = Seen(render(body).html)
    assert not seen.tags & {"script", "svg", "iframe", "style", "object", "form", "input", "link", "meta", "base"}
    assert {name for name, _ in seen.attributes} <= ALLOWED
    for name, value in seen.attributes:
        if name == "href":
            assert not value.startswith("//")
            scheme = value.split(":")[0].lower() if ":" in value.split("/")[0] else ""
            assert scheme in {"", "http", "https", "mailto", "tel"}, value


@pytest.mark.parametrize("body", EVIL)
def test_nothing_executable_comes_out(body: str) -> None:
    check_harmless(body)


@given(st.text(alphabet=st.sampled_from("<>[]()!`*_#|\\-&;:/\"'= \nascriptjvhef"), max_size=300))
def test_any_text_is_harmless(body: str) -> None:
    check_harmless(body)


def test_markdown_is_rendered_with_contents_callouts_tables_and_pictures() -> None:
    file = "01890000-0000-7000-8000-000000000001"
    made = render(
        "# Steps\n\n## Same\n\n## Same\n\n> [!WARNING]\n> Careful.\n\n> said\n\n| a |\n|--:|\n| 1 |\n\n"
        f"![x](file:{file})\n"
    )
    assert [(one.id, one.level) for one in made.outline] == [("s-steps", 2), ("s-same", 3), ("s-same-2", 3)]
    assert '<aside data-callout="warning">' in made.html
    assert "<blockquote>" in made.html
    assert '<td align="right">' in made.html
    assert f'data-file="{file}"' in made.html
    assert made.file_ids == (file,)
    assert made.text.splitlines()[0] == "Steps"
    assert "!WARNING" not in made.html


@given(st.text(max_size=200))
def test_a_slug_is_an_address(text: str) -> None:
    slug = slug_of(text)
    assert slug
    assert len(slug) <= 100
    assert all(sign.isalnum() or sign == "-" for sign in slug)


@given(st.text(max_size=300), st.text(max_size=300))
def test_a_comparison_holds_both_texts(old: str, new: str) -> None:
    lines = compare(old, new)
    gone = ["".join(p.text for p in one.parts if p.kind != "added") for one in lines if one.kind != "added"]
    come = ["".join(p.text for p in one.parts if p.kind != "removed") for one in lines if one.kind != "removed"]
    assert gone == old.splitlines()
    assert come == new.splitlines()


def test_a_changed_line_shows_its_words() -> None:
    (line,) = compare("Press the red button twice.", "Press the green button twice.")
    assert line.kind == "changed"
    assert [(part.kind, part.text) for part in line.parts if part.kind != "same"] == [
        ("removed", "red"),
        ("added", "green"),
    ]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("pasword", "password"), ("passwrod", "password"), ("priner", "printer"), ("authentcator", "authenticator")],
)
def test_a_mistyped_word_is_recognised(typed: str, meant: str) -> None:
    known = [("password", 9), ("printer", 5), ("authenticator", 2), ("pastor", 50)]
    assert best_correction(typed, known) == meant


def test_what_is_too_far_is_not_guessed() -> None:
    assert best_correction("vpnx", [("printer", 9)]) is None
    assert distance("abc", "abcdefgh") == 3
    assert one_mistake_away("vpn") == frozenset()
    assert {"passwrd", "passwords", "pasword"} <= one_mistake_away("password")


@given(st.text(alphabet="abcdef", min_size=4, max_size=9))
def test_every_neighbour_is_one_mistake_away(word: str) -> None:
    assert all(distance(word, other) == 1 for other in list(one_mistake_away(word))[:60])


@given(st.text(max_size=400), st.sets(st.sampled_from(["vpn", "printer", "drop"])))
def test_pieces_are_the_text(text: str, terms: set[str]) -> None:
    assert "".join(piece.text for piece in mark(text, terms)) == text


def test_the_excerpt_shows_the_place_that_matters() -> None:
    text = "Introduction. " * 60 + "The gateway for Bandung drops the VPN. " + "More words. " * 60
    pieces = excerpt(text, {"gateway": 3.0, "vpn": 2.0})
    assert [piece.text for piece in pieces if piece.is_match] == ["gateway", "VPN"]
    assert pieces[0].text == "… "


def test_the_title_counts_more_than_the_body_and_a_long_body_less_than_a_short_one() -> None:
    in_title = impacts(Fields("VPN drops", "", (), "something else"))["vpn"]
    in_body = impacts(Fields("Something", "", (), "the vpn drops"))["vpn"]
    in_tags = impacts(Fields("Something", "", ("vpn",), "else"))["vpn"]
    late = impacts(Fields("Something", "", (), "word " * 900 + "vpn"))["vpn"]
    assert in_title > in_tags > late
    assert in_title > in_body > late
    assert rarity(1, 100) > rarity(50, 100) > rarity(100, 100) >= 0
    assert rarity(5, 3) >= 0


def found(number: int, title: list[str], **more: int) -> Found:
    return Found(number, 10.0, title, frozenset({0, 1}), more.get("helpful", 0), more.get("unhelpful", 0), 400.0)


def test_title_and_readers_decide_between_equals() -> None:
    asked = Asked(["vpn", "drop"], [{"vpn": 2.0}, {"drop": 1.0}], [2.0, 1.0])
    ranked = rank(asked, [found(1, ["network"]), found(2, ["vpn", "drop"]), found(3, ["vpn", "drop"], helpful=20)])
    assert [one.number for one in ranked] == [3, 2, 1]
    assert all(one.coverage == 1 for one in ranked)
    assert quality(0, 20, 0) < quality(0, 0, 0) < quality(20, 0, 0)
    assert quality(1, 0, 0) < quality(50, 0, 0)


def test_what_may_be_done_follows_from_the_status() -> None:
    assert moves_from(ArticleStatus.DRAFT) == (Move.SUBMIT, Move.PUBLISH, Move.ARCHIVE)
    assert moves_from(ArticleStatus.IN_REVIEW) == (Move.RETURN, Move.PUBLISH, Move.ARCHIVE)
    assert moves_from(ArticleStatus.PUBLISHED) == (Move.ARCHIVE,)
    assert moves_from(ArticleStatus.ARCHIVED) == (Move.REOPEN,)
