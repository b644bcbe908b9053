"""Logs go to standard output, whichever that is by then, in names that collectors know."""

from __future__ import annotations

import io
import json
import logging
import sys
from typing import Any

import pytest
import structlog

from itsm.platform.settings import Settings
from itsm.platform.telemetry.logs import configure_logs


def test_logs_outlive_the_output_they_were_configured_with(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    first = io.StringIO()
    with monkeypatch.context() as patched:
        patched.setattr(sys, "stdout", first)
        configure_logs(settings)
        structlog.get_logger("outlives").warning("one")
    first.close()
    structlog.get_logger("outlives").warning("two")
    assert [line["message"] for line in written(capsys)] == ["two"]


def test_a_fault_has_a_stream_of_its_own_with_type_and_trace(
    settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    configure_logs(settings)
    log = structlog.get_logger("faults")
    log.warning("slow", seconds=3)
    try:
        {}["nobody there"]
    except KeyError:
        log.exception("it failed", user="u1")
        logging.getLogger("a.library").exception("it failed, too")
    slow, ours, theirs = written(capsys)
    assert (slow["event.dataset"], slow["log.level"], slow["itsm.seconds"]) == ("itsm.application", "warning", 3)
    assert {one["event.dataset"] for one in (ours, theirs)} == {"itsm.error"}
    assert {one["error.type"] for one in (ours, theirs)} == {"KeyError"}
    assert all("nobody there" in one["error.stack_trace"] for one in (ours, theirs))
    assert (ours["user.id"], theirs["message"]) == ("u1", "it failed, too")


def written(capsys: pytest.CaptureFixture[str]) -> list[dict[str, Any]]:
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]
