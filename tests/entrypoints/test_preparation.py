from __future__ import annotations

import os
from pathlib import Path

import pytest

from itsm.entrypoints.local.attach import attach, publish, withdraw
from itsm.entrypoints.local.home import Home
from itsm.entrypoints.local.postgres import EmbeddedPostgres
from itsm.entrypoints.local.preparation import code_fingerprint, preparation_state


def test_changed_code_means_preparing_again(tmp_path: Path) -> None:
    (tmp_path / "room").mkdir()
    source = tmp_path / "room" / "models.py"
    source.write_text("a = 1\n")
    before = code_fingerprint(tmp_path)
    (tmp_path / "notes.txt").write_text("no source")
    assert code_fingerprint(tmp_path) == before
    source.write_text("a = 12\n")
    assert code_fingerprint(tmp_path) != before


def test_another_revision_another_cluster_another_wish_mean_preparing_again(postgres: EmbeddedPostgres) -> None:
    state = preparation_state(postgres, demo=True)
    assert state["revision"] == ""
    assert preparation_state(postgres, demo=True) == state
    assert preparation_state(postgres, demo=False) != state
    postgres.query("CREATE TABLE alembic_version (version_num text)", database="itsm")
    postgres.query("INSERT INTO alembic_version VALUES ('0007')", database="itsm")
    try:
        assert preparation_state(postgres, demo=True) == {**state, "revision": "0007"}
    finally:
        postgres.query("DROP TABLE alembic_version", database="itsm")


def test_a_second_terminal_finds_the_running_product(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("ITSM_DATABASE_URL", "ITSM_REDIS_URL", "ITSM_SECRET_KEY"):
        monkeypatch.setenv(name, "restored after the test")
        monkeypatch.delenv(name)
    home = Home(tmp_path)
    home.open(address="")
    publish(home, {"ITSM_DATABASE_URL": "postgresql://here", "ITSM_SECRET_KEY": "s", "PATH": "/bin"})
    assert (tmp_path / "run" / "local.json").stat().st_mode & 0o777 == 0o600
    assert attach(tmp_path)
    assert os.environ["ITSM_DATABASE_URL"] == "postgresql://here"
    withdraw(home)
    home.close()
    assert not attach(tmp_path)


def test_what_a_killed_start_published_is_not_believed(tmp_path: Path) -> None:
    home = Home(tmp_path)
    home.run.mkdir()
    home.remember("run/local.json", {"pid": os.getpid(), "started": 1.0, "env": {"ITSM_DATABASE_URL": "stale"}})
    assert not attach(tmp_path)
