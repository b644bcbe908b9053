"""What cells of relations name: pure, every branch."""

from __future__ import annotations

import pytest

from itsm.domains.assets.engine.intake.links import MOST, Link, Others, Wish, meant, read_wishes
from itsm.domains.assets.enums import RelationKind
from itsm.platform.ids import new_id

ONE, TWO, THREE = new_id(), new_id(), new_id()
NEEDS, PART = RelationKind.DEPENDS_ON, RelationKind.PART_OF
OTHERS = Others(
    tags={"SV-1": ONE, "SV-2": TWO},
    names={"CORE SWITCH": [THREE], "PRINTER": [ONE, TWO], "SV-9": [THREE]},
    in_file={"SV-8", "SV-9"},
)


@pytest.mark.parametrize(
    ("given", "wishes"),
    [
        ({}, []),
        ({"name": "SV-1", "depends_on": ""}, []),
        ({"depends_on": "SV-1"}, [Wish(NEEDS, "SV-1")]),
        ({"depends_on": " SV-1 ;; SV-2,\nCore  switch, "}, [Wish(NEEDS, n) for n in ("SV-1", "SV-2", "Core switch")]),
        ({"depends_on": "sv-1; SV-1"}, [Wish(NEEDS, "SV-1")]),
        ({"depends_on": "SV-1", "part_of": "SV-1"}, [Wish(NEEDS, "SV-1"), Wish(PART, "SV-1")]),
    ],
)
def test_what_cells_name(given: dict[str, str], wishes: list[Wish]) -> None:
    assert read_wishes(given) == wishes


@pytest.mark.parametrize(
    ("name", "other"),
    [("sv-1", ONE), ("SV-2", TWO), ("core switch", THREE), ("sv-8", None), ("SV-9", None)],
)
def test_a_name_is_a_tag_of_the_register_or_of_the_file_or_one_assets_name(name: str, other: object) -> None:
    wish = Wish(NEEDS, name)
    assert meant([wish], OTHERS, None, None) == ([Link(wish, other)], [])  # type: ignore[arg-type] - an id or None


@pytest.mark.parametrize(
    ("name", "own_id", "own_tag", "reason"),
    [
        ("nowhere", None, None, "there is no asset “nowhere”, neither in the register nor with this tag in the file"),
        ("Printer", None, None, "several assets are called “Printer”: give the tag"),
        ("sv-8", None, "SV-8", "an asset has no relation to itself"),
        ("sv-1", ONE, None, "an asset has no relation to itself"),
        ("core switch", THREE, "SW-1", "an asset has no relation to itself"),
    ],
)
def test_what_names_nothing_is_refused(name: str, own_id: object, own_tag: str | None, reason: str) -> None:
    links, wrong = meant([Wish(NEEDS, name)], OTHERS, own_id, own_tag)  # type: ignore[arg-type] - an id or None
    assert (links, wrong) == ([], [f"Depends on: {reason}."])


def test_a_row_names_only_so_many() -> None:
    many = [Wish(PART, f"SV-{number}") for number in range(MOST + 1)]
    known = Others(tags={wish.key: new_id() for wish in many}, names={}, in_file=())
    assert meant(many[:-1], known, None, None)[1] == []
    links, wrong = meant(many, known, None, None)
    assert (len(links), wrong) == (MOST + 1, [f"Part of: a row names at most {MOST} assets."])
