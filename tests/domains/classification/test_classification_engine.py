"""Which priority, from where, and why."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from itsm.domains.classification.engine import ChoicePolicy, Rule, RuleSet
from itsm.domains.classification.enums import Source, TextField
from itsm.domains.settings.enums import Impact, Priority, Urgency
from itsm.platform.expressions.fields import Op
from itsm.platform.expressions.tree import AnyOf, Not
from tests.domains.classification.builders import MATRIX, VIP, classify, has_impact, inputs, rule, says

P1, P2, P3, P4 = Priority
OUTAGE = rule(0, P1, "outage", "down", name="Outage")
SLOW = rule(1, P2, "slow", "slow down", name="Slow")
REQUEST = rule(2, P3, "request", "error", name="Request")
FEATURE = rule(3, P4, "feature request", name="Feature request")
RULES = [OUTAGE, SLOW, REQUEST, FEATURE]


class TestSources:
    def test_requesters_choice_comes_first(self) -> None:
        decision = classify(RULES, inputs("Server down", priority=P4))
        assert (decision.priority, decision.source) == (P4, Source.REQUESTER)
        assert decision.rule is None
        assert [other.name for other in decision.other_rules] == ["Outage"]

    def test_a_choice_that_is_not_allowed_is_classified(self) -> None:
        decision = classify(RULES, inputs("Server down", priority=P4), ChoicePolicy(is_allowed=False))
        assert (decision.priority, decision.source, decision.is_choice_refused) == (P1, Source.RULE, True)

    def test_a_choice_above_the_limit_is_classified(self) -> None:
        policy = ChoicePolicy(highest=P2)
        assert classify(RULES, inputs("Hello", priority=P1), policy).source is Source.DEFAULT
        assert classify(RULES, inputs("Hello", priority=P2), policy).source is Source.REQUESTER

    def test_rule_before_matrix(self) -> None:
        decision = classify(RULES, inputs("An error", impact=Impact.COMPANY, urgency=Urgency.HIGH))
        assert (decision.priority, decision.source, decision.rule) == (P3, Source.RULE, "Request")

    def test_matrix_when_no_rule_holds(self) -> None:
        decision = classify(RULES, inputs("Hello", impact=Impact.COMPANY, urgency=Urgency.HIGH))
        assert (decision.priority, decision.source) == (P1, Source.MATRIX)

    @pytest.mark.parametrize(
        ("impact", "urgency"),
        [(None, None), (Impact.COMPANY, None), (None, Urgency.HIGH), (Impact.ONE, Urgency.LOW)],
    )
    def test_p4_when_nothing_says_more(self, impact: Impact | None, urgency: Urgency | None) -> None:
        decision = classify(RULES, inputs("Hello", impact=impact, urgency=urgency))
        assert (decision.priority, decision.source) == (P4, Source.DEFAULT)


class TestRules:
    def test_the_highest_priority_wins_and_names_its_words(self) -> None:
        decision = classify(RULES, inputs("Errors everywhere", "The server is DOWN.", "Slow work"))
        assert (decision.priority, decision.rule, decision.rule_id) == (P1, "Outage", OUTAGE.id)
        match = decision.matched[0]
        assert (match.field, match.term, match.text, match.start, match.end) == (
            TextField.DESCRIPTION,
            "down",
            "DOWN",
            14,
            18,
        )
        assert [other.name for other in decision.other_rules] == ["Slow", "Request"]

    def test_between_equals_the_earlier_rule_wins(self) -> None:
        later, earlier = rule(5, P2, "mail", name="later"), rule(4, P2, "mail", name="earlier")
        assert classify([later, earlier], inputs("Mail")).rule == "earlier"

    def test_a_denied_word_does_not_count_and_is_told(self) -> None:
        decision = classify(RULES, inputs("The printer is not down"))
        assert (decision.priority, decision.source) == (P4, Source.DEFAULT)
        assert [(match.text, match.field) for match in decision.ignored] == [("down", TextField.TITLE)]

    def test_all_terms_must_occur(self) -> None:
        both = rule(0, P1, says("payroll", "late", op=Op.MENTIONS_ALL))
        assert classify([both], inputs("Payroll", "is late")).priority is P1
        assert classify([both], inputs("Payroll", "is early")).priority is P4

    def test_any_and_all_together(self) -> None:
        both = rule(0, P1, "late", "wrong", says("payroll", op=Op.MENTIONS_ALL))
        assert classify([both], inputs("Payroll wrong")).priority is P1
        assert classify([both], inputs("Payroll")).priority is P4
        assert classify([both], inputs("wrong")).priority is P4

    def test_none_terms_must_not_occur(self) -> None:
        guarded = rule(0, P1, "down", says("test server", op=Op.MENTIONS_NONE))
        assert classify([guarded], inputs("Server down")).priority is P1
        assert classify([guarded], inputs("Test servers down")).priority is P4
        assert classify([guarded], inputs("Down, and not a test server")).priority is P1

    def test_fields_of_a_rule(self) -> None:
        impact_only = rule(0, P1, says("down", field="business_impact"))
        assert classify([impact_only], inputs("Server down")).priority is P4
        assert classify([impact_only], inputs(business_impact="All lines down")).priority is P1

    def test_impact_condition(self) -> None:
        company = rule(0, P2, "payroll", has_impact("company"))
        assert classify([company], inputs("Payroll", impact=Impact.COMPANY)).priority is P2
        assert classify([company], inputs("Payroll", impact=Impact.ONE)).priority is P4
        assert classify([company], inputs("Payroll")).priority is P4

    def test_a_rule_on_impact_alone_needs_no_words(self) -> None:
        company = rule(0, P2, has_impact("company"))
        decision = classify([company], inputs("Anything", impact=Impact.COMPANY))
        assert (decision.priority, decision.matched) == (P2, ())

    def test_matches_are_bounded(self) -> None:
        decision = classify(RULES, inputs("down " * 500, "not down. " * 500))
        assert (len(decision.matched), len(decision.ignored)) == (20, 20)


class TestPhrases:
    def test_the_longer_phrase_speaks_for_its_words(self) -> None:
        assert classify(RULES, inputs("Feature request: dark mode")).rule == "Feature request"
        assert classify(RULES, inputs("My laptop slows down")).rule == "Slow"

    def test_the_shorter_word_counts_where_it_stands_alone(self) -> None:
        assert classify(RULES, inputs("Feature request and another request")).rule == "Request"

    def test_a_phrase_of_a_rule_that_does_not_hold_hides_nothing(self) -> None:
        strict = rule(9, P4, says("server is down", "planned", op=Op.MENTIONS_ALL))
        assert classify([OUTAGE, strict], inputs("Server is down")).rule == "Outage"
        assert classify([OUTAGE, strict], inputs("Server is down, planned")).rule == strict.name

    def test_a_phrase_in_another_field_hides_nothing(self) -> None:
        assert classify(RULES, inputs("A request", "feature request")).rule == "Request"

    def test_overlapping_phrases_of_the_same_start(self) -> None:
        rules = [rule(0, P2, "data loss"), rule(1, P3, "data loss prevention"), rule(2, P4, "data")]
        assert classify(rules, inputs("Data loss prevention tool")).priority is P3

    def test_phrases_that_only_overlap_both_count(self) -> None:
        rules = [rule(0, P2, "mail data"), rule(1, P3, "data loss")]
        decision = classify(rules, inputs("mail data loss"))
        assert (decision.priority, len(decision.other_rules)) == (P2, 1)


class TestTrees:
    def test_either_of_two_reasons(self) -> None:
        either = rule(0, P1, AnyOf((says("payroll"), has_impact("company"))))
        assert classify([either], inputs("Payroll")).matched[0].term == "payroll"
        assert classify([either], inputs("Hello", impact=Impact.COMPANY)).priority is P1
        assert classify([either], inputs("Hello")).priority is P4

    def test_a_denied_group(self) -> None:
        quiet = rule(0, P2, "down", Not(AnyOf((says("drill"), has_impact("one")))))
        assert classify([quiet], inputs("Down")).priority is P2
        assert classify([quiet], inputs("Down: a drill")).priority is P4
        assert classify([quiet], inputs("Down", impact=Impact.ONE)).priority is P4

    def test_what_should_not_be_said_counts_also_inside_a_longer_phrase(self) -> None:
        guarded = rule(0, P1, "down", says("request", op=Op.MENTIONS_NONE))
        assert classify([guarded, FEATURE], inputs("Down, feature request")).rule == "Feature request"

    def test_a_reason_without_words_stands_where_its_words_are_hidden(self) -> None:
        either = rule(0, P2, AnyOf((says("request"), has_impact("company"))))
        assert classify([either, FEATURE], inputs("Feature request")).rule == "Feature request"
        assert classify([either, FEATURE], inputs("Feature request", impact=Impact.COMPANY)).priority is P2


class TestVip:
    FLOOR = rule(9, P2, VIP, name="VIP requester", is_floor=True)

    def test_lifts_a_lower_priority(self) -> None:
        decision = classify([*RULES, self.FLOOR], inputs("Hello", is_vip=True))
        assert (decision.priority, decision.source, decision.rule) == (P2, Source.RULE, "VIP requester")
        assert decision.raised_from is P4

    def test_leaves_a_higher_priority_alone(self) -> None:
        decision = classify([*RULES, self.FLOOR], inputs("Outage", is_vip=True))
        assert (decision.rule, decision.raised_from) == ("Outage", None)

    def test_leaves_the_requesters_choice_alone(self) -> None:
        assert classify([self.FLOOR], inputs("Hello", is_vip=True, priority=P4)).priority is P4

    def test_does_not_touch_others(self) -> None:
        assert classify([self.FLOOR], inputs("Hello")).priority is P4

    def test_may_ask_for_words_too(self) -> None:
        worded = rule(9, P1, "board", VIP, is_floor=True)
        assert classify([worded], inputs("Board meeting", is_vip=True)).priority is P1
        assert classify([worded], inputs("Meeting", is_vip=True)).priority is P4


def test_the_stored_explanation_is_whole() -> None:
    decision = classify(
        RULES, inputs("Server down", "no errors", impact=Impact.ONE, priority=P4), ChoicePolicy(is_allowed=False)
    )
    assert decision.to_json() == {
        "priority": "P1",
        "source": "rule",
        "rule": "Outage",
        "rule_id": str(OUTAGE.id),
        "rule_version": 7,
        "matched": [{"field": "title", "term": "down", "text": "down", "start": 7, "end": 11}],
        "ignored": [{"field": "description", "term": "errors", "text": "errors", "start": 3, "end": 9}],
        "other_rules": [],
        "inputs": {"impact": "one", "urgency": None, "priority": "P4", "is_vip": False},
        "is_choice_refused": True,
        "raised_from": None,
    }
    assert classify([], inputs("x")).to_json()["rule_id"] is None


def test_a_term_without_a_word_never_matches() -> None:
    assert classify([rule(0, P1, "!!!", "outage")], inputs("!!!")).priority is P4


TEXTS = st.lists(st.sampled_from(["alpha", "beta", "gamma", "delta", "not", "."]), max_size=15).map(" ".join)
TERMS = st.lists(st.sampled_from(["alpha", "beta", "alpha beta", "gamma delta", "delta"]), min_size=1, max_size=3)


@given(TEXTS, st.lists(st.tuples(st.sampled_from(list(Priority)), TERMS), max_size=6))
@settings(max_examples=200)
def test_order_of_the_list_does_not_matter_only_position(text: str, drafts: list[tuple[Priority, list[str]]]) -> None:
    rules = [rule(position, priority, *terms) for position, (priority, terms) in enumerate(drafts)]
    straight = RuleSet(rules, MATRIX).classify(inputs(text))
    turned = RuleSet(list(reversed(rules)), MATRIX).classify(inputs(text))
    assert straight == turned
    assert all(straight.priority <= other.priority for other in straight.other_rules)


@given(TEXTS, st.lists(st.tuples(st.sampled_from(list(Priority)), TERMS), min_size=1, max_size=6))
@settings(max_examples=200)
def test_rules_that_match_nothing_change_nothing(text: str, drafts: list[tuple[Priority, list[str]]]) -> None:
    rules: list[Rule] = [rule(position, priority, *terms) for position, (priority, terms) in enumerate(drafts)]
    strangers = [rule(100 + n, Priority.P1, f"stranger{n} word") for n in range(50)]
    assert RuleSet(rules, MATRIX).classify(inputs(text)) == RuleSet([*rules, *strangers], MATRIX).classify(inputs(text))


class TestEdges:
    def test_a_choice_that_nobody_made_was_not_refused(self) -> None:
        assert not classify(RULES, inputs("Server down")).is_choice_refused
        assert not classify(RULES, inputs("Hello", priority=P4)).is_choice_refused

    def test_a_floor_that_asks_no_more_changes_nothing(self) -> None:
        floor = rule(9, P1, VIP, name="VIP", is_floor=True)
        decision = classify([*RULES, floor], inputs("Server down", is_vip=True))
        assert (decision.priority, decision.rule) == (P1, "Outage")

    def test_matches_are_told_in_the_order_of_the_ticket(self) -> None:
        two = rule(0, P1, "zebra", "apple", name="Two")
        decision = classify([two], inputs("One apple", "A zebra, then nothing", "apple zebra"))
        assert [(match.field, match.text) for match in decision.matched] == [
            (TextField.TITLE, "apple"),
            (TextField.DESCRIPTION, "zebra"),
            (TextField.BUSINESS_IMPACT, "apple"),
            (TextField.BUSINESS_IMPACT, "zebra"),
        ]

    def test_half_of_impact_and_urgency_asks_no_matrix(self) -> None:
        odd = {(Impact.COMPANY, None): P1}
        decision = RuleSet([], odd, version=1).classify(inputs("Hello", impact=Impact.COMPANY))  # type: ignore[arg-type]
        assert decision.source is Source.DEFAULT

    def test_a_set_of_rules_that_was_never_kept_has_no_version(self) -> None:
        assert RuleSet([], MATRIX).version == 0
