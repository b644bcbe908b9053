"""Likeness of texts: the same said again is found, another matter is not."""

from __future__ import annotations

from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from itsm.domains.tickets.similarity import Candidate, likeness, similar, trigrams

TITLE = "Laptop does not start"
TEXT = "It shows a black screen since this morning and the fan runs."


def candidate(title: str, description: str, key: int = 1) -> Candidate:
    return Candidate(
        id=str(UUID(int=key)),
        number=f"TKT-2026-{key:06d}",
        title=title,
        description=description,
        status="new",
        created_at="2026-11-22T00:00:00+00:00",
    )


def test_trigrams_are_those_of_pg_trgm() -> None:
    assert trigrams("cat") == {"  c", " ca", "cat", "at "}
    assert trigrams("  ") == frozenset()


def test_the_same_said_again_is_found_the_most_alike_first() -> None:
    again = candidate("Laptop doesn't start", "Black screen since this morning, the fan runs.", 1)
    same = candidate(TITLE, TEXT, 2)
    other = candidate("Need access to Infor Nexus", "Please grant me access to the vendor portal.", 3)
    found = similar(TITLE, TEXT, [again, other, same])
    assert [UUID(like.candidate.id).int for like in found] == [2, 1]
    assert found[0].score == 1.0


def test_a_shared_word_is_no_duplicate() -> None:
    assert similar(TITLE, TEXT, [candidate("Laptop bag requested", "I would like a bag for my laptop, please.")]) == []


@given(st.text(max_size=80), st.text(max_size=80))
def test_likeness_is_symmetric_and_bounded(left: str, right: str) -> None:
    score = likeness(trigrams(left), trigrams(right))
    assert 0 <= score <= 1
    assert score == likeness(trigrams(right), trigrams(left))
    if trigrams(left):
        assert likeness(trigrams(left), trigrams(left)) == 1
