"""The pure decisions of the register: lives, fields, and what breaks, the last held against slow oracles."""

from __future__ import annotations

import itertools
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from itsm.domains.assets.engine.fields import FieldSpec, check_values, specs
from itsm.domains.assets.engine.impact import Harm, Support, distances, spread
from itsm.domains.assets.engine.lifecycle import MOVES, can_move, needs_note, status_when_held
from itsm.domains.assets.enums import AssetStatus, FieldKind

_NODES = st.integers(0, 9)
EDGES = st.lists(st.tuples(_NODES, _NODES).filter(lambda e: e[0] != e[1]), max_size=25)


def test_every_status_has_its_moves_and_a_way_back() -> None:
    assert set(MOVES) == set(AssetStatus)
    for old, new in itertools.product(AssetStatus, AssetStatus):
        assert can_move(old, new) == (new in MOVES[old])
        if can_move(old, new):
            assert distances([(a, b) for a in MOVES for b in MOVES[a]], [new])[old] >= 0
    assert not can_move(AssetStatus.RETIRED, AssetStatus.ACTIVE)


def test_what_is_disposed_of_or_brought_back_needs_a_reason() -> None:
    reasons = {(o, n) for o in MOVES for n in MOVES[o] if needs_note(o, n)}
    assert reasons == {(o, n) for o in MOVES for n in MOVES[o] if n in {"retired", "lost"} or o == "retired"}


def test_who_gets_a_thing_from_stock_uses_it() -> None:
    assert status_when_held(AssetStatus.IN_STOCK, is_held=True) is AssetStatus.ACTIVE
    assert status_when_held(AssetStatus.ACTIVE, is_held=False) is AssetStatus.IN_STOCK
    assert status_when_held(AssetStatus.FOR_REPAIR, is_held=True) is AssetStatus.FOR_REPAIR
    assert status_when_held(AssetStatus.FOR_REPAIR, is_held=False) is AssetStatus.FOR_REPAIR


@pytest.mark.parametrize(
    ("kind", "good", "bad"),
    [
        (FieldKind.TEXT, "x", 5),
        (FieldKind.NUMBER, 1.5, "1.5"),
        (FieldKind.NUMBER, 0, True),
        (FieldKind.NUMBER, -1, float("inf")),
        (FieldKind.DATE, "2027-01-31", "2027-02-31"),
        (FieldKind.SWITCH, False, 0),
        (FieldKind.CHOICE, "a", "c"),
    ],
)
def test_a_field_takes_what_it_is_for(kind: FieldKind, good: Any, bad: Any) -> None:
    wanted = [FieldSpec(key="f", label="F", kind=kind, choices=("a", "b"))]
    assert check_values(wanted, {"f": good}) == ({"f": good}, {})
    assert list(check_values(wanted, {"f": bad})[1]) == ["f"]


def test_needed_unknown_and_empty_values_are_told_apart() -> None:
    wanted = specs(
        [{"key": "a", "label": "A", "kind": "text", "is_required": True}, {"key": "b", "label": "B", "kind": "text"}]
    )
    assert check_values(wanted, {"a": "", "b": None, "c": 1}) == (
        {},
        {"a": "is needed", "c": "is not a field of this type"},
    )
    assert check_values(wanted, {"a": "x", "b": "y" * 501})[1].keys() == {"b"}


def _closure(edges: list[tuple[int, int]], start: int) -> set[int]:
    """Reach by brute force: repeat until nothing is new."""
    reached = {start}
    while more := {b for a, b in edges if a in reached} - reached:
        reached |= more
    return reached


def _failing(edges: set[tuple[int, int]], start: int, needed: dict[int, int | None], down: set[int]) -> set[int]:
    """Who fails by brute force: look at everything again until nothing changes."""
    failed = {start}
    up_today = {e: {c for c, x in edges if x == e and (c == start or c not in down)} for _, e in edges}
    while True:
        more = set()
        for effect, causes in up_today.items():
            left = causes - failed
            want = len(causes) if needed.get(effect) is None else needed[effect]
            touched = any(x == effect and c in failed for c, x in edges)
            if effect not in failed and touched and len(left) < (want or 0):
                more.add(effect)
        if not more:
            return failed
        failed |= more


@given(EDGES, _NODES)
def test_reach_agrees_with_the_slow_way(edges: list[tuple[int, int]], start: int) -> None:
    assert set(distances(edges, [start])) == _closure(edges, start)


@given(EDGES, _NODES, st.integers(0, 4))
def test_no_asset_is_nearer_than_its_steps(edges: list[tuple[int, int]], start: int, depth: int) -> None:
    found, whole = distances(edges, [start], depth=depth), distances(edges, [start])
    assert found == {one: steps for one, steps in whole.items() if steps <= depth}
    for a, b in edges:
        if a in whole:
            assert whole[b] <= whole[a] + 1


@given(EDGES, _NODES, st.dictionaries(_NODES, st.integers(1, 3)), st.sets(_NODES, max_size=3))
def test_who_fails_agrees_with_the_slow_way(
    edges: list[tuple[int, int]], start: int, needed: dict[int, int], down: set[int]
) -> None:
    unique = set(edges)
    down -= {start}
    supports = {
        e: Support(
            total=len({c for c, x in unique if x == e}),
            already_down=len({c for c, x in unique if x == e and c in down}),
            needed=needed.get(e),
        )
        for _, e in unique
    }
    struck = spread(edges, [start], supports, down=down)
    assert set(struck) == _closure(edges, start)
    assert {one for one, s in struck.items() if s.harm is Harm.FAILS} == _failing(unique, start, dict(needed), down)


def test_two_of_three_hold_out_and_spare_what_stands_behind() -> None:
    edges = [("web1", "cluster"), ("web2", "cluster"), ("web3", "cluster"), ("cluster", "shop")]
    supports = {"cluster": Support(3, 0, 2), "shop": Support(1)}
    one = spread(edges, ["web1"], supports)
    assert (one["cluster"].harm, one["cluster"].up, one["cluster"].needed) == (Harm.WEAKENED, 2, 2)
    assert one["shop"].harm is Harm.SPARED
    two = spread(edges, ["web1", "web2"], supports)
    assert {name for name, s in two.items() if s.harm is Harm.FAILS} == {"web1", "web2", "cluster", "shop"}
    in_repair = spread(edges, ["web1"], {"cluster": Support(3, 1, 2), "shop": Support(1)}, down={"web2"})
    assert in_repair["shop"].harm is Harm.FAILS
