"""The bell: who is told, what they may still see, putting away and taking back."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any
from uuid import UUID

import pytest
from sqlalchemy import func, select

from itsm.domains.notifications import kinds, subjects
from itsm.domains.notifications.api import Kind, Mail, Subject, deliver_all, register_kind, register_subjects
from itsm.domains.notifications.bell.models import Notice
from itsm.domains.notifications.bell.service import forget_notices
from itsm.domains.notifications.routes import router
from itsm.domains.notifications.templates import TEMPLATES
from itsm.platform.actor import Actor, Role, system_actor
from itsm.platform.db.tables import EventRow
from itsm.platform.ids import new_id
from itsm.platform.work import open_work
from tests.domains.ops.door import a_client, an_actor

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from sqlalchemy.ext.asyncio import AsyncSession

    from itsm.platform.db.engine import Database

pytestmark = pytest.mark.usefixtures("by_outbox")
HOME = "/api/users/me/notifications"


class Room:
    """A room with subjects; what is in `hidden` is seen by nobody any more."""

    def __init__(self) -> None:
        self.hidden: set[UUID] = set()
        self.asked = 0

    async def seen(self, _: AsyncSession, actor: Actor, ids: Collection[UUID]) -> Mapping[UUID, Subject]:
        self.asked += 1
        return {
            one: Subject(f"VPN drops {one}", "TKT-2026-000001", "/queue/TKT-2026-000001", is_staff=actor.is_staff)
            for one in ids
            if one not in self.hidden
        }


@pytest.fixture
def room() -> Iterator[Room]:
    """Answer for tickets."""
    before = dict(subjects._rooms)
    made = Room()
    register_subjects("ticket", made.seen)
    yield made
    subjects._rooms.clear()
    subjects._rooms.update(before)


def comment(to: Actor, ticket: UUID, **changes: Any) -> Mail:
    """Return the news that Ben wrote on a ticket."""
    context = {
        "audience": "staff",
        "number": "TKT-2026-000001",
        "title": "VPN drops",
        "author": "Ben Santos",
        "excerpt": "It is the cable.",
        "is_internal": False,
    }
    return Mail(
        recipient_id=to.id or new_id(),
        address="ana@madison88.example",
        name="Ana Reyes",
        template="ticket_commented",
        context=context | changes,
        thread_key=f"ticket.{ticket}",
    )


async def tell(*mails: Mail, event_id: UUID | None = None) -> None:
    """Tell people of one event."""
    async with open_work(system_actor()) as work:
        await deliver_all(work, event_id or new_id(), mails)


async def test_news_is_grouped_by_ticket_the_latest_first(database: Database, room: Room) -> None:
    ana = an_actor(Role.IT_AGENT)
    first, second = new_id(), new_id()
    for ticket in (first, second, first):
        await tell(comment(ana, ticket))
    async with a_client(ana, router) as client:
        page = (await client.get(HOME)).json()
        count = (await client.get(f"{HOME}/count")).json()
    assert [(group["key"], group["count"]) for group in page["items"]] == [
        (f"ticket.{first}", 2),
        (f"ticket.{second}", 1),
    ]
    assert count == {"count": 2, "has_more": False}
    group = page["items"][0]
    assert (group["title"], group["reference"]) == (f"VPN drops {first}", "TKT-2026-000001")
    assert group["items"][0]["text"] == "Ben Santos wrote:"
    assert group["items"][0]["excerpt"] == "It is the cable."
    assert group["items"][0]["why"] == "You receive this because you take part in this ticket."


async def test_nobody_is_told_twice_and_only_they_hear_it(database: Database, room: Room) -> None:
    ana, ben, event_id = an_actor(Role.IT_AGENT), an_actor(Role.IT_AGENT), new_id()
    for _ in range(2):
        await tell(comment(ana, new_id()), event_id=event_id)
    async with database.reading() as session:
        assert await session.scalar(select(func.count()).select_from(Notice)) == 1
        [event] = await session.scalars(select(EventRow).where(EventRow.name == "notification.created"))
    assert event.live_rooms == [f"user:{ana.id}"]
    assert "VPN" not in str(event.live_message)
    async with a_client(ben, router) as client:
        assert (await client.get(HOME)).json()["items"] == []


@pytest.mark.asvs("8.2.2")
@pytest.mark.peer_class("S01", "S07")
async def test_what_may_no_longer_be_seen_is_not_there(database: Database, room: Room) -> None:
    ana, ticket = an_actor(Role.IT_AGENT), new_id()
    await tell(comment(ana, ticket, is_internal=True))
    async with a_client(ana, router) as client:
        assert len((await client.get(HOME)).json()["items"]) == 1
        room.hidden.add(ticket)
        assert (await client.get(HOME)).json()["items"] == []
        assert (await client.get(f"{HOME}/count")).json()["count"] == 0
    room.hidden.clear()
    demoted = Actor(id=ana.id, name="Ana", role=Role.END_USER, permissions=frozenset({"tickets.create"}))
    async with a_client(demoted, router) as client:
        answer = await client.get(HOME)
    assert answer.json()["items"] == []
    assert "cable" not in answer.text


async def test_put_away_and_taken_back(database: Database, room: Room) -> None:
    ana = an_actor(Role.IT_AGENT)
    first, second = new_id(), new_id()
    await tell(comment(ana, first))
    await tell(comment(ana, second))
    async with a_client(ana, router) as client:
        shown = (await client.get(HOME)).json()["items"]
        await tell(comment(ana, first))
        body = {"keys": None, "up_to": shown[0]["latest_id"]}
        done_at = (await client.post(f"{HOME}/done", json=body)).json()["done_at"]
        left = (await client.get(HOME)).json()["items"]
        assert [(group["key"], group["count"]) for group in left] == [(f"ticket.{first}", 1)]
        assert len((await client.get(f"{HOME}?state=done")).json()["items"]) == 2
        assert (await client.post(f"{HOME}/undo", json={"done_at": done_at})).status_code == 204
        assert (await client.get(f"{HOME}/count")).json()["count"] == 2
        one = {"keys": [f"ticket.{second}"], "up_to": shown[0]["latest_id"]}
        await client.post(f"{HOME}/done", json=one)
        assert [group["key"] for group in (await client.get(HOME)).json()["items"]] == [f"ticket.{first}"]


async def test_nobody_puts_away_what_is_anothers(database: Database, room: Room) -> None:
    ana, ben, ticket = an_actor(Role.IT_AGENT), an_actor(Role.IT_AGENT), new_id()
    await tell(comment(ana, ticket))
    async with a_client(ben, router) as client:
        body = {"keys": [f"ticket.{ticket}"], "up_to": "ffffffff-ffff-7fff-bfff-ffffffffffff"}
        assert (await client.post(f"{HOME}/done", json=body)).status_code == 200
    async with a_client(ana, router) as client:
        assert (await client.get(f"{HOME}/count")).json()["count"] == 1


async def test_pages_hold_each_conversation_once(database: Database, room: Room) -> None:
    ana = an_actor(Role.IT_AGENT)
    tickets = [new_id() for _ in range(5)]
    for ticket in [*tickets, tickets[0]]:
        await tell(comment(ana, ticket))
    keys: list[str] = []
    cursor: str | None = ""
    async with a_client(ana, router) as client:
        while cursor is not None:
            page = (await client.get(f"{HOME}?limit=2" + (f"&cursor={cursor}" if cursor else ""))).json()
            keys += [group["key"] for group in page["items"]]
            cursor = page["next_cursor"]
    assert keys == [f"ticket.{tickets[at]}" for at in (0, 4, 3, 2, 1)]


async def test_one_conversation_and_many_cost_equally_many_questions(database: Database, room: Room) -> None:
    ana = an_actor(Role.IT_AGENT)
    await tell(comment(ana, new_id()))
    async with a_client(ana, router) as client:
        await client.get(HOME)
        few = room.asked
        for _ in range(20):
            await tell(comment(ana, new_id()))
        await client.get(HOME)
    assert room.asked == 2 * few


async def test_mails_about_an_account_are_not_in_the_bell(database: Database, room: Room) -> None:
    ana = an_actor(Role.IT_AGENT)
    mail = Mail(
        recipient_id=ana.id or new_id(), address="a@madison88.example", name="Ana", template="password_changed",
        context={},
    )  # fmt: skip
    await tell(mail)
    async with a_client(ana, router) as client:
        assert (await client.get(HOME)).json()["items"] == []


async def test_old_news_is_forgotten(database: Database, room: Room) -> None:
    await tell(comment(an_actor(), new_id()))
    async with open_work(system_actor()) as work:
        assert await forget_notices(work, before=work.now, limit=10) == 1


def test_another_room_registers_its_own() -> None:
    with pytest.raises(ValueError, match="no mail template"):
        register_kind(Kind(key="moon.rose", name="The moon rose", group="sky", templates=("moon_rose",)))
    with pytest.raises(ValueError, match="belongs to ticket"):
        register_kind(Kind(key="moon.rose", name="The moon rose", group="sky", templates=("ticket_assigned",)))


def test_mails_about_accounts_have_no_kind_and_those_about_tickets_have_one() -> None:
    account = {
        *("password_reset", "invitation", "password_changed", "second_factor_on", "second_factor_off"),
        *("second_factor_reset", "recovery_code_used", "api_token_created", "wrong_codes"),
        # Sent to who asked for it, on a page of its own.
        *("digest", "status_update"),
    }
    assert all(kinds.kind_of(name) is None for name in account)
    assert all(kinds.kind_of(name) for name in TEMPLATES if name.startswith(("ticket_", "sla_", "asset_")))
