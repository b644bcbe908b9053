"""The internal port on which Prometheus reads what this process, or its children, counted."""

from __future__ import annotations

import os
import tempfile
from typing import TYPE_CHECKING, Final

from prometheus_client import REGISTRY, CollectorRegistry, start_http_server
from prometheus_client.multiprocess import MultiProcessCollector

from itsm.platform.events import DomainEvent
from itsm.platform.telemetry.metrics import declare_events

if TYPE_CHECKING:
    from collections.abc import Iterator

    from itsm.platform.settings import Settings

_SHARED: Final = "PROMETHEUS_MULTIPROC_DIR"


def declare_known_events(settings: Settings) -> None:
    """Show every event of this program as counted 0 times; each process that counts does so, its parent cannot."""
    if settings.metrics_port:
        declare_events(sorted(_event_names(DomainEvent)))


def _event_names(kind: type[DomainEvent]) -> Iterator[str]:
    for one in kind.__subclasses__():
        if name := getattr(one, "name", None):
            yield name
        yield from _event_names(one)


def expose_metrics(settings: Settings, *, processes: int = 1) -> None:
    """Serve `/metrics` in a thread of this process where ITSM_METRICS_PORT names a port.

    With more processes than this one their figures are added up: they write into a folder of their own, named in
    the environment that they inherit. Raises OSError where the port is taken.
    """
    if not settings.metrics_port:
        return
    registry = REGISTRY
    if processes > 1:
        folder = os.environ.setdefault(_SHARED, tempfile.mkdtemp(prefix="itsm-metrics-"))
        registry = CollectorRegistry()
        MultiProcessCollector(registry, path=folder)  # type: ignore[no-untyped-call]
    start_http_server(settings.metrics_port, settings.metrics_host, registry)
