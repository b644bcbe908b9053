"""Traces: what a request or a job did, statement by statement, over OTLP where `ITSM_OTLP_ENDPOINT` names a collector.

Off, nothing that sends is imported. Spans hold patterns of addresses, names of jobs and the text of statements
with their places; never an address with its query, a value or a body.
"""

from __future__ import annotations

import os
from contextlib import AbstractContextManager, nullcontext
from typing import TYPE_CHECKING, Any, Final

from opentelemetry.propagate import extract
from opentelemetry.trace import (
    SpanKind,
    Status,
    StatusCode,
    Tracer,
    format_span_id,
    format_trace_id,
    get_current_span,
)

from itsm import __version__

if TYPE_CHECKING:
    from collections.abc import Callable, MutableMapping

    from starlette.types import ASGIApp, Message, Receive, Scope, Send

    from itsm.platform.settings import Settings

_EXPORT_SECONDS: Final = 5
_SERVER_FAULT: Final = 500
_tracer: Tracer | None = None
_stop: Callable[[], None] | None = None


def start_tracing(settings: Settings, role: str) -> None:
    """Begin to trace this process (`role`: web or worker) where a collector is named.

    Spans are sent in batches by a thread of their own; while the collector does not answer they are dropped, and
    no request waits.
    """
    global _tracer, _stop
    if not settings.otlp_endpoint:
        return
    from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter  # noqa: PLC0415
    from opentelemetry.instrumentation.asyncpg import AsyncPGInstrumentor  # noqa: PLC0415
    from opentelemetry.sdk.resources import Resource  # noqa: PLC0415
    from opentelemetry.sdk.trace import TracerProvider  # noqa: PLC0415
    from opentelemetry.sdk.trace.export import BatchSpanProcessor  # noqa: PLC0415
    from opentelemetry.sdk.trace.sampling import ParentBasedTraceIdRatio  # noqa: PLC0415

    resource = Resource.create(
        {
            "service.name": "itsm",
            "service.version": __version__,
            "service.instance.id": f"{role}-{os.getpid()}",
            "deployment.environment.name": settings.environment,
        }
    )
    provider = TracerProvider(resource=resource, sampler=ParentBasedTraceIdRatio(settings.trace_share))
    endpoint = settings.otlp_endpoint.rstrip("/") + "/v1/traces"
    provider.add_span_processor(BatchSpanProcessor(OTLPSpanExporter(endpoint=endpoint, timeout=_EXPORT_SECONDS)))
    AsyncPGInstrumentor().instrument(tracer_provider=provider)  # type: ignore[no-untyped-call]
    _tracer, _stop = provider.get_tracer("itsm", __version__), provider.shutdown


def stop_tracing() -> None:
    """Send what waits and trace no more."""
    global _tracer, _stop  # noqa: PLW0603 - as above
    if _stop is None:
        return
    from opentelemetry.instrumentation.asyncpg import AsyncPGInstrumentor  # noqa: PLC0415

    AsyncPGInstrumentor().uninstrument()  # type: ignore[no-untyped-call]
    _stop()
    _tracer = _stop = None


def span(name: str, **attributes: str) -> AbstractContextManager[Any]:
    """Return a span around a block, a fault of the block noted in it; nothing where tracing is off."""
    return nullcontext() if _tracer is None else _tracer.start_as_current_span(name, attributes=attributes)


def add_trace_id(_: Any, __: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """Add the trace and span a line of the log belongs to (a processor of structlog)."""
    if _tracer is not None:
        context = get_current_span().get_span_context()
        if context.is_valid:
            event["trace_id"] = format_trace_id(context.trace_id)
            event["span_id"] = format_span_id(context.span_id)
    return event


class Traced:
    """An application whose requests are spans, children of the caller's where it sent `traceparent` (W3C)."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request inside its span."""
        if scope["type"] != "http" or _tracer is None:
            await self._app(scope, receive, send)
            return
        carrier = {name.decode("latin-1"): value.decode("latin-1") for name, value in scope["headers"]}
        method = scope["method"]
        with _tracer.start_as_current_span(method, context=extract(carrier), kind=SpanKind.SERVER) as current:
            status = _SERVER_FAULT

            async def noting(message: Message) -> None:
                nonlocal status
                if message["type"] == "http.response.start":
                    status = message["status"]
                await send(message)

            try:
                await self._app(scope, receive, noting)
            finally:
                route = scope.get("state", {}).get("route") or getattr(scope.get("route"), "path", None) or "none"
                current.update_name(f"{method} {route}")
                current.set_attributes(
                    {"http.request.method": method, "http.route": route, "http.response.status_code": status}
                )
                if status >= _SERVER_FAULT:
                    current.set_status(Status(StatusCode.ERROR))
