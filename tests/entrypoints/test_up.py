"""The whole start on one machine, with real processes."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from itsm.entrypoints.local.postgres import EmbeddedPostgres
from itsm.entrypoints.local.processes import ProcessMark, free_port
from itsm.entrypoints.local.up import (
    FILLING,
    PREPARED,
    LocalProduct,
    check_port_is_free,
    describe_logins,
    is_ready,
)
from itsm.platform.settings import Settings
from tests.entrypoints.conftest import ROOT, Up, processes_of, wait_for

StartUp = Callable[..., Up]


@pytest.mark.slow
@pytest.mark.kill
@pytest.mark.timeout(300)
def test_start_stop_kill_and_start_again(start_up: StartUp, tmp_path: Path) -> None:
    home = tmp_path / "home"
    first = start_up(home)
    first.wait_until_ready()
    assert {path.stem for path in (home / "run").glob("*.pid")} == {"web", "worker"}
    first.process.send_signal(signal.SIGINT)
    assert first.process.wait(12) == 0
    assert processes_of(home) == []

    second = start_up(home)
    second.wait_until_ready()
    second.process.kill()
    second.process.wait()

    third = start_up(home)
    third.wait_until_ready()
    web = ProcessMark.read(home / "run" / "web.pid")
    assert web is not None
    os.kill(web.pid, signal.SIGKILL)
    wait_for(lambda: "web ended; starting it again" in third.text, seconds=5, what="the death is seen")
    wait_for(lambda: "web is running again" in third.text, seconds=5, what="web is restarted")
    wait_for(lambda: is_ready("127.0.0.1", third.port), seconds=20, what="web answers again")
    third.process.terminate()
    assert third.process.wait(12) == 0
    assert processes_of(home) == []


@pytest.mark.slow
def test_a_second_start_in_the_same_folder_is_refused(start_up: StartUp, tmp_path: Path) -> None:
    home = tmp_path / "home"
    first = start_up(home)
    wait_for(lambda: (home / "up.lock").exists() and (home / "up.lock").read_text(), seconds=20, what="lock")
    done = _up_to_its_end(home, port=free_port())
    assert done.returncode == 1
    assert done.stderr.startswith(f"error: Already running from this folder: http://localhost:{first.port} ")


def test_a_busy_port_is_one_sentence_and_starts_nothing(tmp_path: Path) -> None:
    home = tmp_path / "home"
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        done = _up_to_its_end(home, port=port)
    assert done.returncode == 1
    assert done.stderr == (
        f"error: Port {port} on 127.0.0.1 cannot be used (Address already in use); choose another with ITSM_PORT.\n"
    )
    assert not (home / "postgres").exists()


def test_a_free_port_passes() -> None:
    check_port_is_free("127.0.0.1", free_port())


@pytest.mark.slow
def test_a_database_newer_than_the_program_is_refused_and_kept(tmp_path: Path) -> None:
    home = tmp_path / "home"
    server = EmbeddedPostgres(home)
    server.start()
    server.query(
        "CREATE TABLE alembic_version (version_num text); INSERT INTO alembic_version VALUES ('zzz')", database="itsm"
    )
    server.query("ALTER TABLE alembic_version OWNER TO itsm", database="itsm")
    server.stop()
    done = _up_to_its_end(home, port=free_port())
    assert done.returncode == 1
    assert done.stderr.startswith("error: The database is newer than this program (its schema revision zzz is unknown")
    assert processes_of(home) == []
    server.start()
    tables = "SELECT count(*) FROM information_schema.tables WHERE table_schema = 'public'"
    assert server.query(tables, database="itsm") == "1"
    server.stop()


def test_logins_are_shown_with_one_password() -> None:
    logins = {"password": "pw", "logins": [{"email": "admin@madison88.example", "role": "system_admin"}]}
    lines = describe_logins(logins)
    assert lines[0] == "Sign in with:"
    assert lines[1].split() == ["admin@madison88.example", "system_admin"]
    assert lines[-1].endswith("pw")


def test_without_demonstration_data_the_next_step_is_named() -> None:
    assert describe_logins(None) == ["No demonstration logins; add the first administrator with `itsm user add`."]


class FakeServer:
    emptied = 0

    def empty_database(self) -> None:
        self.emptied += 1


@pytest.mark.parametrize(
    ("documents", "emptied"),
    [
        ({}, 0),
        ({FILLING: {"begun": True}}, 1),
        ({FILLING: {"begun": True}, PREPARED: {"revision": "0001"}}, 0),
    ],
    ids=["new", "cut short", "was ready before"],
)
def test_only_a_first_filling_that_was_cut_short_starts_over(
    tmp_path: Path, documents: dict[str, object], emptied: int
) -> None:
    product = LocalProduct(Settings(home=tmp_path))
    for folder in (product.home.run, product.home.logs):
        folder.mkdir()
    for name, document in documents.items():
        product.home.remember(name, document)
    server = FakeServer()
    product._start_over_if_cut_short(server)
    assert server.emptied == emptied


def _up_to_its_end(home: Path, *, port: int) -> subprocess.CompletedProcess[str]:
    env = {name: value for name, value in os.environ.items() if not name.startswith("ITSM_")}
    env |= {"ITSM_HOME": str(home), "ITSM_PORT": str(port), "ITSM_DEMO": "0"}
    command = [sys.executable, "-m", "itsm", "up"]
    return subprocess.run(command, env=env, cwd=ROOT, capture_output=True, text=True, check=False, timeout=60)  # noqa: S603
