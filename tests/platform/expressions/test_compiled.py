"""Whether a tree holds, by which words, and why not."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from itsm.platform.expressions.compiled import compile as compiled_from
from itsm.platform.expressions.facts import Facts
from itsm.platform.expressions.rulebook import Rulebook
from itsm.platform.expressions.tree import Node
from tests.platform.expressions.trees import TICKETS, TREES, VOCABULARY, ask, slowly, tree


def holds(data: dict[str, Any], **values: Any) -> bool:
    return compiled_from(tree(data), VOCABULARY).holds(Facts(values))


@given(TREES, TICKETS)
@settings(max_examples=500)
def test_as_the_definition_says(node: Node, values: dict[str, Any]) -> None:
    asked = compiled_from(node, VOCABULARY)
    facts = Facts(values)
    expected = slowly(node, values)
    assert asked.holds(facts) is expected
    assert (asked.mismatches(facts) == ()) is expected
    assert (asked.support(facts) is not None) is expected


@given(st.lists(TREES, max_size=6), TICKETS)
@settings(max_examples=300)
def test_a_rulebook_misses_no_tree_that_holds(trees: list[Node], values: dict[str, Any]) -> None:
    book = Rulebook(trees, VOCABULARY)
    facts = book.facts(values)
    candidates = book.candidates(facts)
    assert candidates == sorted(set(candidates))
    expected = [index for index, node in enumerate(trees) if slowly(node, values)]
    assert [index for index in candidates if book.trees[index].holds(facts)] == expected


def test_an_empty_all_always_holds() -> None:
    assert holds({"all": []})


@pytest.mark.parametrize(
    ("op", "value", "expected"),
    [
        ("at_least", "P2", [True, True, False, False, False]),
        ("at_most", "P2", [False, True, True, True, False]),
        ("between", ["P3", "P2"], [False, True, True, False, False]),
        ("is_none_of", ["P1"], [False, True, True, True, True]),
    ],
)
def test_ranks(op: str, value: Any, expected: list[bool]) -> None:
    assert [holds(ask("priority", op, value), priority=p) for p in ("P1", "P2", "P3", "P4", None)] == expected


def test_departments_are_compared_without_case() -> None:
    assert holds(ask("department", "equals", "FINANCE"), department="Finance")
    assert not holds(ask("department", "equals", "Finance"), department="Finances")


def test_words_are_stemmed_whole_and_may_be_denied() -> None:
    outage = ask("text", "mentions_any", ["outage", "down"])
    assert holds(outage, title="Two outages")
    assert holds(outage, title="x", description="It is down.")
    assert not holds(outage, title="The printer is not down", description="Downtown office")
    assert holds({"not": outage}, title="The printer is not down")
    assert not holds(ask("title", "mentions_any", ["down"]), title="x", description="down")


def test_what_makes_it_hold_in_the_words_of_the_rule() -> None:
    node = tree(
        {
            "all": [
                {"any": [ask("title", "mentions_any", ["outages"]), ask("text", "mentions_all", ["mail", "slow"])]},
                ask("text", "mentions_none", ["test"]),
            ]
        }
    )
    asked = compiled_from(node, VOCABULARY)
    support = asked.support(Facts({"title": "Outage", "description": "Mail is slow"}))
    assert support is not None
    assert [(term, s.field, s.text, s.start, s.end) for term, s in support] == [
        ("outages", "title", "Outage", 0, 6),
        ("mail", "description", "Mail", 0, 4),
        ("slow", "description", "slow", 8, 12),
    ]
    hidden = asked.support(Facts({"title": "Outage"}), lambda sighting: sighting.text == "Outage")
    assert hidden is None
    assert asked.support(Facts({"title": "Outage of a test"}), lambda sighting: sighting.text == "test") is None


def test_a_phrase_that_holds_no_word_is_never_said() -> None:
    node = tree(ask("text", "mentions_all", ["x"]))
    assert not compiled_from(node, VOCABULARY, Rulebook([], VOCABULARY)._words).holds(Facts({"title": "x"}))


def test_why_it_does_not_hold() -> None:
    node = tree(
        {
            "all": [
                ask("vip", "is_true"),
                {"not": ask("priority", "is_one_of", ["P1"])},
                {"any": [ask("age", "at_least", 3), ask("text", "mentions_any", ["down", "out"])]},
            ]
        }
    )
    asked = compiled_from(node, VOCABULARY)
    found = asked.mismatches(Facts({"vip": False, "priority": "P1", "age": 2, "title": "up"}))
    assert [(m.path, m.field, m.is_denied, m.got) for m in found] == [
        ("all.0", "vip", False, ("False",)),
        ("all.1.not", "priority", True, ("P1",)),
        ("all.2.any.0", "age", False, ("2",)),
        ("all.2.any.1", "text", False, ()),
    ]
    assert asked.mismatches(Facts({"vip": True, "title": "down"})) == ()
    assert asked.mismatches(Facts({"vip": True, "priority": "P1", "title": "down"}))[0].path == "all.1.not"
    assert asked.mismatches(Facts({"vip": True}))[0].got == ()


def test_what_is_said_though_it_should_not_be() -> None:
    asked = compiled_from(tree(ask("text", "mentions_none", ["test", "drill"])), VOCABULARY)
    (mismatch,) = asked.mismatches(Facts({"title": "A test"}))
    assert (mismatch.op, mismatch.value, mismatch.got) == ("mentions_none", ("test", "drill"), ("test",))


class TestRulebook:
    TREES = (
        tree(ask("text", "mentions_any", ["outage"])),
        tree({"all": [ask("category", "is_one_of", ["h"]), ask("text", "mentions_all", ["slow", "mail"])]}),
        tree(ask("category", "is_one_of", ["n"])),
        tree({"not": ask("vip", "is_true")}),
        tree({"any": [ask("type", "is_one_of", ["incident"]), ask("text", "mentions_any", ["mail"])]}),
    )

    def candidates(self, **values: Any) -> list[int]:
        book = Rulebook(self.TREES, VOCABULARY)
        return book.candidates(book.facts(values))

    def test_only_what_a_ticket_calls_up_is_tried(self) -> None:
        assert self.candidates(title="x") == [3]
        assert self.candidates(title="Outage", category="h") == [0, 3]
        assert self.candidates(title="slow", category="h") == [1, 3]
        assert self.candidates(title="mail", category="n") == [2, 3, 4]

    def test_other_values_keep_what_was_read(self) -> None:
        book = Rulebook(self.TREES, VOCABULARY)
        facts = book.facts({"title": "Outage", "category": "h"})
        reading = book.reading(facts)
        other = facts.changed(category="n")
        assert book.reading(other) is reading
        assert book.candidates(other) == [0, 2, 3]
        assert facts.values["category"] == "h"


def test_several_languages_at_once() -> None:
    outage = tree(ask("text", "mentions_any", ["Störung", "outage"]))
    both = Rulebook([outage], VOCABULARY, languages=("english", "german"))
    english = Rulebook([outage], VOCABULARY)
    for title, by_english, by_both in (
        ("Störungen", False, True),
        ("Outages", True, True),
        ("no outages", False, False),
        ("no Störungen", False, False),
    ):
        for book, expected in ((english, by_english), (both, by_both)):
            facts = book.facts({"title": title})
            assert book.trees[0].holds(facts) is expected, title
    reading = both.reading(both.facts({"title": "outage"}))
    assert [len(found) for found in reading.present.values()] == [1]
