"""The conversation of a ticket: who says what, who reads it, and what follows from it."""

from __future__ import annotations

import asyncio
from uuid import uuid4

import httpx
import pytest

from itsm.domains.tickets.comments.models import BODY_MAX
from tests.domains.tickets.comments.desk import Desk, events, rows

CANARY = "canary-7f3a the requester must never read this"


async def say(
    desk: Desk, who: str, ticket: str, body: str, *, internal: bool = False, **headers: str
) -> httpx.Response:
    body_json = {"body": body, "is_internal": internal}
    return await desk.post(who, f"/tickets/{ticket}/comments", body_json, headers=headers)


async def test_people_talk_and_read_it_in_order(desk: Desk) -> None:
    ticket = await desk.ticket()
    first = await say(desk, "user.ph", ticket, "It is on line 4.")
    await say(desk, "agent.ph", ticket, "Thank you, I am on my way.")
    await say(desk, "agent.ph", ticket, "Spare part ordered.", internal=True)
    assert first.status_code == 201
    assert first.headers["Location"] == f"/api/tickets/{ticket}/comments/{first.json()['id']}"
    seen = (await desk.get("agent.ph", f"/tickets/{ticket}/comments")).json()
    assert [(c["body"], c["is_internal"], c["is_from_staff"]) for c in seen["items"]] == [
        ("It is on line 4.", False, False),
        ("Thank you, I am on my way.", False, True),
        ("Spare part ordered.", True, True),
    ]
    assert seen["items"][0]["author"] == {"id": str(desk.world.users["user.ph"]), "name": "Ana Ramirez"}
    assert (seen["total"], seen["next_cursor"]) == (3, None)


async def test_pages_follow_one_another_without_gap(desk: Desk) -> None:
    ticket = await desk.ticket()
    for number in range(5):
        await say(desk, "user.ph", ticket, f"No. {number}")
    found, cursor = [], ""
    while cursor is not None:
        query = {"limit": 2} | ({"cursor": cursor} if cursor else {})
        page = (await desk.get("user.ph", f"/tickets/{ticket}/comments", params=query)).json()
        found += [comment["body"] for comment in page["items"]]
        cursor = page["next_cursor"]
    assert found == [f"No. {number}" for number in range(5)]
    broken = await desk.get("user.ph", f"/tickets/{ticket}/comments", params={"cursor": "WyJ4IiwieSJd"})
    assert broken.status_code == 422


async def test_an_unchanged_conversation_is_not_sent_again(desk: Desk) -> None:
    ticket = await desk.ticket()
    path = f"/tickets/{ticket}/comments"
    first = await desk.get("user.ph", path)
    again = await desk.get("user.ph", path, headers={"If-None-Match": first.headers["ETag"]})
    assert again.status_code == 304


async def test_the_first_public_answer_of_the_desk_stops_the_response_clock_once(desk: Desk) -> None:
    ticket = await desk.ticket()
    await say(desk, "user.ph", ticket, "Anybody there?")
    await say(desk, "agent.ph", ticket, "Looking into it.", internal=True)
    before = await desk.read("agent.ph", ticket)
    assert before["first_responded_at"] is None
    assert before["sla"]["response"]["state"] == "running"
    await say(desk, "agent.ph", ticket, "We are on it.")
    answered = await desk.read("agent.ph", ticket)
    assert answered["sla"]["response"]["state"] == "met"
    await say(desk, "agent.ph", ticket, "Fixed soon.")
    later = await desk.read("agent.ph", ticket)
    assert answered["first_responded_at"] is not None
    assert later["first_responded_at"] == answered["first_responded_at"]
    assert later["version"] == answered["version"] + 1 == before["version"] + 2


async def test_an_agent_who_asks_does_not_answer_themselves(desk: Desk) -> None:
    ticket = await desk.ticket("agent.ph", assignee="agent2.ph")
    await say(desk, "agent.ph", ticket, "More details from me.")
    assert (await desk.read("agent2.ph", ticket))["first_responded_at"] is None


async def test_the_requesters_answer_puts_a_ticket_that_waits_for_them_back_to_work(desk: Desk) -> None:
    ticket = await desk.ticket()
    await desk.post("agent.ph", f"/tickets/{ticket}/transitions", {"to": "in_progress"})
    await desk.post("agent.ph", f"/tickets/{ticket}/transitions", {"to": "pending", "pending_reason": "user"})
    await say(desk, "agent.ph", ticket, "Which line is it?")
    assert (await desk.read("agent.ph", ticket))["status"] == "pending"
    await say(desk, "user.ph", ticket, "Line 4.")
    after = await desk.read("agent.ph", ticket)
    assert (after["status"], after["pending_reason"], after["assignee"]["name"]) == ("in_progress", None, "Bea Santos")
    assert [e.name for e in await events(ticket)][-2:] == ["comment.created", "ticket.status_changed"]


async def test_what_is_said_with_a_move_joins_the_conversation_and_is_told_once(desk: Desk) -> None:
    ticket = await desk.ticket()
    await desk.post("agent.ph", f"/tickets/{ticket}/transitions", {"to": "in_progress", "comment": "I have it."})
    (said,) = (await desk.get("user.ph", f"/tickets/{ticket}/comments")).json()["items"]
    assert (said["body"], said["is_from_staff"], said["is_internal"]) == ("I have it.", True, False)
    assert (await desk.read("user.ph", ticket))["first_responded_at"] is not None
    assert [e.name for e in await events(ticket)][-2:] == ["comment.created_with_move", "ticket.status_changed"]


async def test_requesters_read_no_history_of_what_is_not_theirs(desk: Desk) -> None:
    ticket = await desk.ticket()
    await say(desk, "agent.ph", ticket, CANARY, internal=True)
    await desk.post("agent.ph", f"/tickets/{ticket}/watchers", {"user_id": str(desk.world.users["manager.ph"])})
    actions = {}
    for who in ("user.ph", "agent.ph"):
        answer = await desk.get(who, f"/tickets/{ticket}/timeline")
        actions[who] = {entry["action"] for entry in answer.json()["items"]}
    assert {"comment.internal_created", "watcher.added"} <= actions["agent.ph"]
    assert not {"comment.internal_created", "watcher.added"} & actions["user.ph"]


async def test_a_ticket_that_waits_for_somebody_else_goes_on_waiting(desk: Desk) -> None:
    ticket = await desk.ticket()
    await desk.post("agent.ph", f"/tickets/{ticket}/transitions", {"to": "in_progress"})
    await desk.post("agent.ph", f"/tickets/{ticket}/transitions", {"to": "pending", "pending_reason": "vendor"})
    await say(desk, "user.ph", ticket, "Any news?")
    assert (await desk.read("agent.ph", ticket))["status"] == "pending"


async def test_nobody_is_put_in_charge_by_answering(desk: Desk) -> None:
    ticket = await desk.ticket(assignee=None)
    await desk.place(ticket, team="it_support_ph", assignee=None, status="pending", pending_reason="user")
    await say(desk, "user.ph", ticket, "Here is the serial number.")
    after = await desk.read("manager.ph", ticket)
    assert (after["status"], after["assignee"]) == ("in_progress", None)


@pytest.mark.asvs("8.2.1")
async def test_requesters_write_no_notes(desk: Desk) -> None:
    ticket = await desk.ticket()
    answer = await say(desk, "user.ph", ticket, "psst", internal=True)
    assert answer.status_code == 403
    assert (await desk.get("agent.ph", f"/tickets/{ticket}/comments")).json()["items"] == []


@pytest.mark.asvs("8.2.3")
@pytest.mark.peer_class("S07", "S20")
@pytest.mark.parametrize("who", ["user.ph", "agent.us"])
async def test_notes_reach_only_who_works_the_ticket(desk: Desk, who: str) -> None:
    """Also not an agent who raised the ticket and is in another team."""
    ticket = await desk.ticket(who)
    note = (await say(desk, "agent.ph", ticket, CANARY, internal=True)).json()
    public = (await say(desk, "agent.ph", ticket, "All fine.")).json()
    answers = [
        await desk.get(who, f"/tickets/{ticket}/comments"),
        await desk.get(who, f"/tickets/{ticket}/comments/{note['id']}"),
        await desk.get(who, f"/tickets/{ticket}/comments/{note['id']}/revisions"),
        await desk.get(who, f"/tickets/{ticket}"),
        await desk.ask(
            who,
            "PATCH",
            f"/tickets/{ticket}/comments/{note['id']}",
            json={"body": "x"},
            headers={"If-Match": "*"},
        ),
    ]
    assert not any("canary" in answer.text for answer in answers)
    assert [answer.status_code for answer in answers] == [200, 404, 404, 200, 404]
    assert [c["id"] for c in answers[0].json()["items"]] == [public["id"]]
    assert answers[0].json()["total"] == 1


@pytest.mark.asvs("8.2.3")
@pytest.mark.peer_class("S31", "S07")
async def test_live_messages_of_notes_stay_in_the_rooms_of_staff(desk: Desk) -> None:
    ticket = await desk.ticket()
    await say(desk, "agent.ph", ticket, CANARY, internal=True)
    await say(desk, "agent.ph", ticket, "In public.")
    users, team = desk.world.users, desk.world.teams["it_support_ph"]
    staff = {f"ticket:{ticket}:staff", "queue", f"team:{team}", f"user:{users['agent.ph']}"}
    note, public = await events(ticket, "comment.%")
    assert (note.name, set(note.live_rooms)) == ("comment.internal_created", staff)
    assert (public.name, set(public.live_rooms)) == (
        "comment.created",
        staff | {f"ticket:{ticket}", f"user:{users['user.ph']}"},
    )
    assert "canary" not in str(note.live_message)
    assert (note.data["is_internal"], public.data["is_internal"]) == (True, False)
    assert note.live_message["type"] == "comment.created"


async def test_an_agent_who_asked_hears_no_note_even_when_they_have_the_ticket(desk: Desk) -> None:
    ticket = await desk.ticket("agent.ph", assignee="agent.ph")
    await say(desk, "agent2.ph", ticket, CANARY, internal=True)
    (note,) = await events(ticket, "comment.%")
    assert f"user:{desk.world.users['agent.ph']}" not in note.live_rooms


@pytest.mark.asvs("8.2.2")
@pytest.mark.peer_class("S01")
async def test_strangers_find_nothing_and_the_same_nothing(desk: Desk) -> None:
    ticket = await desk.ticket()
    comment = (await say(desk, "agent.ph", ticket, "Hello")).json()["id"]
    for who in ("user2.ph", "agent.us"):
        unseen = [
            await desk.get(who, f"/tickets/{ticket}/comments"),
            await say(desk, who, ticket, "me too"),
            await desk.get(who, f"/tickets/{ticket}/comments/{comment}"),
        ]
        unknown = await desk.get(who, f"/tickets/{uuid4()}/comments")
        bodies = {(a.status_code, a.json()["code"], a.json()["detail"]) for a in [*unseen, unknown]}
        assert bodies == {(404, "ticket_not_found", "There is no such ticket.")}
    assert (await desk.get("agent.ph", f"/tickets/{ticket}/comments")).json()["total"] == 1


async def test_a_comment_of_another_ticket_is_not_found_under_this_one(desk: Desk) -> None:
    mine, other = await desk.ticket(), await desk.ticket("user2.ph")
    foreign = (await say(desk, "agent.ph", other, "Not yours")).json()["id"]
    answer = await desk.get("user.ph", f"/tickets/{mine}/comments/{foreign}")
    assert (answer.status_code, answer.json()["code"]) == (404, "comment_not_found")


async def test_an_author_corrects_and_the_earlier_text_is_kept(desk: Desk) -> None:
    ticket = await desk.ticket()
    made = (await say(desk, "agent.ph", ticket, "Restart it twise.")).json()
    path = f"/tickets/{ticket}/comments/{made['id']}"
    fixed = await desk.ask("agent.ph", "PATCH", path, json={"body": "Restart it twice."}, headers={"If-Match": '"1"'})
    assert (fixed.status_code, fixed.json()["body"], fixed.json()["version"]) == (200, "Restart it twice.", 2)
    assert fixed.json()["edited_at"] is not None
    for who in ("agent.ph", "agent2.ph"):
        earlier = (await desk.get(who, f"{path}/revisions")).json()["items"]
        assert [(r["version"], r["body"]) for r in earlier] == [(1, "Restart it twise.")]
    assert (await desk.get("user.ph", f"{path}/revisions")).status_code == 403
    assert [e.name for e in await events(ticket, "comment.%")] == ["comment.created", "comment.edited"]


async def test_a_correction_needs_the_present_version(desk: Desk) -> None:
    ticket = await desk.ticket()
    made = (await say(desk, "user.ph", ticket, "One")).json()
    path = f"/tickets/{ticket}/comments/{made['id']}"
    blind = await desk.ask("user.ph", "PATCH", path, json={"body": "Two"})
    stale = await desk.ask("user.ph", "PATCH", path, json={"body": "Two"}, headers={"If-Match": '"7"'})
    assert (blind.status_code, stale.status_code) == (428, 412)
    assert (await desk.get("user.ph", path)).json()["body"] == "One"


@pytest.mark.asvs("8.2.2")
@pytest.mark.peer_class("S40")
async def test_only_the_author_corrects(desk: Desk) -> None:
    ticket = await desk.ticket()
    made = (await say(desk, "user.ph", ticket, "Mine")).json()
    path = f"/tickets/{ticket}/comments/{made['id']}"
    for who in ("agent.ph", "admin"):
        answer = await desk.ask(who, "PATCH", path, json={"body": "Yours"}, headers={"If-Match": "*"})
        assert answer.status_code == 403
    assert (await desk.get("user.ph", path)).json()["body"] == "Mine"


async def test_a_repeated_comment_is_written_once(desk: Desk) -> None:
    ticket = await desk.ticket()
    first = await say(desk, "user.ph", ticket, "Hello", **{"Idempotency-Key": "k-1"})
    again = await say(desk, "user.ph", ticket, "Hello", **{"Idempotency-Key": "k-1"})
    other = await say(desk, "user.ph", ticket, "Hullo", **{"Idempotency-Key": "k-1"})
    assert (again.status_code, again.json()) == (201, first.json())
    assert again.headers["Idempotent-Replayed"] == "true"
    assert other.status_code == 422
    assert (await desk.get("user.ph", f"/tickets/{ticket}/comments")).json()["total"] == 1


async def test_many_at_once_each_get_their_version(desk: Desk) -> None:
    ticket = await desk.ticket()
    before = (await desk.read("agent.ph", ticket))["version"]
    await desk.get("user.ph", f"/tickets/{ticket}")
    answers = await asyncio.gather(
        *(say(desk, who, ticket, f"No. {n}") for n in range(5) for who in ("agent.ph", "user.ph"))
    )
    assert {answer.status_code for answer in answers} == {201}
    versions = [e.data["version"] for e in await events(ticket, "comment.%")]
    assert sorted(versions) == [before + n for n in range(1, 11)]
    responded = await rows("SELECT count(*) FROM tickets WHERE id = :id AND first_responded_at IS NOT NULL", id=ticket)
    assert responded[0][0] == 1


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"body": ""},
        {"body": "   \n "},
        {"body": "x" * (BODY_MAX + 1)},
        {"body": "nul \x00"},
        {"body": "bidi \u202e"},
        {"body": None},
        {"body": 5},
        {"body": ["x"]},
        {"body": "x", "is_internal": "perhaps"},
        {"body": "x", "author_id": str(uuid4())},
        {"body": "x", "created_at": "2020-01-01T00:00:00Z"},
        {"body": "x", "is_from_staff": True},
    ],
)
async def test_what_is_no_comment_is_refused(desk: Desk, body: dict[str, object]) -> None:
    ticket = await desk.ticket()
    answer = await desk.post("user.ph", f"/tickets/{ticket}/comments", body)
    assert answer.status_code == 422
    assert await events(ticket, "comment.%") == []


@pytest.mark.asvs("1.2.1", "1.3.1", "1.3.5")
@pytest.mark.peer_class("S09")
async def test_markup_is_only_text(desk: Desk) -> None:
    ticket = await desk.ticket()
    body = "<script>alert(1)</script> **not bold** {{7*7}}"
    assert (await say(desk, "user.ph", ticket, body)).json()["body"] == body
