from __future__ import annotations

import sys
from pathlib import Path

import pytest

from itsm.entrypoints.local.errors import LocalStartError
from itsm.entrypoints.local.home import LONGEST_LOG, Home


@pytest.mark.asvs("6.3.2", "13.3.1")
@pytest.mark.peer_class("S42", "S30")
def test_secrets_are_made_once_and_readable_by_the_owner_only(tmp_path: Path) -> None:
    home = Home(tmp_path)
    secret = home.secret("secret-key")
    assert len(secret) >= 32
    assert Home(tmp_path).secret("secret-key") == secret
    assert (tmp_path / "secret-key").stat().st_mode & 0o777 == 0o600


def test_a_second_start_is_told_who_holds_the_folder(tmp_path: Path) -> None:
    first, second = Home(tmp_path), Home(tmp_path)
    first.open(address="http://localhost:8000")
    with pytest.raises(LocalStartError, match=r"Already running from this folder: http://localhost:8000 \(process \d+"):
        second.open(address="http://localhost:8001")
    first.close()
    second.open(address="http://localhost:8001")
    second.close()


@pytest.mark.skipif(sys.platform != "linux", reason="needs a folder that even root cannot write to")
def test_a_read_only_folder_is_one_sentence() -> None:
    with pytest.raises(
        LocalStartError, match=r"^The folder /proc/\S+ cannot be written to .*choose another with ITSM_"
    ):
        Home(Path("/proc/self/itsm-home")).open(address="")


def test_a_home_below_a_file_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(LocalStartError, match="cannot be written to"):
        Home(tmp_path / "file" / "home").open(address="")


def test_documents_are_kept_privately(tmp_path: Path) -> None:
    home = Home(tmp_path)
    assert home.recall("logins.json") is None
    home.remember("logins.json", {"password": "p"})
    assert home.recall("logins.json") == {"password": "p"}
    assert (tmp_path / "logins.json").stat().st_mode & 0o777 == 0o600


def test_a_long_log_is_set_aside_at_the_next_start(tmp_path: Path) -> None:
    home = Home(tmp_path)
    home.logs.mkdir()
    with (home.logs / "web.log").open("wb") as log:
        log.truncate(LONGEST_LOG + 1)
    home.open(address="")
    home.close()
    assert not (home.logs / "web.log").exists()
    assert (home.logs / "web.log.1").exists()
