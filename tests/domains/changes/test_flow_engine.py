"""Which way a change goes, what stands in its way, what must be written, who is asked: the pure rules, by example."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from itsm.domains.changes.engine.board import BoardRule, approves_itself, steps_for
from itsm.domains.changes.engine.flow import ENDS, FROM, TO, Obstacle, Situation, moves_from, needs_review, obstacles
from itsm.domains.changes.engine.readiness import Draft, asks_again, is_as_in_template, missing
from itsm.domains.changes.engine.risk import (
    Answer,
    Question,
    Thresholds,
    assess,
    higher,
    is_high,
    missing_answers,
)
from itsm.domains.changes.enums import BoardPhase, ChangeAction, ChangeState, ChangeType, Outcome, RiskLevel

NOW = datetime(2026, 11, 28, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
BOUNDS = Thresholds(medium=20, high=45, critical=70)
_LEVELS = list(RiskLevel)


def question(key: str, *points: int, at_least: RiskLevel | None = None) -> Question:
    answers = [Answer(f"a{index}", f"Answer {index}", point) for index, point in enumerate(points)]
    return Question(key, f"{key}?", (*answers, Answer("never", "Never", 0, at_least)))


@pytest.mark.parametrize(
    ("points", "score", "level"),
    [((0,), 0, "low"), ((19,), 19, "low"), ((20,), 20, "medium"), ((45,), 45, "high"), ((70,), 70, "critical")],
)
def test_the_score_is_a_share_of_all_points(points: tuple[int, ...], score: int, level: str) -> None:
    asked = Question("q", "q?", (Answer("a", "A", points[0]), Answer("most", "Most", 100)))
    risk = assess([asked], {"q": "a"}, BOUNDS)
    assert risk is not None
    assert (risk.score, risk.level) == (score, level)


def test_half_a_percent_goes_up_and_an_answer_can_lift_the_level() -> None:
    asked = Question("q", "q?", (Answer("a", "A", 39), Answer("most", "Most", 200, RiskLevel.HIGH)))
    assert assess([asked], {"q": "a"}, BOUNDS).score == 20  # type: ignore[union-attr]
    lifted = assess([question("x", 9, at_least=RiskLevel.HIGH)], {"x": "never"}, BOUNDS)
    assert lifted is not None
    assert (lifted.score, lifted.level) == (0, RiskLevel.HIGH)


def test_no_risk_while_something_is_unanswered_or_nothing_is_asked() -> None:
    asked = [question("x", 1), question("y", 1)]
    assert assess(asked, {"x": "a0", "y": "no such answer"}, BOUNDS) is None
    assert missing_answers(asked, {"x": "a0"}) == ("y",)
    assert assess([], {}, BOUNDS) is None
    nothing = assess([Question("z", "z?", (Answer("a", "A", 0),))], {"z": "a"}, BOUNDS)
    assert nothing is not None
    assert nothing.score == 0


@given(st.data(), st.lists(st.lists(st.integers(0, 9), min_size=1, max_size=3), min_size=1, max_size=4))
def test_a_worse_answer_never_lowers_the_risk(data: st.DataObject, points: list[list[int]]) -> None:
    asked = [question(f"q{index}", *some) for index, some in enumerate(points)]
    answers = {one.key: data.draw(st.sampled_from([a.key for a in one.answers])) for one in asked}
    before = assess(asked, answers, BOUNDS)
    worst = {one.key: max(one.answers, key=lambda a: a.points).key for one in asked}
    after = assess(asked, answers | {asked[0].key: worst[asked[0].key]}, BOUNDS)
    assert before is not None
    assert after is not None
    assert after.score >= before.score
    assert _LEVELS.index(after.level) >= _LEVELS.index(before.level)
    assert sum(line.points for line in after.lines) >= sum(line.points for line in before.lines)


def test_levels_are_ordered() -> None:
    assert higher(RiskLevel.LOW, RiskLevel.CRITICAL) is RiskLevel.CRITICAL
    assert [is_high(level) for level in (None, *RiskLevel)] == [False, False, False, True, True]


def test_every_state_but_closed_leads_somewhere_and_every_move_to_one_state() -> None:
    for kind in ChangeType:
        for state in ChangeState:
            ways = moves_from(state, kind)
            assert bool(ways) == (state is not ChangeState.CLOSED)
    assert set(TO) | {ChangeAction.FINISH} == set(FROM)
    assert set(ENDS) == set(Outcome)
    assert ChangeAction.START in moves_from(ChangeState.SUBMITTED, ChangeType.EMERGENCY)
    assert ChangeAction.START not in moves_from(ChangeState.SUBMITTED, ChangeType.NORMAL)
    assert ChangeAction.START not in moves_from(ChangeState.DRAFT, ChangeType.EMERGENCY)


def here(**more: object) -> Situation:
    told = {"state": ChangeState.DRAFT, "type": ChangeType.NORMAL, "is_owner": True, "is_implementer": True}
    window = {"starts_at": NOW - HOUR, "ends_at": NOW + HOUR}
    return Situation(**(told | {"is_manager": True} | window | more))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("move", "more", "found"),
    [
        ("submit", {}, []),
        ("submit", {"is_owner": False, "is_implementer": False, "is_manager": False}, ["not_yours"]),
        ("submit", {"is_complete": False, "ends_at": NOW}, ["incomplete", "window_over"]),
        ("submit", {"is_frozen": True}, ["frozen"]),
        ("withdraw", {"is_owner": False, "is_implementer": False, "is_manager": False}, ["not_yours"]),
        ("schedule", {"is_manager": False}, ["needs_manager"]),
        ("schedule", {"has_implementer": False, "starts_at": None, "ends_at": None}, ["no_implementer"]),
        ("start", {"is_manager": False}, []),
        ("start", {"is_manager": False, "is_implementer": False}, ["not_the_implementer"]),
        ("start", {"starts_at": NOW + HOUR, "ends_at": NOW + 2 * HOUR}, ["too_early"]),
        ("start", {"starts_at": NOW - 2 * HOUR, "ends_at": NOW - HOUR}, ["window_over"]),
        ("start", {"starts_at": None, "ends_at": None}, []),
        ("start", {"type": ChangeType.EMERGENCY, "starts_at": NOW + HOUR, "ends_at": NOW + 2 * HOUR}, []),
        ("finish", {"is_manager": False, "is_implementer": False}, ["not_the_implementer"]),
        ("close", {"needs_review": True}, ["review_missing"]),
        ("close", {"needs_review": True, "is_reviewed": True}, []),
        ("close", {"is_late_approval_open": True}, ["late_approval_open"]),
        ("cancel", {}, []),
        ("reopen", {}, []),
    ],
)
def test_what_stands_in_the_way(move: str, more: dict[str, object], found: list[str]) -> None:
    assert obstacles(ChangeAction(move), NOW, here(**more)) == tuple(Obstacle(one) for one in found)


def test_when_a_review_is_needed() -> None:
    assert not needs_review(ChangeType.NORMAL, RiskLevel.MEDIUM, Outcome.SUCCESS)
    assert not needs_review(ChangeType.NORMAL, None, None)
    assert needs_review(ChangeType.EMERGENCY, RiskLevel.LOW, Outcome.SUCCESS)
    assert needs_review(ChangeType.NORMAL, RiskLevel.HIGH, Outcome.SUCCESS)
    assert needs_review(ChangeType.STANDARD, RiskLevel.LOW, Outcome.FAILED)


def test_rules_that_match_are_steps_in_their_order() -> None:
    everywhere = BoardRule(name="all", phase=BoardPhase.BEFORE, types=frozenset(), levels=frozenset())
    risky = BoardRule(
        name="board",
        phase=BoardPhase.BEFORE,
        types=frozenset({ChangeType.NORMAL}),
        levels=frozenset({RiskLevel.HIGH}),
    )
    late = BoardRule(name="late", phase=BoardPhase.AFTERWARDS, types=frozenset(), levels=frozenset())
    rules = (risky, late, everywhere)
    assert steps_for(rules, BoardPhase.BEFORE, ChangeType.NORMAL, RiskLevel.HIGH) == (risky, everywhere)
    assert steps_for(rules, BoardPhase.BEFORE, ChangeType.STANDARD, RiskLevel.HIGH) == (everywhere,)
    assert steps_for(rules, BoardPhase.AFTERWARDS, ChangeType.NORMAL, RiskLevel.LOW) == (late,)


@pytest.mark.parametrize("lacks", [None, "kind", "level", "is_preapproved", "is_as_in_template", "is_frozen"])
def test_what_approves_itself(lacks: str | None) -> None:
    told = {"is_preapproved": True, "is_as_in_template": True, "is_frozen": False}
    if lacks in told:
        told[lacks] = not told[lacks]
    kind = ChangeType.NORMAL if lacks == "kind" else ChangeType.STANDARD
    level = RiskLevel.MEDIUM if lacks == "level" else RiskLevel.LOW
    assert approves_itself(kind, level, **told) == (lacks is None)


def test_what_must_be_written_and_what_asks_again() -> None:
    texts = dict.fromkeys(("business_impact", "implementation_plan", "rollback_plan", "communication_plan"), "x" * 10)
    whole = {"texts": texts, "justification": "", "works_on_something": True, "has_risk": True, "has_template": False}
    window = {"starts_at": NOW, "ends_at": NOW + HOUR}
    assert missing(Draft(type=ChangeType.NORMAL, **whole, **window)) == ()  # type: ignore[arg-type]
    assert missing(Draft(type=ChangeType.EMERGENCY, **whole, **window)) == ("justification",)  # type: ignore[arg-type]
    bare = Draft(
        type=ChangeType.STANDARD,
        texts=texts | {"rollback_plan": " " * 20},
        justification="",
        works_on_something=False,
        has_risk=False,
        has_template=False,
        starts_at=None,
        ends_at=None,
    )
    assert missing(bare) == ("rollback_plan", "systems", "risk_answers", "window", "template_id")
    assert asks_again({"title", "ends_at"})
    assert not asks_again({"title", "communication_plan"})
    assert is_as_in_template({"reason": "b", "test_plan": "c"}, {"reason": "b", "test_plan": ""})
    assert not is_as_in_template({"reason": "b"}, {"reason": "c"})


@pytest.mark.parametrize("who", ["is_owner", "is_implementer", "is_manager"])
def test_any_one_of_those_it_concerns_may_withdraw(who: str) -> None:
    nobody = {"is_owner": False, "is_implementer": False, "is_manager": False}
    assert obstacles(ChangeAction.WITHDRAW, NOW, here(**(nobody | {who: True}))) == ()


def test_a_change_may_begin_in_the_first_second_of_its_window() -> None:
    assert obstacles(ChangeAction.START, NOW, here(starts_at=NOW, ends_at=NOW + HOUR)) == ()


@pytest.mark.parametrize(("starts_at", "ends_at"), [(NOW, None), (None, NOW)])
def test_half_a_window_is_none(starts_at: datetime | None, ends_at: datetime | None) -> None:
    assert "window" in missing(draft(starts_at=starts_at, ends_at=ends_at))


def test_ten_characters_are_a_justification() -> None:
    assert missing(draft(type=ChangeType.EMERGENCY, justification="x" * 10)) == ()
    assert missing(draft(type=ChangeType.EMERGENCY, justification="x" * 9 + "  ")) == ("justification",)


def draft(**more: object) -> Draft:
    texts = dict.fromkeys(("business_impact", "implementation_plan", "rollback_plan", "communication_plan"), "x" * 10)
    told = {"type": ChangeType.NORMAL, "texts": texts, "justification": "", "works_on_something": True}
    rest = {"has_risk": True, "has_template": False, "starts_at": NOW, "ends_at": NOW + HOUR}
    return Draft(**(told | rest | more))  # type: ignore[arg-type]


def test_a_risk_says_what_was_asked_and_answered_and_counts_to_the_point() -> None:
    asked = Question("q", "How many?", (Answer("a", "Some", 994), Answer("most", "All", 2_000)))
    risk = assess([asked], {"q": "a"}, BOUNDS)
    assert risk is not None
    assert [(line.question, line.answer, line.points, line.most) for line in risk.lines] == [
        ("How many?", "Some", 994, 2_000)
    ]
    assert risk.score == 50
    below = Question("q", "How many?", (Answer("a", "Some", 989), Answer("most", "All", 2_000)))
    assert assess([below], {"q": "a"}, BOUNDS).score == 49  # type: ignore[union-attr]
