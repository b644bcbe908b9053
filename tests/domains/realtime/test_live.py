"""From a commit to a browser: real database, real sockets, and who may hear what."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Collection, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any
from uuid import UUID

import pytest

from itsm.domains.realtime import live as live_module
from itsm.domains.realtime.gate import MAX_SOCKETS_PER_SESSION, MAX_WATCHES, LiveGate
from itsm.domains.realtime.live import LiveUpdates
from itsm.domains.realtime.ports import LivePorts
from itsm.platform.actor import Actor, Role
from itsm.platform.ids import new_id
from tests.domains.ops.door import an_actor
from tests.domains.realtime.news import News, record, tell
from tests.platform.socket.live_server import serve
from tests.platform.socket.test_hub import Client, until

if TYPE_CHECKING:
    from itsm.platform.db.engine import Database


class Desk:
    """Who holds which token, whose session stands, and which rooms of a ticket each may hear."""

    def __init__(self) -> None:
        self.actors: dict[str, Actor] = {}
        self.tickets: dict[tuple[UUID | None, str], set[str]] = {}
        self.asked = 0

    def add(self, token: str, role: Role = Role.IT_AGENT, *teams: UUID) -> Actor:
        self.actors[token] = an_actor(role, teams=frozenset(teams))
        return self.actors[token]

    def ports(self) -> LivePorts:
        return LivePorts(actor_of_token=self._of_token, actors_now=self._now, ticket_rooms=self._ticket_rooms)

    async def _of_token(self, token: str) -> Actor | None:
        return self.actors.get(token)

    async def _now(self, actors: Collection[Actor]) -> Mapping[UUID, Actor]:
        self.asked += 1
        standing = {actor.session_id: actor for actor in self.actors.values()}
        asked = {actor.session_id for actor in actors}
        return {session: actor for session, actor in standing.items() if session in asked and session is not None}

    async def _ticket_rooms(self, actor: Actor, key: str) -> Collection[str]:
        return self.tickets.get((actor.id, key), set())


@pytest.fixture
def desk() -> Desk:
    return Desk()


@pytest.fixture
async def live(database: Database, desk: Desk, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[LiveUpdates]:
    monkeypatch.setattr(live_module, "CHECK_SECONDS", 0.1)
    updates = LiveUpdates(desk.ports(), origins=set(), host_names={"127.0.0.1"})
    updates.start()
    yield updates
    await updates.stop()


@pytest.fixture
async def connect(live: LiveUpdates) -> AsyncIterator[Callable[[str], Any]]:
    opened: list[Client] = []
    async with serve(live.app) as address:

        async def make(token: str) -> Client:
            client = Client(address)
            opened.append(client)
            await client.connect(token, transports=["websocket"])
            return client

        yield make
        await live.hub.close()
        for client in opened:
            await client.io.disconnect()


def numbers(client: Client) -> list[int]:
    return [payload["n"] for _, payload in client.heard]


async def test_a_commit_reaches_its_rooms_with_a_cursor(desk: Desk, connect: Any) -> None:
    team, other = new_id(), new_id()
    ben = desk.add("ben", Role.IT_AGENT, team)
    desk.add("mia", Role.IT_MANAGER)
    desk.add("eve", Role.IT_AGENT, other)
    clients = {token: await connect(token) for token in ("ben", "mia", "eve")}
    await tell(f"team:{team}", "queue", n=1)
    await tell(f"user:{ben.id}", n=2)
    await tell("all", n=3)
    for client, expected in (("ben", [1, 2, 3]), ("mia", [1, 3]), ("eve", [3])):
        await clients[client].hears(len(expected))
        assert numbers(clients[client]) == expected
    name, payload = clients["ben"].heard[0]
    assert name == "ticket.updated"
    assert payload["cursor"].count(".") == 1


@pytest.mark.asvs("8.2.2")
@pytest.mark.peer_class("S31")
async def test_a_ticket_is_heard_by_who_may_see_it_in_the_part_they_may_see(desk: Desk, connect: Any) -> None:
    ticket = new_id()
    public, staff = f"ticket:{ticket}", f"ticket:{ticket}:staff"
    ana, ben, eve = desk.add("ana", Role.END_USER), desk.add("ben"), desk.add("eve", Role.END_USER)
    desk.tickets = {(ana.id, str(ticket)): {public}, (ben.id, str(ticket)): {public, staff}}
    clients = {token: await connect(token) for token in ("ana", "ben", "eve")}
    answers = [await client.io.call("ticket.watch", {"id": str(ticket)}) for client in clients.values()]
    assert answers == [{"ok": True}, {"ok": True}, {"ok": False, "code": "not_found"}]
    await tell(staff, n=1)
    await tell(public, staff, n=2)
    await tell(f"user:{eve.id}", n=3)
    await asyncio.gather(clients["ana"].hears(1), clients["ben"].hears(2), clients["eve"].hears(1))
    assert [numbers(clients[token]) for token in ("ana", "ben", "eve")] == [[2], [1, 2], [3]]


async def test_unwatching_ends_it(desk: Desk, connect: Any) -> None:
    ana = desk.add("ana", Role.END_USER)
    desk.tickets = {(ana.id, "TKT-2026-000001"): {"ticket:1"}}
    client = await connect("ana")
    await client.io.call("ticket.watch", {"id": "TKT-2026-000001"})
    await client.io.call("ticket.unwatch", {"id": "TKT-2026-000001"})
    await tell("ticket:1", n=1)
    await tell("all", n=2)
    await client.hears(1)
    assert numbers(client) == [2]


@pytest.mark.asvs("8.3.2")
@pytest.mark.peer_class("S31", "S05")
async def test_a_ticket_that_moves_out_of_sight_is_no_longer_heard(desk: Desk, connect: Any) -> None:
    ben, ticket = desk.add("ben"), new_id()
    room = f"ticket:{ticket}"
    desk.tickets = {(ben.id, str(ticket)): {room}}
    client = await connect("ben")
    await client.io.call("ticket.watch", {"id": str(ticket)})
    await tell(room, ticket_id=ticket, n=1)
    await client.hears(1)
    desk.tickets = {}
    await tell(room, ticket_id=ticket, n=2, changed=("team_id",))
    await tell(room, ticket_id=ticket, n=3)
    await tell("all", n=4)
    await client.hears(2)
    assert numbers(client) == [1, 4]


@pytest.mark.asvs("7.4.1", "4.4.4")
@pytest.mark.peer_class("S31", "S05")
async def test_a_revoked_session_is_cut_off_before_the_next_message(desk: Desk, connect: Any) -> None:
    """CVE-2026-59219: a revoked token was fine on Socket.IO."""
    ana = desk.add("ana")
    desk.add("ben")
    gone, stays = await connect("ana"), await connect("ben")
    del desk.actors["ana"]

    class Revoked(News):
        name = "session.revoked"

    await record(Revoked(subject_id=new_id(), rooms=(f"user:{ana.id}", "all"), n=1))
    await stays.hears(1)
    await until(lambda: not gone.io.connected)
    assert gone.heard == []


async def test_without_any_message_a_revoked_session_is_cut_off_as_well(
    desk: Desk, live: LiveUpdates, connect: Any
) -> None:
    desk.add("ana")
    client = await connect("ana")
    del desk.actors["ana"]
    await until(lambda: not client.io.connected)
    assert live.hub.count == 0


async def test_a_changed_team_changes_what_is_heard(desk: Desk, live: LiveUpdates, connect: Any) -> None:
    old, new = new_id(), new_id()
    ben = desk.add("ben", Role.IT_AGENT, old)
    client = await connect("ben")
    desk.actors["ben"] = replace(ben, team_ids=frozenset({new}))
    await live.gate.check_sessions()
    await tell(f"team:{old}", n=1)
    await tell(f"team:{new}", n=2)
    await client.hears(1)
    assert numbers(client) == [2]


async def test_nothing_leaves_on_stale_authority(
    desk: Desk, live: LiveUpdates, connect: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(live_module, "CHECK_SECONDS", 60)
    await asyncio.sleep(0.15)
    desk.add("ana")
    client = await connect("ana")
    del desk.actors["ana"]
    live.gate.checked_at -= live_module.STALE_SECONDS + 1
    await tell("all", n=1)
    await until(lambda: not client.io.connected)
    assert client.heard == []


class Rooms:
    """Stands for the hub in tests of the gate alone."""

    def __init__(self) -> None:
        self.of: dict[str, frozenset[str]] = {}
        self.cut: list[str] = []

    async def set_rooms(self, sid: str, rooms: frozenset[str]) -> None:
        self.of[sid] = rooms

    async def disconnect(self, sid: str) -> None:
        self.cut.append(sid)


@pytest.fixture
def rooms() -> Rooms:
    return Rooms()


@pytest.fixture
def gate(desk: Desk, rooms: Rooms) -> LiveGate:
    return LiveGate(desk.ports(), set_rooms=rooms.set_rooms, disconnect=rooms.disconnect)


@pytest.mark.parametrize(
    "data", [None, {}, [], "x", {"id": 1}, {"id": ""}, {"id": "x" * 41}, {"id": ["x"]}, {"room": "queue"}], ids=str
)
async def test_a_senseless_request_changes_nothing(desk: Desk, gate: LiveGate, rooms: Rooms, data: Any) -> None:
    desk.add("ana")
    await gate.admit("1", "ana")
    assert await gate.receive("1", "ticket.watch", data) == {"ok": False, "code": "bad_request"}
    assert rooms.of == {}


async def test_sockets_and_watches_are_bounded(desk: Desk, gate: LiveGate) -> None:
    ana = desk.add("ana")
    admitted = [await gate.admit(str(n), "ana") for n in range(MAX_SOCKETS_PER_SESSION + 1)]
    assert admitted.index(None) == MAX_SOCKETS_PER_SESSION
    desk.tickets = {(ana.id, str(n)): {f"ticket:{n}"} for n in range(MAX_WATCHES + 1)}
    answers = [(await gate.receive("1", "ticket.watch", {"id": str(n)}))["ok"] for n in range(MAX_WATCHES + 1)]
    assert answers.index(False) == MAX_WATCHES


async def test_one_question_answers_for_all_sessions(desk: Desk, gate: LiveGate) -> None:
    for n in range(50):
        desk.add(str(n))
        await gate.admit(str(n), str(n))
    await gate.check_sessions()
    assert desk.asked == 1


async def test_watches_are_asked_about_again_oldest_first(desk: Desk, gate: LiveGate, rooms: Rooms) -> None:
    ana = desk.add("ana")
    await gate.admit("1", "ana")
    desk.tickets = {(ana.id, key): {f"ticket:{key}"} for key in "ab"}
    for key in "ab":
        await gate.receive("1", "ticket.watch", {"id": key})
    desk.tickets = {}
    await gate.check_oldest_watches(1)
    assert {room for room in rooms.of["1"] if room.startswith("ticket:")} == {"ticket:b"}
    await gate.check_oldest_watches(1)
    assert not {room for room in rooms.of["1"] if room.startswith("ticket:")}


async def test_a_session_that_became_somebody_else_is_cut_off(desk: Desk, gate: LiveGate, rooms: Rooms) -> None:
    ana = desk.add("ana")
    await gate.admit("1", "ana")
    desk.actors["ana"] = replace(ana, id=new_id())
    await gate.check_sessions()
    assert rooms.cut == ["1"]
