"""Two tickets become one and two again; one becomes two: who may, who reads what, which clock holds."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

import httpx
import pytest
from sqlalchemy import text

from itsm.domains.notifications.api import set_mail_room
from itsm.platform.actor import system_actor
from itsm.platform.db.engine import Database
from itsm.platform.mail.outbox import OutboxOnlyMail
from itsm.platform.work import open_work
from tests.conftest import Login
from tests.domains.tickets.helpers import counted, raise_ticket
from tests.factories.world import World

Drain = Callable[[], Awaitable[int]]
Headers = dict[str, str]
Pair = tuple[str, str]


@pytest.fixture(autouse=True)
def _mail_room() -> None:
    set_mail_room(OutboxOnlyMail(), sender="Desk <desk@madison88.example>", public_url="https://desk.example")


@pytest.fixture
async def pair(world: World, drain: Drain) -> Pair:
    """Return an earlier ticket of Ana and a later one of Miguel, both in the same team."""
    kept = await raise_ticket(world.actor("user.ph"), 1)
    later = await raise_ticket(world.actor("user2.ph"), 2)
    await drain()
    return f"/api/tickets/{kept.id}", f"/api/tickets/{later.id}"


async def read(client: httpx.AsyncClient, ticket: str, headers: Headers) -> dict[str, Any]:
    answer = await client.get(ticket, headers=headers)
    assert answer.status_code == 200, answer.text
    return dict(answer.json())


async def say(client: httpx.AsyncClient, ticket: str, headers: Headers, body: str, **more: Any) -> str:
    answer = await client.post(f"{ticket}/comments", json={"body": body} | more, headers=headers)
    assert answer.status_code == 201, answer.text
    return str(answer.json()["id"])


async def said(client: httpx.AsyncClient, ticket: str, headers: Headers) -> list[str]:
    return [item["body"] for item in (await client.get(f"{ticket}/comments", headers=headers)).json()["items"]]


async def merge(client: httpx.AsyncClient, source: str, target: str, headers: Headers, **more: Any) -> httpx.Response:
    one, other = await read(client, source, headers), await read(client, target, headers)
    body = {"into": other["number"], "into_version": other["version"]} | more
    return await client.post(f"{source}/merges", json=body, headers=headers | {"If-Match": f'"{one["version"]}"'})


async def clocks(database: Database, ticket: str) -> list[tuple[str, int, str]]:
    async with database.reading() as session:
        query = "SELECT metric, cycle, state FROM sla_clocks WHERE ticket_id = :id ORDER BY metric, cycle"
        rows = await session.execute(text(query), {"id": ticket.rsplit("/", 1)[1]})
        return [tuple(row) for row in rows]


async def test_what_was_said_is_read_in_the_kept_one(
    client: httpx.AsyncClient, database: Database, pair: Pair, login: Login, drain: Drain
) -> None:
    kept, later = pair
    agent, ana, miguel = await login("agent.ph"), await login("user.ph"), await login("user2.ph")
    await say(client, later, miguel, "Mine, too.")
    await say(client, later, agent, "It is the switch.", is_internal=True)
    await say(client, kept, ana, "Any news?")
    answer = await client.get(f"{later}/merges/preview", params={"into": kept.rsplit("/", 1)[1]}, headers=agent)
    seen = answer.json()
    assert (seen["comments"], seen["notes"], seen["is_same_requester"], seen["refused"]) == (1, 1, False, None)
    made = await merge(client, later, kept, agent, note="We look into both at once.")
    assert made.status_code == 201, made.text
    assert made.json()["may_undo"] is True
    closed = await read(client, later, agent)
    number = (await read(client, kept, agent))["number"]
    assert (closed["status"], closed["resolution_summary"]) == ("closed", f"Goes on in {number}.")
    told = ["Mine, too.", "It is the switch.", "Any news?", "We look into both at once."]
    assert await said(client, kept, agent) == told
    # Two people asked: each reads on in their own alone.
    assert await said(client, kept, ana) == ["Any news?"]
    assert await said(client, later, miguel) == ["Mine, too.", "We look into both at once."]
    await drain()
    async with database.reading() as session:
        mails = await session.execute(text("SELECT template, address FROM deliveries WHERE template LIKE 'ticket_me%'"))
        assert [tuple(mail) for mail in mails] == [("ticket_merged", "user2.ph@madison88.example")]
    # The note was its first answer; solved it was never.
    states = {metric: state for metric, _, state in await clocks(database, later)}
    assert (states["response"], states["resolution"]) == ("met", "cancelled")


async def test_the_same_requester_reads_all_of_it_in_one_place(
    client: httpx.AsyncClient, world: World, login: Login
) -> None:
    ana, agent = await login("user.ph"), await login("agent.ph")
    kept, later = [f"/api/tickets/{(await raise_ticket(world.actor('user.ph'), number)).id}" for number in (1, 2)]
    await say(client, later, ana, "It is worse today.")
    await say(client, later, agent, "Psst.", is_internal=True)
    assert (await merge(client, later, kept, agent)).status_code == 201
    assert await said(client, kept, ana) == ["It is worse today."]
    links = (await client.get(f"{kept}/links", headers=agent)).json()["items"]
    assert [link["relation"] for link in links] == ["duplicated_by"]


async def test_files_follow_and_are_read_by_who_reads_the_kept_one(
    client: httpx.AsyncClient, pair: Pair, login: Login
) -> None:
    kept, later = pair
    agent, ana = await login("agent.ph"), await login("user.ph")
    upload = {"file": ("log.txt", b"a line", "text/plain")}
    file = (await client.post(f"{later}/attachments", files=upload, headers=agent)).json()
    await merge(client, later, kept, agent)
    assert [item["filename"] for item in (await client.get(f"{kept}/attachments", headers=agent)).json()["items"]] == [
        "log.txt"
    ]
    assert (await client.get(f"{kept}/attachments", headers=ana)).json()["items"] == []
    link = await client.post(f"{kept}/attachments/{file['id']}/link", headers=agent)
    assert link.status_code in {200, 201}, link.text
    fetched = await client.get(link.json()["url"])
    assert fetched.content == b"a line"


async def test_undone_while_nobody_has_written(
    client: httpx.AsyncClient, database: Database, pair: Pair, login: Login
) -> None:
    kept, later = pair
    agent, colleague = await login("agent.ph"), await login("agent2.ph")
    await client.post(f"{later}/assign", json={"assignee_id": "me"}, headers=agent)
    await client.post(f"{later}/watchers", json={"user_id": "me"}, headers=colleague)
    before = await read(client, later, agent)
    made = (await merge(client, later, kept, agent)).json()
    watchers = (await client.get(f"{kept}/watchers", headers=agent)).json()["items"]
    assert [one["name"] for one in watchers] == ["Jomar Reyes"]
    undone = await client.post(f"{kept}/merges/{made['id']}/undo", headers=agent)
    assert (undone.status_code, undone.json()["may_undo"]) == (200, False), undone.text
    after = await read(client, later, agent)
    same = ("status", "assignee", "team", "priority", "resolution_summary", "merged_into_id", "closed_at")
    assert {name: after[name] for name in same} == {name: before[name] for name in same}
    assert after["sla"]["resolution"]["state"] == "running"
    assert (await client.get(f"{kept}/watchers", headers=agent)).json()["items"] == []
    assert (await client.get(f"{kept}/links", headers=agent)).json()["items"] == []
    states = {(metric, cycle): state for metric, cycle, state in await clocks(database, later)}
    assert (states["resolution", 1], states["resolution", 2]) == ("cancelled", "running")
    again = await client.post(f"{kept}/merges/{made['id']}/undo", headers=agent)
    assert again.json()["code"] == "merge_undone"


async def test_what_is_written_on_the_closed_one_reaches_the_kept_one_and_stops_an_undo(
    client: httpx.AsyncClient, database: Database, pair: Pair, login: Login, drain: Drain
) -> None:
    kept, later = pair
    agent, miguel = await login("agent.ph"), await login("user2.ph")
    made = (await merge(client, later, kept, agent)).json()
    await client.post(f"{kept}/assign", json={"assignee_id": "me"}, headers=agent)
    await drain()
    await say(client, later, miguel, "Still dead.")
    await drain()
    assert (await said(client, kept, agent))[-1] == "Still dead."
    # Who asked for the kept one is not told who else asked.
    story = (await client.get(f"{kept}/timeline", headers=await login("user.ph"))).json()["items"]
    assert not {"ticket.absorbed", "ticket.followed_up"} & {entry["action"] for entry in story}
    async with database.reading() as session:
        query = "SELECT address FROM deliveries WHERE template = 'ticket_commented' AND subject LIKE :number"
        number = (await read(client, kept, agent))["number"]
        assert list(await session.scalars(text(query), {"number": f"[{number}]%"})) == ["agent.ph@madison88.example"]
    refused = await client.post(f"{kept}/merges/{made['id']}/undo", headers=agent)
    assert (refused.status_code, refused.json()["code"]) == (409, "written_since")
    listed = (await client.get(f"{kept}/merges", headers=agent)).json()["items"]
    assert [one["may_undo"] for one in listed] == [False]


async def test_a_day_later_it_stays_merged(client: httpx.AsyncClient, pair: Pair, login: Login) -> None:
    kept, later = pair
    agent = await login("agent.ph")
    made = (await merge(client, later, kept, agent)).json()
    async with open_work(system_actor()) as work:
        await work.session.execute(text("UPDATE ticket_merges SET merged_at = merged_at - interval '25 hours'"))
    refused = await client.post(f"{kept}/merges/{made['id']}/undo", headers=agent)
    assert refused.json()["code"] == "too_late"


async def test_reopened_it_is_on_its_own_again(
    client: httpx.AsyncClient, database: Database, pair: Pair, login: Login
) -> None:
    kept, later = pair
    agent, miguel = await login("agent.ph"), await login("user2.ph")
    await say(client, later, miguel, "Another thing.")
    await merge(client, later, kept, agent)
    reopened = await client.post(f"{later}/reopen", json={"reason": "It is another fault."}, headers=miguel)
    assert (reopened.status_code, reopened.json()["merged_into_id"]) == (200, None), reopened.text
    assert await said(client, kept, agent) == []
    assert ("resolution", 2, "running") in await clocks(database, later)


async def test_refusals(client: httpx.AsyncClient, world: World, pair: Pair, login: Login) -> None:
    kept, later = pair
    agent, elsewhere, manager = await login("agent.ph"), await login("agent.us"), await login("manager.ph")
    backwards = await merge(client, kept, later, agent)
    assert (backwards.status_code, backwards.json()["code"]) == (409, "older_keeps_clock")
    itself = await merge(client, kept, kept, agent)
    assert itself.json()["errors"][0]["code"] == "same_ticket"
    assert (await client.get(f"{later}/merges", headers=elsewhere)).status_code == 404
    foreign = await raise_ticket(world.actor("user.us"), 3, location="US")
    body = {"into": str(foreign.id), "into_version": foreign.version}
    unseen = await client.post(f"{later}/merges", json=body, headers=agent | {"If-Match": "*"})
    assert (unseen.status_code, unseen.json()["errors"][0]["code"]) == (422, "unknown_reference")
    stale = await client.post(
        f"{later}/merges", json={"into": kept.rsplit("/", 1)[1], "into_version": 99}, headers=agent | {"If-Match": "*"}
    )
    assert stale.status_code == 412
    unread = await client.post(f"{later}/merges", json={"into": kept.rsplit("/", 1)[1]}, headers=agent)
    assert unread.status_code == 428
    assert (await merge(client, kept, later, manager)).status_code == 201
    assert (await merge(client, kept, later, manager)).json()["code"] == "already_merged"


async def test_what_was_merged_before_follows(client: httpx.AsyncClient, world: World, login: Login) -> None:
    agent = await login("agent.ph")
    first, second, third = [
        f"/api/tickets/{(await raise_ticket(world.actor('user.ph'), number)).id}" for number in (1, 2, 3)
    ]
    await say(client, third, agent, "Of the third.")
    await merge(client, third, second, agent)
    made = (await merge(client, second, first, agent)).json()
    assert await said(client, first, agent) == ["Of the third."]
    await client.post(f"{first}/merges/{made['id']}/undo", headers=agent)
    assert (await said(client, first, agent), await said(client, second, agent)) == ([], ["Of the third."])


async def test_a_conversation_costs_the_same_with_merged_tickets(
    client: httpx.AsyncClient, database: Database, pair: Pair, login: Login
) -> None:
    kept, later = pair
    agent = await login("agent.ph")
    await say(client, kept, agent, "One.")
    with counted(database) as few:
        await said(client, kept, agent)
    for number in range(5):
        await say(client, later, agent, f"Message {number}")
    await merge(client, later, kept, agent)
    with counted(database) as many:
        assert len(await said(client, kept, agent)) == 6
    assert len(many) == len(few)


async def test_a_comment_becomes_a_ticket_of_its_own(
    client: httpx.AsyncClient, pair: Pair, login: Login, drain: Drain
) -> None:
    kept, _ = pair
    agent, ana, elsewhere = await login("agent.ph"), await login("user.ph"), await login("agent.us")
    comment = await say(client, kept, ana, "By the way, the printer on floor two is jammed again.")
    note = await say(client, kept, agent, "She calls every day.", is_internal=True)
    body = {"title": "Printer jammed", "description": "The printer on floor two is jammed again."}
    made = await client.post(f"{kept}/comments/{comment}/split", json=body, headers=agent)
    assert made.status_code == 201, made.text
    new, old = made.json(), await read(client, kept, agent)
    assert (new["requester"]["name"], new["category"], new["status"]) == ("Ana Ramirez", old["category"], "new")
    assert new["number"] != old["number"]
    links = (await client.get(f"/api/tickets/{new['id']}/links", headers=agent)).json()["items"]
    assert [(one["relation"], one["ticket"]["number"]) for one in links] == [("related", old["number"])]
    assert (await said(client, kept, agent))[0].startswith("By the way")
    refused = await client.post(f"{kept}/comments/{note}/split", json=body, headers=agent)
    assert refused.json()["errors"][0]["code"] == "is_internal"
    assert (await client.post(f"{kept}/comments/{comment}/split", json=body, headers=ana)).status_code == 403
    assert (await client.post(f"{kept}/comments/{comment}/split", json=body, headers=elsewhere)).status_code == 404
    await drain()
    story = (await client.get(f"{kept}/timeline", headers=agent)).json()["items"]
    assert "ticket.split" in [entry["action"] for entry in story]
