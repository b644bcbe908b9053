"""Requests, statements and jobs as spans at a collector, without what they were about."""

from __future__ import annotations

import socket
from collections.abc import Awaitable, Callable
from typing import Any

import httpx
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest

from itsm.platform.settings import Settings
from itsm.platform.telemetry.tracing import Traced, start_tracing, stop_tracing
from itsm.wiring.app import create_app
from tests.conftest import Login
from tests.domains.tickets.helpers import report
from tests.platform.telemetry.receiver import Receiver, receiving

CALLER = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"


def spans(server: Receiver) -> list[Any]:
    found: list[Any] = []
    for path, body in server.received:
        assert path == "/v1/traces"
        sent = ExportTraceServiceRequest.FromString(body)
        found += [span for resource in sent.resource_spans for scope in resource.scope_spans for span in scope.spans]
    return found


def traced_client(settings: Settings) -> httpx.AsyncClient:
    transport = httpx.ASGITransport(Traced(create_app(settings)), client=("127.0.0.1", 50000))
    return httpx.AsyncClient(transport=transport, base_url="http://testserver")


async def test_a_request_its_statements_and_its_jobs_are_spans_without_values(
    settings: Settings, login: Login, drain: Callable[[], Awaitable[int]]
) -> None:
    headers = await login("user.ph") | {"traceparent": CALLER}
    body = report(title="The canary in the title sings")
    with receiving() as server:
        start_tracing(settings.model_copy(update={"otlp_endpoint": f"http://{server.address}"}), "web")
        try:
            async with traced_client(settings) as client:
                created = await client.post("/api/tickets", json=body, headers=headers)
                await client.get(f"/api/tickets/{created.json()['id']}?canary=sings", headers=headers)
            await drain()
        finally:
            stop_tracing()
        assert created.status_code == 201
        found = spans(server)
        raw = b"".join(body for _, body in server.received)
    names = {span.name for span in found}
    assert {"POST /tickets", "GET /tickets/{ticket_id}"} <= names
    assert any(name.startswith("job ") for name in names)
    request = next(span for span in found if span.name == "POST /tickets")
    assert (request.trace_id.hex(), request.parent_span_id.hex()) == (CALLER.split("-")[1], CALLER.split("-")[2])
    statements = [span for span in found if span.parent_span_id == request.span_id]
    assert len(statements) >= 3
    assert b"sings" not in raw
    assert created.json()["id"].encode() not in raw


async def test_a_collector_that_is_gone_hinders_nobody(settings: Settings, login: Login) -> None:
    headers = await login("user.ph")
    with socket.socket() as reserved:
        reserved.bind(("127.0.0.1", 0))
        endpoint = f"http://127.0.0.1:{reserved.getsockname()[1]}"
        start_tracing(settings.model_copy(update={"otlp_endpoint": endpoint}), "web")
        try:
            async with traced_client(settings) as client:
                assert (await client.get("/api/tickets", headers=headers)).status_code == 200
        finally:
            stop_tracing()
