"""Logs go to standard output, whichever that is by then."""

from __future__ import annotations

import io
import sys

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
    assert '"event":"two"' in capsys.readouterr().out.replace('": "', '":"')
