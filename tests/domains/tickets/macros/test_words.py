"""Places in canned texts: a closed list, filled once."""

from __future__ import annotations

import pytest

from itsm.domains.tickets.enums import TicketStatus
from itsm.domains.tickets.macros.planning import steps_to
from itsm.domains.tickets.macros.words import NOTHING, Place, fill, unknown_places
from itsm.platform.errors import Conflict

S = TicketStatus


def test_places_are_filled_once() -> None:
    values = {Place.REQUESTER: "{agent}", Place.NUMBER: "TKT-2026-000001", Place.AGENT: "Bea"}
    said = fill("Dear {requester}, {number} is with {agent}. Due {due}. {other} {{number}}", values)
    assert said == f"Dear {{agent}}, TKT-2026-000001 is with Bea. Due {NOTHING}. {{other}} {{TKT-2026-000001}}"


def test_what_looks_like_a_place_and_is_none_is_found() -> None:
    assert unknown_places("{requester} {requestor} {Number} {requestor} {} {a.b} {1}") == ["requestor", "Number"]
    assert unknown_places("".join(f"{{{place.value}}}" for place in Place)) == []


@pytest.mark.parametrize(
    ("status", "to", "steps"),
    [
        (S.NEW, S.NEW, ()),
        (S.NEW, S.IN_PROGRESS, (S.IN_PROGRESS,)),
        (S.NEW, S.PENDING, (S.IN_PROGRESS, S.PENDING)),
        (S.REOPENED, S.RESOLVED, (S.IN_PROGRESS, S.RESOLVED)),
        (S.PENDING, S.RESOLVED, (S.RESOLVED,)),
    ],
)
def test_a_ticket_is_started_on_the_way(
    status: TicketStatus, to: TicketStatus, steps: tuple[TicketStatus, ...]
) -> None:
    assert steps_to(status, to) == steps


@pytest.mark.parametrize("status", [S.RESOLVED, S.CLOSED])
def test_no_macro_reopens(status: TicketStatus) -> None:
    with pytest.raises(Conflict):
        steps_to(status, S.IN_PROGRESS)
