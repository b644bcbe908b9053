from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from itsm import __version__
from itsm.entrypoints.cli import program
from itsm.platform.settings import Settings, get_settings


@pytest.fixture
def cli(monkeypatch: pytest.MonkeyPatch) -> CliRunner:
    """A command line whose settings are read anew."""
    monkeypatch.setattr("itsm.entrypoints.cli.get_settings", get_settings.__wrapped__)
    return CliRunner()


def test_version(cli: CliRunner) -> None:
    assert cli.invoke(program, ["version"]).output == f"{__version__}\n"


def test_settings_lists_every_setting_once(cli: CliRunner) -> None:
    lines = cli.invoke(program, ["settings"]).output.splitlines()
    assert [line.split()[0] for line in lines] == [f"ITSM_{name.upper()}" for name in Settings.model_fields]


def test_settings_shows_values_and_defaults_but_no_secret(cli: CliRunner, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ITSM_PORT", "8123")
    monkeypatch.setenv("ITSM_SECRET_KEY", "hush-hush-hush-hush-hush-hush-hush")
    monkeypatch.setenv("ITSM_DATABASE_URL", "postgresql://itsm:hush@db/itsm")
    output = cli.invoke(program, ["settings"]).output
    assert "hush" not in output
    port = next(line for line in output.splitlines() if line.startswith("ITSM_PORT "))
    assert port.split()[1] == "8123"
    assert port.endswith("(default: 8000)")


@pytest.mark.parametrize("command", ["serve", "worker", "migrate"])
def test_production_commands_want_a_database(cli: CliRunner, monkeypatch: pytest.MonkeyPatch, command: str) -> None:
    monkeypatch.delenv("ITSM_DATABASE_URL", raising=False)
    done = cli.invoke(program, [command])
    assert done.exit_code == 1
    assert done.output.startswith("error: ITSM_DATABASE_URL is not set and no `itsm up` runs")


def test_production_commands_want_a_long_secret(cli: CliRunner, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ITSM_DATABASE_URL", "postgresql://itsm@db/itsm")
    monkeypatch.setenv("ITSM_SECRET_KEY", "short")
    done = cli.invoke(program, ["serve"])
    assert (done.exit_code, done.output) == (1, "error: ITSM_SECRET_KEY must have at least 32 characters.\n")


@pytest.mark.parametrize(
    ("arguments", "ends_with"),
    [
        (["audit", "verify"], "error: ITSM_DATABASE_URL is not set and no `itsm up` runs from this folder."),
        (["demo"], "error: ITSM_DATABASE_URL is not set and no `itsm up` runs from this folder."),
        (["nonsense"], "No such command 'nonsense'"),
    ],
)
def test_commands_of_rooms_want_a_database_too(arguments: list[str], ends_with: str, tmp_path: Path) -> None:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("ITSM_")}
    command = [sys.executable, "-m", "itsm", *arguments]
    done = subprocess.run(  # noqa: S603 - our own program
        command, env=environment | {"ITSM_HOME": str(tmp_path)}, capture_output=True, text=True, check=False
    )
    assert done.returncode in {1, 2}
    assert ends_with in done.stderr
    assert "Traceback" not in done.stderr
