from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import create_async_engine

from itsm.entrypoints.local.errors import LocalStartError
from itsm.entrypoints.local.postgres import EmbeddedPostgres
from tests.entrypoints.conftest import wait_for


@pytest.fixture
def server(tmp_path: Path) -> Iterator[EmbeddedPostgres]:
    server = EmbeddedPostgres(tmp_path / "home", durable=False)
    server.start()
    yield server
    server.stop()


async def test_the_url_reaches_the_product_database_as_an_ordinary_role(server: EmbeddedPostgres) -> None:
    engine = create_async_engine(server.url())
    async with engine.connect() as connection:
        row = (await connection.execute(text("SELECT current_user, current_database()"))).one()
    await engine.dispose()
    assert tuple(row) == ("itsm", "itsm")
    assert server.query("SELECT rolsuper FROM pg_roles WHERE rolname = 'itsm'") == "f"


def test_commits_are_durable_and_text_sorts_the_same_everywhere(server: EmbeddedPostgres) -> None:
    assert server.query("SHOW synchronous_commit") == "on"
    provider = "SELECT datlocprovider, datlocale FROM pg_database WHERE datname = 'itsm'"
    assert server.query(provider) == "b|C.UTF-8"


def test_the_server_listens_on_this_machine_only_and_asks_for_a_password(server: EmbeddedPostgres) -> None:
    assert server.query("SHOW listen_addresses") == "127.0.0.1"
    rules = "SELECT DISTINCT type, auth_method FROM pg_hba_file_rules ORDER BY 1"
    assert server.query(rules) == "host|scram-sha-256\nlocal|trust"
    assert server.socket_folder.stat().st_mode & 0o777 == 0o700


def test_data_survives_a_stop_and_a_start(server: EmbeddedPostgres) -> None:
    server.query("CREATE TABLE kept AS SELECT 42 AS answer", database="itsm")
    server.stop()
    assert not server.is_running
    server.start()
    assert server.query("SELECT answer FROM kept", database="itsm") == "42"


def test_emptying_leaves_a_new_database_of_the_product(server: EmbeddedPostgres) -> None:
    server.query("CREATE TABLE half_filled (id int)", database="itsm")
    server.empty_database()
    assert server.query("SELECT to_regclass('half_filled') IS NULL", database="itsm") == "t"
    assert server.query("SELECT pg_get_userbyid(datdba) FROM pg_database WHERE datname = 'itsm'") == "itsm"


@pytest.mark.kill
def test_committed_data_survives_kill_9_and_the_url_stays_the_same(server: EmbeddedPostgres) -> None:
    url = server.url()
    server.query("CREATE TABLE kept AS SELECT 42 AS answer", database="itsm")
    assert server.pid is not None
    os.kill(server.pid, signal.SIGKILL)
    wait_for(lambda: not server.is_running, seconds=5, what="the server is dead")
    assert server.restart() == url
    assert server.query("SELECT answer FROM kept", database="itsm") == "42"


@pytest.mark.kill
def test_a_start_after_kill_9_of_the_starter_takes_over(tmp_path: Path) -> None:
    home = tmp_path / "home"
    script = (
        "import sys, time; from pathlib import Path\n"
        "from itsm.entrypoints.local.postgres import EmbeddedPostgres\n"
        "server = EmbeddedPostgres(Path(sys.argv[1]), durable=False); server.start()\n"
        "print(server.pid, flush=True); time.sleep(600)\n"
    )
    with subprocess.Popen([sys.executable, "-c", script, home], stdout=subprocess.PIPE, text=True) as starter:  # noqa: S603
        assert starter.stdout is not None
        first_pid = int(starter.stdout.readline())
        starter.kill()
    server = EmbeddedPostgres(home, durable=False)
    server.start()
    assert server.query("SELECT 1") == "1"
    assert server.pid != first_pid
    wait_for(lambda: not _is_alive(first_pid), seconds=5, what="the first server is gone")
    server.stop()


def test_a_folder_in_use_is_refused(server: EmbeddedPostgres) -> None:
    with pytest.raises(LocalStartError, match="already in use"):
        EmbeddedPostgres(server.home, durable=False).start()


def test_data_of_another_version_is_refused_and_left_alone(tmp_path: Path) -> None:
    data = tmp_path / "home" / "postgres" / "data"
    data.mkdir(parents=True)
    (data / "PG_VERSION").write_text("16\n")
    with pytest.raises(LocalStartError, match=r"made by PostgreSQL 16; this program needs 18\."):
        EmbeddedPostgres(tmp_path / "home").start()
    assert [path.name for path in data.iterdir()] == ["PG_VERSION"]


def test_a_folder_too_deep_for_a_socket_uses_the_temporary_folder(tmp_path: Path) -> None:
    server = EmbeddedPostgres(tmp_path / ("deep" * 30) / "home", durable=False)
    assert len(os.fsencode(server.socket_folder)) < 100
    server.start()
    assert server.query("SELECT 1") == "1"
    server.stop()


def _is_alive(pid: int) -> bool:
    try:
        return psutil.Process(pid).status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False
