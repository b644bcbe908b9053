"""A real Redis in cluster mode, three nodes that share the keys: everything the desk does with Redis works there."""

from __future__ import annotations

import socket
import subprocess
import time
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import suppress

import pytest
from redis import Redis
from redis.exceptions import RedisError

from itsm.entrypoints.local.redis import find_redis_server
from itsm.platform.cache import shared
from itsm.platform.cache.redis import RedisPort, set_redis
from itsm.platform.errors import RateLimited
from itsm.platform.http.ratelimit import limit_sensitive
from itsm.platform.ids import new_id
from itsm.platform.jobs.signals import Listener
from itsm.platform.settings import get_settings

PASSWORD = "of this run/only"
SLOTS = 16_384
NODES = 3


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of one node of three; skipped where no Redis server is."""
    program = find_redis_server()
    if program is None:
        pytest.skip("no Redis server here")
    processes, ports = [], []
    for node in range(NODES):
        port = _port_with_bus()
        folder = tmp_path_factory.mktemp(f"node{node}")
        words = ["--port", str(port), "--bind", "127.0.0.1", "--dir", str(folder), "--cluster-enabled", "yes"]
        words += ["--save", "", "--requirepass", PASSWORD, "--masterauth", PASSWORD, "--cluster-node-timeout", "2000"]
        processes.append(subprocess.Popen([program, *words], stdout=subprocess.DEVNULL))  # noqa: S603
        ports.append(port)
    try:
        _join(ports)
        yield f"redis://:of%20this%20run%2Fonly@127.0.0.1:{ports[0]}/0"
    finally:
        for process in processes:
            process.terminate()
        for process in processes:
            process.wait()


def _port_with_bus() -> int:
    """A free port whose partner, ten thousand above, is free too: nodes talk to each other there."""
    while True:
        with socket.socket() as near, socket.socket() as far:
            near.bind(("127.0.0.1", 0))
            port = int(near.getsockname()[1])
            with suppress(OSError, OverflowError):
                far.bind(("127.0.0.1", port + 10_000))
                return port


def _join(ports: list[int]) -> None:
    """Give each node its third of the slots, introduce them, and wait until they agree."""
    nodes = [Redis(port=port, password=PASSWORD) for port in ports]
    for node in nodes:
        _until(node.ping)
    for place, node in enumerate(nodes):
        first, last = SLOTS * place // NODES, SLOTS * (place + 1) // NODES - 1
        node.execute_command("CLUSTER", "ADDSLOTS", *range(first, last + 1))
        node.execute_command("CLUSTER", "MEET", "127.0.0.1", ports[0])
    for node in nodes:
        _until(lambda node=node: node.cluster("info")["cluster_state"] == "ok" and _knows_all(node))
        node.close()


def _knows_all(node: Redis) -> bool:
    return str(node.cluster("info")["cluster_known_nodes"]) == str(NODES)


def _until(is_true: Callable[[], object]) -> None:
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        with suppress(RedisError):
            if is_true():
                return
        time.sleep(0.05)
    pytest.fail("the cluster did not form")


@pytest.fixture
async def port(cluster: str) -> AsyncIterator[RedisPort]:
    port = RedisPort(cluster, is_cluster=True)
    set_redis(port)
    yield port
    set_redis(RedisPort(""))
    await port.close()


async def test_answers_are_shared_wherever_their_keys_lie(port: RedisPort) -> None:
    assert await port.ping()
    run = new_id().hex
    names = [f"{run}:{number}" for number in range(30)]
    for name in names:
        assert await shared.lock(name, 10_000)
        assert not await shared.lock(name, 10_000)
        await shared.keep(name, name.encode(), 60)
        assert await shared.lock(name, 10_000), "keeping an answer frees its lock"
    assert [await shared.load(name) for name in names] == [name.encode() for name in names]
    for name in names:
        await shared.count(f"{name}:counts", "hit")
        assert await shared.counts(f"{name}:counts") == {"hit": 1}


async def test_a_plain_client_would_be_sent_elsewhere(cluster: str) -> None:
    plain = RedisPort(cluster)
    set_redis(plain)
    try:
        found = []
        for number in range(30):
            await shared.keep(f"plain:{number}", b"x", 60)
            found.append(await shared.load(f"plain:{number}"))
        assert None in found, "or this cluster is none"
    finally:
        set_redis(RedisPort(""))
        await plain.close()


@pytest.mark.usefixtures("port")
async def test_limits_count_across_processes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(get_settings(), "rate_limits", True)
    for who in (new_id().hex for _ in range(6)):
        for _ in range(3):
            await limit_sensitive("cluster", who, "3/hour")
        with pytest.raises(RateLimited):
            await limit_sensitive("cluster", who, "3/hour")


async def test_a_wake_up_is_heard_at_another_node(cluster: str, port: RedisPort) -> None:
    other = RedisPort(cluster, is_cluster=True)
    listener = Listener()
    port.start_listening()
    try:
        woken = False
        for _ in range(100):  # the listener may not be connected yet
            await other.publish_wake()
            woken = await listener.wait(0.1)
            if woken:
                break
        assert woken
    finally:
        await other.close()
