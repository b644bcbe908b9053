"""Faults reported to Sentry: what and where, not who and not with which values."""

from __future__ import annotations

import json
import secrets
from collections.abc import Iterator

import pytest
import sentry_sdk
import structlog
from pydantic import SecretStr

from itsm.platform.settings import Settings
from itsm.platform.telemetry.sentry import start_reporting
from tests.platform.telemetry.receiver import Receiver, receiving


@pytest.fixture
def project(settings: Settings) -> Iterator[Receiver]:
    with receiving() as server:
        dsn = SecretStr(f"http://key@{server.address}/7")
        start_reporting(settings.model_copy(update={"sentry_dsn": dsn}), "web")
        yield server
        start_reporting(settings, "web")
        sentry_sdk.get_client().close()
        sentry_sdk.get_global_scope().set_client(None)


def test_a_fault_is_reported_once_with_its_trace_and_without_values(project: Receiver) -> None:
    password = secrets.token_hex(12)
    log = structlog.get_logger("sentry")
    log.warning("only_a_warning")
    try:
        {}[len(password)]
    except KeyError:
        log.exception("it_failed", request_id="r-12345678")
    sentry_sdk.flush(timeout=5)
    assert [path for path, _ in project.received] == ["/api/7/envelope/"]
    body = project.received[0][1]
    event = next(json.loads(line) for line in body.splitlines() if b'"exception"' in line)
    assert event["exception"]["values"][0]["type"] == "KeyError"
    assert event["tags"] == {"what": "it_failed", "request_id": "r-12345678"}
    assert "user" not in event
    assert password.encode() not in body
    assert all("vars" not in frame for frame in event["exception"]["values"][0]["stacktrace"]["frames"])


def test_nothing_is_reported_where_no_project_is_named(settings: Settings) -> None:
    start_reporting(settings, "web")
    assert not sentry_sdk.is_initialized()
