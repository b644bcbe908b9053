"""E13: the sign-in provider is away, then slow."""

from __future__ import annotations

import threading
import time
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING

import httpx

from drills.killing import percentile
from drills.report import Report
from itsm.entrypoints.local.processes import free_port

if TYPE_CHECKING:
    from collections.abc import Iterator

    from drills.stage import Stage

TITLE = "sign-in provider away, then answering after 10 s"
TRIES = 15
PAGE_SECONDS = 3
SLOW_SECONDS = 10


def run(stage: Stage) -> Report:
    """Look at the sign-in page, sign in with a password, go on with a session, while the provider is bad."""
    report = Report(TITLE)
    product = stage.product
    session = product.sign_in("user.ph")
    port = free_port()
    product.own["web-idp"] = {
        "ITSM_OIDC_ISSUER": f"http://127.0.0.1:{port}",
        "ITSM_OIDC_CLIENT_ID": "desk",
        "ITSM_OIDC_CLIENT_SECRET": "of the drill",
    }
    product.start_part("web-idp")
    address = product.address_of("web-idp")
    _look(report, "away", address, session, product.sign_in)
    with _slow_provider(port):
        _look(report, "slow", address, session, product.sign_in)
    product.end("web-idp", 60)
    return report


def _look(report: Report, what: str, address: str, session: dict[str, str], sign_in: object) -> None:
    with httpx.Client(base_url=address, timeout=60) as client:
        started: list[int] = []
        waiting = threading.Thread(target=lambda: started.append(_start(address)))
        waiting.start()
        pages = []
        for _ in range(TRIES):
            began = time.monotonic()
            answers = [client.get("/api/health/ready"), client.get("/api/auth/providers"), client.get("/login")]
            pages.append(time.monotonic() - began)
            assert answers[0].status_code == 200
        local = callable(sign_in) and bool(sign_in("admin", address))
        lives = client.get("/api/tickets", headers=session).status_code == 200
        waiting.join()
    late = percentile(pages, 0.95)
    report.figure(f"{what}: sign-in page p95 {late:.2f} s, the provider's own button answers {started[0]}")
    report.demand(f"{what}: page p95 at most {PAGE_SECONDS} s", held=late <= PAGE_SECONDS)
    report.demand(f"{what}: signing in with a password works, sessions live", held=local and lives)
    report.demand(f"{what}: the button fails without a fault of ours", held=started[0] != 500)


def _start(address: str) -> int:
    answer = httpx.get(f"{address}/api/auth/oidc/environment/start", timeout=60, follow_redirects=False)
    return answer.status_code


class _Slow(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        """Answer much too late."""
        time.sleep(SLOW_SECONDS)
        with suppress(OSError):  # who asked has gone by now
            self.send_error(503)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@contextmanager
def _slow_provider(port: int) -> Iterator[None]:
    server = ThreadingHTTPServer(("127.0.0.1", port), _Slow)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield
    finally:
        server.shutdown()
        server.server_close()
