"""Links between tickets: seen from both ends, by those who see both ends."""

from __future__ import annotations

import asyncio
from uuid import uuid4

import httpx
import pytest

from itsm.domains.tickets.links.enums import LinkKind, Relation, kind_of, relation_of
from tests.domains.tickets.comments.desk import Desk, events, rows

INVERSE = {
    "parent_of": "child_of",
    "duplicate_of": "duplicated_by",
    "related": "related",
    "caused_by": "causes",
    "fixed_by": "fixes",
}


async def join(desk: Desk, one: str, relation: str, other: str, who: str = "agent.ph") -> httpx.Response:
    return await desk.post(who, f"/tickets/{one}/links", {"relation": relation, "ticket_id": other})


async def seen(desk: Desk, ticket: str, who: str = "agent.ph") -> list[tuple[str, str]]:
    answer = await desk.get(who, f"/tickets/{ticket}/links")
    return [(item["relation"], item["ticket"]["id"]) for item in answer.json()["items"]]


def test_every_relation_is_stored_once_and_read_back_from_both_ends() -> None:
    for relation in Relation:
        kind, is_source = kind_of(relation)
        assert relation_of(kind, from_source=is_source) is relation
        assert relation_of(kind, from_source=not is_source) is (
            Relation(INVERSE[kind]) if is_source else Relation(kind.value)
        )
    assert {kind_of(relation)[0] for relation in Relation} == set(LinkKind)


@pytest.mark.parametrize("relation", [*INVERSE, *(word for word in INVERSE.values() if word != "related")])
async def test_a_link_is_shown_at_both_ends(desk: Desk, relation: str) -> None:
    one, other = await desk.ticket(), await desk.ticket()
    made = await join(desk, one, relation, other)
    assert made.status_code == 201, made.text
    assert made.json()["ticket"]["id"] == other
    assert made.json()["ticket"].keys() == {"id", "number", "title", "status"}
    back = INVERSE.get(relation) or next(word for word, inverse in INVERSE.items() if inverse == relation)
    assert await seen(desk, one) == [(relation, other)]
    assert await seen(desk, other) == [(back, one)]


async def test_the_other_ticket_may_be_named_by_its_number(desk: Desk) -> None:
    one, other = await desk.ticket(), await desk.ticket()
    number = (await desk.read("agent.ph", other))["number"]
    assert (await join(desk, one, "related", number.lower())).json()["ticket"]["number"] == number


async def test_both_tickets_move_on_and_hear_of_it(desk: Desk) -> None:
    one, other = await desk.ticket(), await desk.ticket()
    before = [(await desk.read("agent.ph", ticket))["version"] for ticket in (one, other)]
    await join(desk, one, "duplicate_of", other)
    after = [(await desk.read("agent.ph", ticket))["version"] for ticket in (one, other)]
    assert after == [version + 1 for version in before]
    (here,), (there,) = await events(one, "ticket.linked"), await events(other, "ticket.linked")
    assert (here.data["relation"], there.data["relation"]) == ("duplicate_of", "duplicated_by")
    number = (await desk.read("agent.ph", one))["number"]
    assert number not in str(there.data), "the other end may be out of its readers' sight"


@pytest.mark.asvs("8.2.2")
@pytest.mark.peer_class("S01", "S02")
async def test_an_unseen_end_is_not_shown_and_cannot_be_told_from_none(desk: Desk) -> None:
    mine = await desk.ticket()
    foreign = await desk.ticket("user.us", team="it_support_us", assignee="agent.us")
    assert (await join(desk, mine, "related", foreign, who="manager.ph")).status_code == 201
    assert await seen(desk, mine, "manager.ph") == [("related", foreign)]
    for who in ("agent.ph", "user.ph"):
        assert await seen(desk, mine, who) == []
    assert await seen(desk, foreign, "user.us") == []
    unseen = await join(desk, mine, "parent_of", foreign)
    unknown = await join(desk, mine, "parent_of", str(uuid4()))
    nonsense = await join(desk, mine, "parent_of", "TKT-1999-999999")
    answers = {(a.status_code, a.json()["detail"], str(a.json()["errors"])) for a in (unseen, unknown, nonsense)}
    assert len(answers) == 1
    assert unseen.status_code == 422


async def test_a_link_to_an_unseen_ticket_cannot_be_taken_away(desk: Desk) -> None:
    mine = await desk.ticket()
    foreign = await desk.ticket("user.us", team="it_support_us", assignee="agent.us")
    made = (await join(desk, mine, "related", foreign, who="manager.ph")).json()
    answers = [
        await desk.ask("agent.ph", "DELETE", f"/tickets/{mine}/links/{made['id']}"),
        await desk.ask("agent.ph", "DELETE", f"/tickets/{mine}/links/{uuid4()}"),
    ]
    assert {(a.status_code, a.json()["code"]) for a in answers} == {(404, "link_not_found")}
    assert await seen(desk, mine, "manager.ph") == [("related", foreign)]


async def test_only_who_works_a_ticket_links_it(desk: Desk) -> None:
    one, other = await desk.ticket(), await desk.ticket()
    assert (await join(desk, one, "related", other, who="user.ph")).status_code == 403
    assert (await join(desk, one, "related", other, who="user2.ph")).status_code == 404
    made = (await join(desk, one, "related", other)).json()["id"]
    assert (await desk.ask("user.ph", "DELETE", f"/tickets/{one}/links/{made}")).status_code == 403
    assert await seen(desk, one, "user.ph") == [("related", other)]


async def test_a_link_is_taken_away_from_either_end(desk: Desk) -> None:
    one, other = await desk.ticket(), await desk.ticket()
    made = (await join(desk, one, "parent_of", other)).json()["id"]
    assert (await desk.ask("agent.ph", "DELETE", f"/tickets/{other}/links/{made}")).status_code == 204
    assert await seen(desk, one) == await seen(desk, other) == []
    (here,), (there,) = await events(one, "ticket.unlinked"), await events(other, "ticket.unlinked")
    assert (here.data["relation"], there.data["relation"]) == ("parent_of", "child_of")


async def test_no_ticket_is_linked_to_itself(desk: Desk) -> None:
    one = await desk.ticket()
    answer = await join(desk, one, "related", one)
    assert (answer.status_code, answer.json()["errors"][0]["code"]) == (422, "same_ticket")


@pytest.mark.parametrize(
    ("first", "second"),
    [("related", "related"), ("parent_of", "parent_of"), ("duplicate_of", "duplicate_of"), ("caused_by", "causes")],
)
async def test_a_link_exists_once_whichever_end_says_it(desk: Desk, first: str, second: str) -> None:
    one, other = await desk.ticket(), await desk.ticket()
    await join(desk, one, first, other)
    again = await join(desk, one, first, other)
    turned = await join(desk, other, second, one)
    assert {(a.status_code, a.json()["code"]) for a in (again, turned)} == {(409, "already_linked")}
    assert (await rows("SELECT count(*) FROM ticket_links"))[0][0] == 1


async def test_a_ticket_has_one_parent_and_no_ring_above_it(desk: Desk) -> None:
    a, b, c = await desk.ticket(), await desk.ticket(), await desk.ticket()
    assert (await join(desk, a, "parent_of", b)).status_code == 201
    assert (await join(desk, c, "child_of", b)).status_code == 201
    ring = await join(desk, c, "parent_of", a)
    second = await join(desk, a, "parent_of", c)
    assert (ring.status_code, ring.json()["code"]) == (409, "parent_ring")
    assert (second.status_code, second.json()["code"]) == (409, "has_parent")


async def test_four_links_at_once_do_not_close_a_ring(desk: Desk) -> None:
    ring = [await desk.ticket() for _ in range(4)]
    pairs = zip(ring, [*ring[1:], ring[0]], strict=True)
    answers = await asyncio.gather(*(join(desk, above, "parent_of", below) for above, below in pairs))
    assert sorted(a.status_code for a in answers) == [201, 201, 201, 409]


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"relation": "related"},
        {"ticket_id": "x"},
        {"relation": "friend_of", "ticket_id": "x"},
        {"relation": "related", "ticket_id": ""},
        {"relation": "related", "ticket_id": 5},
        {"relation": "related", "ticket_id": "x" * 65},
        {"relation": "related", "ticket_id": "' OR 1=1 --"},
    ],
)
async def test_what_is_no_link_is_refused(desk: Desk, body: dict[str, object]) -> None:
    one = await desk.ticket()
    assert (await desk.post("agent.ph", f"/tickets/{one}/links", body)).status_code == 422
    assert await seen(desk, one) == []


async def test_a_repeated_link_is_made_once(desk: Desk) -> None:
    one, other = await desk.ticket(), await desk.ticket()
    body, key = {"relation": "related", "ticket_id": other}, {"Idempotency-Key": "link-1"}
    first = await desk.post("agent.ph", f"/tickets/{one}/links", body, headers=dict(key))
    again = await desk.post("agent.ph", f"/tickets/{one}/links", body, headers=dict(key))
    assert (again.status_code, again.json()) == (201, first.json())
