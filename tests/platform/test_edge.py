"""The one layer around the application: policies of pages and of data, ids, refusals, the line in the log."""

from __future__ import annotations

import io
import json

import httpx
import pytest

from itsm.platform.telemetry import access

_FIXED = {
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "strict-origin-when-cross-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
}


@pytest.mark.asvs("3.2.1", "14.3.2", "3.4.4", "3.4.5")
async def test_data_may_do_nothing_and_is_not_kept(client: httpx.AsyncClient) -> None:
    answer = await client.get("/api/tickets")
    assert answer.status_code == 401
    assert _FIXED.items() <= dict(answer.headers).items()
    policy = answer.headers["content-security-policy"]
    assert policy.startswith("default-src 'none'")
    assert "frame-ancestors 'none'" in policy
    assert "nonce" not in policy
    assert answer.headers["cache-control"] == "no-store"


@pytest.mark.asvs("3.4.3", "3.4.6")
@pytest.mark.peer_class("S09")
@pytest.mark.parametrize("path", ["/api/docs", "/tickets"])
async def test_pages_run_their_own_scripts_by_a_nonce_of_their_own(client: httpx.AsyncClient, path: str) -> None:
    first, second = await client.get(path), await client.get(path)
    assert _FIXED.items() <= dict(first.headers).items()
    policies = [answer.headers["content-security-policy"] for answer in (first, second)]
    assert all("script-src 'self' 'nonce-" in policy for policy in policies)
    assert policies[0] != policies[1]


@pytest.mark.asvs("16.4.1")
@pytest.mark.peer_class("S18")
async def test_a_fit_request_id_is_kept_and_another_one_replaced(client: httpx.AsyncClient) -> None:
    kept = await client.get("/api/tickets", headers={"X-Request-ID": "browser-12345678"})
    assert kept.headers["x-request-id"] == kept.json()["request_id"] == "browser-12345678"
    made = await client.get("/api/tickets", headers={"X-Request-ID": "forged\tline"})
    assert made.headers["x-request-id"] != "forged\tline"


async def test_a_balancer_may_ask_for_health_by_address_and_for_nothing_else(client: httpx.AsyncClient) -> None:
    for name in ("live", "ready"):
        answer = await client.get(f"/api/health/{name}", headers={"Host": "10.88.0.7:8000"})
        assert answer.status_code == 200, answer.text
    assert (await client.get("/api/health", headers={"Host": "10.88.0.7:8000"})).json()["code"] == "unknown_host"


@pytest.mark.asvs("3.4.4")
async def test_what_is_refused_unread_has_its_headers_and_its_line(
    client: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    log = io.StringIO()
    monkeypatch.setattr(access, "_plain", log)
    answer = await client.get("/api/tickets", headers={"Host": "elsewhere.example"})
    assert (answer.status_code, answer.json()["code"]) == (400, "unknown_host")
    assert _FIXED.items() <= dict(answer.headers).items()
    too_large = await client.post("/api/auth/login", content=b"x" * 1_048_577)
    assert too_large.status_code == 413
    lines = [json.loads(line) for line in log.getvalue().splitlines()]
    asked = ("http.request.method", "url.path", "http.response.status_code")
    assert [tuple(line[name] for name in asked) for line in lines] == [
        ("GET", "/api/tickets", 400),
        ("POST", "/api/auth/login", 413),
    ]
    assert lines[0].keys() == {
        *asked, "@timestamp", "log.level", "message", "event.duration", "event.dataset", "client.ip", "user.id",
        "http.request.id", "ecs.version", "service.name", "service.version",
    }  # fmt: skip
    assert {line["event.dataset"] for line in lines} == {"itsm.access"}
    assert lines[0]["http.request.id"] == answer.json()["request_id"]
