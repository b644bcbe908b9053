"""The access log: one JSON object a line, in UTC, without what a request carried, and not to be forged."""

from __future__ import annotations

import json
from datetime import datetime, timedelta

import httpx
import pytest
import structlog

from itsm.platform.settings import Settings
from itsm.platform.telemetry.logs import configure_logs


@pytest.mark.asvs("16.2.2", "16.2.4", "16.4.1")
@pytest.mark.peer_class("S30")
async def test_a_line_is_one_json_object_in_utc_without_secrets(
    client: httpx.AsyncClient, settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    structlog.reset_defaults()
    configure_logs(settings.model_copy(update={"log_level": "INFO", "log_format": "json"}))
    try:
        secret = "canary-of-a-token"
        forged = 'x%0a{"message":"forged"}%0d%0a%1b[31m'
        await client.get(f"/api/tickets/{forged}?token={secret}", headers={"Authorization": f"Bearer {secret}"})
        lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    finally:
        structlog.reset_defaults()
        configure_logs(settings)
    assert lines
    assert all(line.get("message") != "forged" for line in lines)
    assert secret not in json.dumps(lines)
    for line in lines:
        assert datetime.fromisoformat(line["@timestamp"]).utcoffset() == timedelta(0)
