"""The hub, with real Socket.IO clients over real connections."""

from __future__ import annotations

import asyncio
import contextlib
from typing import TYPE_CHECKING, Any

import httpx
import pytest
import socketio

from itsm.platform.socket import hub as hub_module
from itsm.platform.socket.bucket import TokenBucket
from itsm.platform.socket.guarded import MAX_PACKET_BYTES, PACKET_BURST
from itsm.platform.socket.hub import SocketHub
from tests.platform.socket.live_server import serve

if TYPE_CHECKING:
    from collections.abc import AsyncIterator


class Gate:
    """Admits the tokens in `rooms`; remembers what it is asked."""

    def __init__(self) -> None:
        self.rooms = {"ana": frozenset({"user:ana", "all"}), "ben": frozenset({"user:ben", "all"})}
        self.sids: dict[str, str] = {}
        self.received: list[tuple[str, Any]] = []

    async def admit(self, sid: str, token: str) -> frozenset[str] | None:
        if token == "broken":
            raise RuntimeError("the database is down")
        if token in self.rooms:
            self.sids[token] = sid
        return self.rooms.get(token)

    async def receive(self, sid: str, event: str, data: Any) -> dict[str, Any]:
        assert sid
        self.received.append((event, data))
        return {"ok": True}

    def gone(self, sid: str) -> None:
        self.sids = {token: known for token, known in self.sids.items() if known != sid}


class Client:
    """A browser: collects what it hears."""

    def __init__(self, address: str) -> None:
        self._address = address
        self.io = socketio.AsyncClient(reconnection=False)
        self.heard: list[tuple[str, Any]] = []
        self.io.on("*", self._hear)

    async def _hear(self, event: str, data: Any) -> None:
        self.heard.append((event, data))

    async def connect(self, token: Any, **options: Any) -> None:
        auth = {"token": token} if token is not None else None
        await self.io.connect(self._address, auth=auth, **options)

    async def hears(self, count: int) -> list[tuple[str, Any]]:
        await until(lambda: len(self.heard) >= count)
        return self.heard


async def until(condition: Any, seconds: float = 5) -> None:
    """Wait for `condition`; fail after `seconds`."""
    async with asyncio.timeout(seconds):
        while not condition():  # noqa: ASYNC110 - the condition is another task's
            await asyncio.sleep(0.01)


@pytest.fixture
def gate() -> Gate:
    return Gate()


@pytest.fixture
def hub(gate: Gate) -> SocketHub:
    return SocketHub(gate, origins={"https://desk.example"}, host_names={"127.0.0.1"})


@pytest.fixture
async def address(hub: SocketHub) -> AsyncIterator[str]:
    async with serve(hub.app) as base:
        yield base


@pytest.fixture
async def clients(hub: SocketHub, address: str) -> AsyncIterator[Any]:
    opened: list[Client] = []

    def make() -> Client:
        opened.append(Client(address))
        return opened[-1]

    yield make
    await hub.close()
    for client in opened:
        await client.io.disconnect()


@pytest.mark.parametrize("transport", ["polling", "websocket"])
async def test_a_message_reaches_its_rooms_and_no_other(hub: SocketHub, clients: Any, transport: str) -> None:
    ana, ben = clients(), clients()
    await ana.connect("ana", transports=[transport])
    await ben.connect("ben", transports=[transport])
    await hub.broadcast("ticket.updated", {"id": "1"}, ["user:ana"])
    await hub.broadcast("notice", {"id": "2"}, ["all", "user:ben"])
    assert await ana.hears(2) == [("ticket.updated", {"id": "1"}), ("notice", {"id": "2"})]
    assert await ben.hears(1) == [("notice", {"id": "2"})]


@pytest.mark.asvs("4.4.3")
@pytest.mark.peer_class("S31")
@pytest.mark.parametrize("token", [None, "", "eve", 7, ["ana"], "x" * 5_000, "broken"])
async def test_without_a_good_token_there_is_no_connection(hub: SocketHub, clients: Any, token: Any) -> None:
    client = clients()
    with pytest.raises(socketio.exceptions.ConnectionError) as caught:
        await client.connect(token, transports=["websocket"])
    assert "database" not in str(caught.value)
    assert hub.count == 0


@pytest.mark.asvs("4.4.2")
@pytest.mark.peer_class("S31")
@pytest.mark.parametrize("transport", ["polling", "websocket"])
@pytest.mark.parametrize(
    "origin", ["https://evil.example", "https://desk.example.evil.example", "http://127.0.0.1:1", "null"]
)
async def test_foreign_pages_cannot_connect(clients: Any, origin: str, transport: str) -> None:
    """CVE-2026-59804: no Origin check."""
    with pytest.raises(socketio.exceptions.ConnectionError):
        await clients().connect("ana", headers={"Origin": origin}, transports=[transport])


async def test_own_pages_can_connect(hub: SocketHub, clients: Any, address: str) -> None:
    await clients().connect("ana", headers={"Origin": "https://desk.example"})
    await clients().connect("ben", headers={"Origin": address})
    assert hub.count == 2


@pytest.mark.asvs("8.3.1")
@pytest.mark.peer_class("S31")
async def test_a_client_can_only_watch_and_unwatch(gate: Gate, clients: Any) -> None:
    client = clients()
    await client.connect("ana", transports=["websocket"])
    assert await client.io.call("ticket.watch", {"id": "1"}) == {"ok": True}
    await client.io.emit("enter_room", {"room": "user:ben"})
    assert await client.io.call("ticket.unwatch", {"id": "1"}) == {"ok": True}
    assert [event for event, _ in gate.received] == ["ticket.watch", "ticket.unwatch"]


async def test_rooms_can_change_while_connected(hub: SocketHub, gate: Gate, clients: Any) -> None:
    client = clients()
    await client.connect("ana", transports=["websocket"])
    await hub.set_rooms(gate.sids["ana"], frozenset({"user:ana", "team:1"}))
    await hub.broadcast("a", {}, ["all"])
    await hub.broadcast("b", {}, ["team:1"])
    assert await client.hears(1) == [("b", {})]


async def test_a_connection_can_be_ended(hub: SocketHub, gate: Gate, clients: Any) -> None:
    client = clients()
    await client.connect("ana", transports=["websocket"])
    await hub.disconnect(gate.sids["ana"])
    await until(lambda: not client.io.connected)
    assert (hub.count, gate.sids) == (0, {})


@pytest.mark.asvs("2.4.1")
@pytest.mark.peer_class("S31")
async def test_a_flood_ends_the_connection(hub: SocketHub, clients: Any) -> None:
    client = clients()
    await client.connect("ana", transports=["websocket"])
    for number in range(PACKET_BURST + 20):
        with contextlib.suppress(socketio.exceptions.SocketIOError):
            await client.io.emit("anything", number)
    await until(lambda: hub.count == 0)


@pytest.mark.parametrize(
    "packet",
    [
        "2[]",
        '2{"a":1}',
        "2[[[[",
        '51-["ticket.watch",{"_placeholder":true,"num":0}]',
        "9",
        '{"a":1}',
        "2" + "[" * 9_000,
    ],
    ids=lambda packet: packet[:12],
)
async def test_a_hostile_packet_ends_the_connection(hub: SocketHub, clients: Any, packet: str) -> None:
    client = clients()
    await client.connect("ana", transports=["websocket"])
    await client.io.eio.send(packet)
    await until(lambda: hub.count == 0)


@pytest.mark.peer_class("S24", "S31")
async def test_a_large_packet_ends_the_connection(hub: SocketHub, gate: Gate, clients: Any) -> None:
    client = clients()
    await client.connect("ana", transports=["websocket"])
    await client.io.emit("ticket.watch", {"id": "x" * MAX_PACKET_BYTES})
    await until(lambda: hub.count == 0)
    assert gate.received == []


async def test_a_reader_too_slow_is_cut_off(hub: SocketHub, clients: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hub_module, "MAX_UNREAD_PACKETS", 5)
    await clients().connect("ana", transports=["websocket"])
    for number in range(6):
        # Nothing here yields to the writer, so the packets pile up as behind a stalled line.
        for eio_sid in hub._members(["user:ana"]):
            assert hub._enqueue(eio_sid, hub._encode("n", {"n": number})) is (number < 5)
    await hub.broadcast("n", {}, ["user:ana"])
    await until(lambda: hub.count == 0)


async def test_strangers_are_sent_away(hub: SocketHub, address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    async with httpx.AsyncClient(base_url=address) as http:
        opened = await http.get("/socket.io/", params={"EIO": "4", "transport": "polling"})
        sid = httpx.Response(200, text=opened.text[1:]).json()["sid"]
        assert await hub.close_strangers() == 0
        monkeypatch.setattr(hub_module, "SIGN_IN_SECONDS", 0.0)
        assert await hub.close_strangers() == 1
        again = await http.get("/socket.io/", params={"EIO": "4", "transport": "polling", "sid": sid})
        assert again.status_code == 400


def test_the_bucket_refills_with_time() -> None:
    now = [0.0]
    bucket = TokenBucket(2, 1.0, lambda: now[0])
    assert [bucket.take() for _ in range(3)] == [True, True, False]
    now[0] = 1.5
    assert [bucket.take() for _ in range(2)] == [True, False]
