"""Who sees which ticket: the same for the list, the item, the search and the room; what is unseen is unknown."""

from __future__ import annotations

from uuid import uuid4

import httpx
import pytest
from sqlalchemy import select

from itsm.domains.tickets.models import Ticket
from itsm.domains.tickets.repository import load_visible
from itsm.domains.tickets.visibility import can_see, visible
from itsm.platform.db.engine import Database
from itsm.platform.errors import NotFound
from tests.conftest import Login
from tests.domains.tickets.helpers import raise_ticket
from tests.factories.world import World

# A ticket of user.ph in IT Support PH, and one of user.us in the network team, by who sees them.
SEES = {
    "user.ph": (True, False),
    "user2.ph": (False, False),
    "user.us": (False, True),
    "agent.ph": (True, False),
    "agent2.ph": (True, True),
    "agent.us": (False, False),
    "network": (False, True),
    "manager.us": (True, True),
    "admin": (True, True),
}


@pytest.mark.asvs("8.2.2", "8.4.1")
@pytest.mark.peer_class("S01")
@pytest.mark.parametrize(("login_name", "expected"), list(SEES.items()))
async def test_list_item_search_and_rule_agree(
    client: httpx.AsyncClient,
    login: Login,
    database: Database,
    world: World,
    login_name: str,
    expected: tuple[bool, bool],
) -> None:
    laptop = await raise_ticket(world.actor("user.ph"), 1, title="Laptop zebra broken")
    network = await raise_ticket(
        world.actor("user.us"), 2, title="Switch zebra broken", category="Network", location="US"
    )
    headers = await login(login_name)
    wanted = {str(t.id) for t, sees in zip((laptop, network), expected, strict=True) if sees}
    for query in ("", "?q=zebra", "?sort=-updated_at", "?sort=number&limit=1", "?view=queue", "?fields=number"):
        found: set[str] = set()
        cursor = ""
        while cursor is not None:
            url = f"/api/tickets{query}" + (f"{'&' if query else '?'}cursor={cursor}" if cursor else "")
            page = (await client.get(url, headers=headers)).json()
            found |= {t["id"] for t in page["items"]}
            cursor = page["next_cursor"]
        assert found == wanted, query
    for ticket, sees in zip((laptop, network), expected, strict=True):
        answer = await client.get(f"/api/tickets/{ticket.id}", headers=headers)
        assert answer.status_code == (200 if sees else 404)
    async with database.reading() as session:
        actor = world.actor(login_name)
        assert {str(key) for key in await session.scalars(select(Ticket.id).where(visible(actor)))} == wanted
        for ticket, sees in zip((laptop, network), expected, strict=True):
            record = await load_visible(session, world.actor("admin"), ticket.id)
            assert can_see(actor, record) is sees
            if not sees:
                with pytest.raises(NotFound):
                    await load_visible(session, actor, ticket.number)


@pytest.mark.asvs("8.2.2")
@pytest.mark.peer_class("S01")
async def test_unseen_is_answered_like_unknown(client: httpx.AsyncClient, login: Login, world: World) -> None:
    made = await raise_ticket(world.actor("user.ph"))
    headers = await login("user2.ph") | {"X-Request-ID": "same-for-both"}
    paths = ("", "/sla", "/timeline", "/audit-log", "/priority-requests")
    for path in paths[:4]:
        bodies = {
            (await client.get(f"/api/tickets/{key}{path}", headers=headers)).content
            for key in (made.id, made.number, uuid4(), "TKT-2026-999999", "nonsense")
        }
        assert len(bodies) == 1, path
    for path, body in (("/transitions", {"to": "closed"}), ("/confirm", None), ("/escalate", {"reason": "Because."})):
        for key in (made.id, uuid4()):
            assert (await client.post(f"/api/tickets/{key}{path}", json=body, headers=headers)).status_code == 404


async def test_an_agent_who_only_raised_a_ticket_is_its_requester(
    client: httpx.AsyncClient, login: Login, world: World
) -> None:
    made = await raise_ticket(world.actor("agent.us"))
    headers = await login("agent.us")
    seen = (await client.get(f"/api/tickets/{made.id}", headers=headers)).json()
    assert seen["allowed_transitions"] == []
    assert (await client.get(f"/api/tickets/{made.id}/audit-log", headers=headers)).status_code == 403
    moved = await client.post(f"/api/tickets/{made.id}/transitions", json={"to": "in_progress"}, headers=headers)
    assert moved.status_code == 403


async def test_only_staff_reads_how_busy_agents_are(client: httpx.AsyncClient, login: Login, world: World) -> None:
    made = await raise_ticket(world.actor("user.ph"))
    mine = (await client.get(f"/api/tickets/{made.id}", headers=await login("user.ph"))).json()
    assert "candidates" not in mine["decision"]["routing"]
    theirs = (await client.get(f"/api/tickets/{made.id}", headers=await login("agent.ph"))).json()
    assert len(theirs["decision"]["routing"]["candidates"]) >= 3


async def test_nobody_unknown_sees_anything(client: httpx.AsyncClient) -> None:
    assert (await client.get("/api/tickets")).status_code == 401
    assert (await client.get(f"/api/tickets/{uuid4()}")).status_code == 401
