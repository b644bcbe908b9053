"""Whole words, stems, phrases, clauses and negation, found in one pass."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from itsm.platform.text.analyzer import Analyzer, known_languages, normalise_word, stem_word
from itsm.platform.text.matcher import PhraseMatcher

ENGLISH = Analyzer("english")


def found(text: str, *phrases: str) -> list[tuple[str, bool]]:
    """Return (matched text, is_negated) of every hit."""
    hits = PhraseMatcher(ENGLISH, phrases).find(text)
    return [(text[hit.start : hit.end], hit.is_negated) for hit in hits]


@pytest.mark.parametrize(
    ("text", "phrase", "matched"),
    [
        ("Printer is DOWN!", "down", ["DOWN"]),
        ("Two outages today", "outage", ["outages"]),
        ("I downloaded the countdown", "down", []),
        ("A mission-critical system", "mission critical", ["mission-critical"]),
        ("Possible security breaches here", "security breach", ["security breaches"]),
        ("Security is fine. Breach of contract", "security breach", []),
        ("server\nis down", "server is down", ["server\nis down"]),
        ("server\n\nis down", "server is down", []),
        ("down, down; down", "down", ["down", "down", "down"]),
        ("version 2.1 fails", "2 1", ["2.1"]),
        ("\uff24\uff2f\uff37\uff2e", "down", ["\uff24\uff2f\uff37\uff2e"]),
        ("It isn\u2019t here", "isn't", ["isn\u2019t"]),
        ("", "down", []),
    ],
)
def test_whole_stemmed_words(text: str, phrase: str, matched: list[str]) -> None:
    assert [word for word, _ in found(text, phrase)] == matched


def test_overlapping_phrases_are_all_found() -> None:
    hits = found("the data loss prevention tool", "data", "loss", "data loss", "loss prevention tool")
    assert [word for word, _ in hits] == ["data", "data loss", "loss", "loss prevention tool"]


def test_a_phrase_that_breaks_off_falls_back_to_the_next_one() -> None:
    assert found("a b c d", "a b c x", "b c d", "c") == [("b c d", False), ("c", False)]


@pytest.mark.parametrize(
    "text",
    [
        "The printer is not down",
        "The printer isn't down",
        "The printer isn\u2019t down",
        "The printer is not really down",
        "It is no longer down",
        "It has never been down",
        "Nothing is down",
        "None are down",
        "It isnt down",
        "non-down",
        "not slow or down",
        "neither slow nor down",
        "not only slow. Not down",
    ],
)
def test_a_denied_word_is_negated(text: str) -> None:
    assert found(text, "down", "slow")[-1] == ("down", True)


@pytest.mark.parametrize(
    "text",
    [
        "Printer down",
        "No internet, everything down",
        "No internet and email down",
        "I cannot print, printer down",
        "I cannot reach the server down the hall",
        "Not slow but down",
        "Not slow. Down",
        "Not slow down",
        "Not only slow or down",
        "None of these, but down",
        "It was not never down",
        "The server does not respond: down",
        "no (down)",
        "Not only down",
        "Is it down? No.",
    ],
)
def test_what_is_not_denied_counts(text: str) -> None:
    downs = [is_negated for word, is_negated in found(text, "down", "slow") if word.lower() == "down"]
    assert downs == [False]


def test_a_phrase_that_denies_something_is_no_denied_phrase() -> None:
    assert found("There is no internet outage", "no internet", "outage") == [("no internet", False), ("outage", False)]


def test_words_inside_a_denied_phrase_are_denied_with_it() -> None:
    hits = found("No sign of a data loss breach. Data loss", "data loss", "loss", "loss breach", "breach")
    assert hits == [
        ("data loss", True),
        ("loss", True),
        ("loss breach", True),
        ("breach", True),
        ("Data loss", False),
        ("loss", False),
    ]


def test_a_language_without_negations_takes_nothing_as_denied() -> None:
    german = PhraseMatcher(Analyzer("german"), ["Störung"])
    assert [hit.is_negated for hit in german.find("keine Störungen")] == [False]


def test_unknown_language_is_refused() -> None:
    assert "english" in known_languages()
    with pytest.raises(KeyError):
        Analyzer("klingon")


def test_phrases_with_equal_stems_share_a_number() -> None:
    matcher = PhraseMatcher(ENGLISH, ["errors", "error", "!!!"])
    assert matcher.number_of("Error") == 0
    assert matcher.number_of("!!!") is None
    assert len(matcher.find("error and errors")) == 2


def test_long_words_are_compared_as_they_are() -> None:
    word = "running" * 10
    assert stem_word("english", word) == word
    assert normalise_word("Ünïts") == "ünïts"


WORDS = st.lists(st.sampled_from(["down", "slow", "a", "b", "mail"]), min_size=1, max_size=12)


@given(WORDS, st.lists(WORDS.filter(lambda words: len(words) <= 3), min_size=1, max_size=8))
def test_one_pass_finds_what_a_search_of_each_phrase_finds(text: list[str], phrases: list[list[str]]) -> None:
    distinct = {tuple(phrase) for phrase in phrases}
    expected = sorted(
        (at, at + len(phrase) - 1)
        for phrase in distinct
        for at in range(len(text) - len(phrase) + 1)
        if tuple(text[at : at + len(phrase)]) == phrase
    )
    matcher = PhraseMatcher(ENGLISH, [" ".join(phrase) for phrase in phrases])
    assert sorted((hit.first, hit.last) for hit in matcher.find(" ".join(text))) == expected
