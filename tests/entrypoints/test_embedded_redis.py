from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest
from redis import Redis
from redis.exceptions import AuthenticationError

from itsm.entrypoints.local import redis as module
from itsm.entrypoints.local.redis import MEMORY_URL, EmbeddedRedis, find_redis_server
from tests.entrypoints.conftest import wait_for

needs_redis = pytest.mark.skipif(find_redis_server() is None, reason="no Redis program exists for this machine")


@pytest.fixture
def server(tmp_path: Path) -> Iterator[EmbeddedRedis]:
    server = EmbeddedRedis(tmp_path)
    server.start()
    yield server
    server.stop()


@needs_redis
def test_it_answers_with_its_password_only(server: EmbeddedRedis) -> None:
    with Redis.from_url(server.url) as client:
        assert client.ping() is True
    without_password = "redis://" + server.url.split("@")[1]
    with Redis.from_url(without_password) as client, pytest.raises(AuthenticationError):
        client.ping()


@needs_redis
@pytest.mark.kill
def test_after_kill_9_it_starts_again_under_the_same_url(server: EmbeddedRedis) -> None:
    url = server.url
    assert server.pid is not None
    os.kill(server.pid, signal.SIGKILL)
    wait_for(lambda: not server.is_running, seconds=5, what="Redis is dead")
    server.restart()
    assert server.url == url
    with Redis.from_url(url) as client:
        assert client.ping() is True


@needs_redis
def test_stop_ends_it_and_forgets_its_pid(server: EmbeddedRedis) -> None:
    server.stop()
    assert not server.is_running
    assert not (server.folder / "redis.pid").exists()


def test_a_machine_without_redis_gets_memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "find_redis_server", lambda: None)
    server = EmbeddedRedis(tmp_path)
    assert server.start() == MEMORY_URL
    assert not server.is_running
