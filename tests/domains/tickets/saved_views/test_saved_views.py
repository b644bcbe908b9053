"""Views of the queue: who has them, who changes them, and that their counts are those of the lists."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import httpx
import pytest
from sqlalchemy import text, update

from itsm.domains.tickets.models import Ticket
from itsm.domains.tickets.saved_views.built_in import BUILT_IN
from itsm.platform.actor import system_actor
from itsm.platform.db.engine import Database
from itsm.platform.work import open_work
from tests.conftest import Login
from tests.domains.tickets.helpers import counted, raise_ticket
from tests.factories.world import World

VIEWS = "/api/tickets/views"
LAPTOPS: dict[str, Any] = {"name": "Laptops", "filters": {"tag": "laptop", "view": "queue"}}
SEARCH_TS = Path(__file__).parents[4] / "web/src/features/tickets/search.ts"


async def names(client: httpx.AsyncClient, headers: Mapping[str, str]) -> list[str]:
    return [view["name"] for view in (await client.get(VIEWS, headers=headers)).json()["items"]]


async def counts(client: httpx.AsyncClient, headers: Mapping[str, str]) -> dict[str, int]:
    answer = (await client.get(VIEWS, headers=headers)).json()
    return {entry["key"]: entry["count"] for entry in answer["counts"]}


async def test_kept_changed_and_given_up(client: httpx.AsyncClient, world: World, login: Login) -> None:
    agent = await login("agent.ph")
    made = await client.post(VIEWS, json=LAPTOPS | {"grouping": "status"}, headers=agent)
    assert made.status_code == 201, made.text
    view = made.json()
    assert (view["scope"], view["may_edit"], view["grouping"]) == ("private", True, "status")
    address = f"{VIEWS}/{view['id']}"
    assert (await client.patch(address, json={"name": "Notebooks"}, headers=agent)).status_code == 428
    renamed = await client.patch(address, json={"name": "Notebooks"}, headers=agent | {"If-Match": '"1"'})
    assert (renamed.json()["name"], renamed.json()["version"]) == ("Notebooks", 2)
    stale = await client.patch(address, json={"name": "Old"}, headers=agent | {"If-Match": '"1"'})
    assert stale.status_code == 412
    assert await names(client, agent) == ["Notebooks"]
    assert (await client.delete(address, headers=agent | {"If-Match": '"2"'})).status_code == 204
    assert await names(client, agent) == []


async def test_a_team_sees_its_views_and_nobody_sees_private_ones(
    client: httpx.AsyncClient, world: World, login: Login
) -> None:
    agent, colleague, elsewhere = await login("agent.ph"), await login("agent2.ph"), await login("agent.us")
    team = {"scope": "team", "team_id": str(world.teams["it_support_ph"])}
    ours = (await client.post(VIEWS, json=LAPTOPS | team, headers=agent)).json()
    await client.post(VIEWS, json=LAPTOPS | {"name": "Mine alone"}, headers=agent)
    assert await names(client, agent) == ["Laptops", "Mine alone"]
    assert await names(client, colleague) == ["Laptops"]
    assert await names(client, elsewhere) == []
    address, any_version = f"{VIEWS}/{ours['id']}", {"If-Match": "*"}
    assert (await client.delete(address, headers=colleague | any_version)).status_code == 403
    assert (await client.delete(address, headers=elsewhere | any_version)).status_code == 404


async def test_managers_share_and_agents_do_not(client: httpx.AsyncClient, world: World, login: Login) -> None:
    agent, manager = await login("agent.us"), await login("manager.ph")
    shared = LAPTOPS | {"scope": "shared"}
    assert (await client.post(VIEWS, json=shared, headers=agent)).status_code == 403
    assert (await client.post(VIEWS, json=shared, headers=manager)).status_code == 201
    assert await names(client, agent) == ["Laptops"]
    foreign = LAPTOPS | {"scope": "team", "team_id": str(world.teams["it_support_ph"])}
    assert (await client.post(VIEWS, json=foreign, headers=agent)).status_code == 422


@pytest.mark.parametrize(
    "wrong",
    [
        {"filters": {"colour": "red"}},
        {"filters": {"status": "lost"}},
        {"filters": {"due_within": "soon"}},
        {"filters": {"limit": "5"}},
        {"filters": {"category": "Spaceships"}},
        {"sort": "beauty"},
        {"columns": ["sla", "sla"]},
        {"scope": "team"},
    ],
)
async def test_what_the_list_would_not_take_is_refused(
    client: httpx.AsyncClient, login: Login, wrong: dict[str, Any]
) -> None:
    answer = await client.post(VIEWS, json=LAPTOPS | wrong, headers=await login("agent.ph"))
    assert answer.status_code == 422, answer.text


async def test_counts_are_those_of_the_lists(
    client: httpx.AsyncClient, database: Database, world: World, login: Login
) -> None:
    made = [(await raise_ticket(world.actor("user.ph"), number, tags=("laptop",))).id for number in range(6)]
    made += [(await raise_ticket(world.actor("user.us"), number, location="US")).id for number in range(6, 9)]
    agent = world.users["agent.ph"]
    async with open_work(system_actor()) as work:
        set_to = update(Ticket).execution_options(synchronize_session=False)
        await work.session.execute(set_to.where(Ticket.id.in_(made[:4])).values(assignee_id=agent))
        await work.session.execute(set_to.where(Ticket.id == made[5]).values(assignee_id=None))
        await work.session.execute(set_to.where(Ticket.id.in_(made[:2])).values(next_due_at=text("now()")))
        later = text("now() + interval '3 hours'")
        await work.session.execute(set_to.where(Ticket.id.notin_(made[:2])).values(next_due_at=later))
    for name in ("agent.ph", "manager.ph", "agent.us"):
        headers = await login(name)
        await client.post(VIEWS, json=LAPTOPS, headers=headers)
        view = (await client.get(VIEWS, headers=headers)).json()["items"][0]
        found = await counts(client, headers)
        for key, filters in {**BUILT_IN, view["id"]: view["filters"]}.items():
            listed = await client.get("/api/tickets", params=dict(filters), headers=headers)
            assert found[key] == listed.json()["total"], (name, key)
    at_home = await counts(client, await login("agent.ph"))
    assert (at_home["mine"], at_home["breaching"], at_home["team"]) == (4, 2, 6)


async def test_one_question_counts_every_view(
    client: httpx.AsyncClient, database: Database, world: World, login: Login
) -> None:
    agent = await login("agent.ph")
    await client.get(VIEWS, headers=agent)
    with counted(database) as few:
        await client.get(VIEWS, headers=agent)
    for number in range(12):
        await client.post(VIEWS, json=LAPTOPS | {"name": f"View {number}"}, headers=agent)
    with counted(database) as many:
        answer = await client.get(VIEWS, headers=agent)
    assert len(answer.json()["counts"]) == len(BUILT_IN) + 12
    assert len(many) == len(few)


async def test_a_view_of_a_category_that_is_gone_has_no_count(
    client: httpx.AsyncClient, database: Database, world: World, login: Login
) -> None:
    agent = await login("agent.ph")
    view = (await client.post(VIEWS, json=LAPTOPS, headers=agent)).json()
    async with open_work(system_actor()) as work:
        await work.session.execute(text('UPDATE ticket_views SET filters = \'{"category": "Gone"}\''))
    answer = (await client.get(VIEWS, headers=agent)).json()
    assert [entry["id"] for entry in answer["items"]] == [view["id"]]
    assert view["id"] not in {entry["key"] for entry in answer["counts"]}


async def test_every_act_is_audited(client: httpx.AsyncClient, database: Database, login: Login) -> None:
    agent = await login("agent.ph")
    address = f"{VIEWS}/{(await client.post(VIEWS, json=LAPTOPS, headers=agent)).json()['id']}"
    await client.patch(address, json={"name": "Notebooks"}, headers=agent | {"If-Match": "*"})
    await client.delete(address, headers=agent | {"If-Match": "*"})
    async with database.reading() as session:
        found = await session.scalars(
            text("SELECT action FROM audit_entries WHERE action LIKE 'ticket_view.%' ORDER BY seq")
        )
        assert list(found) == ["ticket_view.created", "ticket_view.updated", "ticket_view.deleted"]


def test_the_browser_asks_for_the_same_built_in_views() -> None:
    written = SEARCH_TS.read_text()
    for name, filters in BUILT_IN.items():
        found = re.search(rf"^  {name}: \{{ (.*) \}},$", written, re.MULTILINE)
        assert found, name
        pairs = (part.split(": ") for part in re.split(r", (?=\w+:)", found[1]))
        assert {key: value.strip("'") for key, value in pairs} == dict(filters), name
