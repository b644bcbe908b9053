"""The proxy's own configuration, run by a real nginx in front of two real web processes."""

from __future__ import annotations

import asyncio
import os
import re
import shutil
import ssl
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import httpx
import pytest
import socketio
from sqlalchemy import select

from itsm.domains.identity.models import Session
from itsm.entrypoints.local.processes import free_port, spawn
from itsm.entrypoints.local.redis import EmbeddedRedis
from itsm.platform.db.engine import Database
from tests.domains.tickets.helpers import report
from tests.factories.world import PASSWORD

ROOT = Path(__file__).resolve().parents[2]
NGINX = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
HEADER_TIMEOUT_SECONDS = 10
READY_SECONDS = 60

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(NGINX is None or shutil.which("openssl") is None, reason="needs nginx and openssl"),
]

MAIN = """\
daemon off;
master_process on;
worker_processes 1;
pid {folder}/nginx.pid;
error_log {folder}/error.log warn;
events {{ worker_connections 1024; }}
http {{
    access_log off;
    types {{ text/javascript js; text/css css; }}
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    include {folder}/desk.conf;
}}
"""


class Site:
    """Two web processes and the proxy before them."""

    def __init__(self, folder: Path, database_url: str, redis_url: str) -> None:
        self.folder = folder
        self.ports = {"a": free_port(), "b": free_port()}
        self.http_port, self.https_port = free_port(), free_port()
        self.address = f"https://localhost:{self.https_port}"
        self._environment = os.environ | {
            "ITSM_ENVIRONMENT": "local",
            "ITSM_DATABASE_URL": database_url,
            "ITSM_REDIS_URL": redis_url,
            "ITSM_PUBLIC_URL": self.address,
            "ITSM_TRUSTED_PROXIES": "127.0.0.1",
            "ITSM_DATABASE_POOL_SIZE": "4",
            "ITSM_HOME": str(folder),
            "ITSM_WEB_DIST": str(ROOT / "web" / "dist"),
        }
        self._running: dict[str, subprocess.Popen[bytes]] = {}
        self.trust = ssl.create_default_context()

    def start(self) -> None:
        for name in self.ports:
            self.start_web(name)
        for name in self.ports:
            self.wait_for_web(name)
        self._make_certificate()
        self._start_proxy()

    def start_web(self, name: str) -> None:
        command = [sys.executable, "-m", "itsm", "serve", "--host", "127.0.0.1", "--port", str(self.ports[name])]
        self._running[name] = spawn(command, env=self._environment, log=self.folder / f"web-{name}.log")

    def wait_for_web(self, name: str) -> None:
        self._wait(f"http://127.0.0.1:{self.ports[name]}/api/health/ready", f"web-{name}")

    def stop(self, name: str) -> None:
        process = self._running.pop(name)
        process.terminate()
        process.wait(30)

    def stop_all(self) -> None:
        for name in list(self._running):
            self.stop(name)

    def _make_certificate(self) -> None:
        """One for localhost, signed by itself and trusted by the clients here."""
        key, certificate = self.folder / "desk.key", self.folder / "desk.crt"
        make = [
            "openssl",
            "req",
            "-x509",
            "-newkey",
            "ec",
            "-pkeyopt",
            "ec_paramgen_curve:P-256",
            "-nodes",
            "-days",
            "2",
        ]
        make += ["-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost"]
        make += ["-keyout", str(key), "-out", str(certificate)]
        subprocess.run(make, check=True, capture_output=True)  # noqa: S603 - fixed words
        self.trust.load_verify_locations(str(certificate))

    def _start_proxy(self) -> None:
        assert NGINX is not None
        values = {
            "DESK_WEB_A": f"127.0.0.1:{self.ports['a']}",
            "DESK_WEB_B": f"127.0.0.1:{self.ports['b']}",
            "DESK_HOST": "localhost",
            "DESK_PUBLIC_URL": self.address,
            "DESK_HTTP_PORT": f"127.0.0.1:{self.http_port}",
            "DESK_HTTPS_PORT": f"127.0.0.1:{self.https_port}",
            "DESK_CERTIFICATES": str(self.folder),
            "DESK_DIST": str(ROOT / "web" / "dist"),
            "DESK_REQUESTS_PER_SECOND": "500",
            "DESK_REQUESTS_BURST": "1000",
            "DESK_CONNECTIONS_PER_ADDRESS": "600",
        }
        template = (ROOT / "deploy" / "nginx" / "desk.conf.template").read_text()
        filled = re.sub(r"\$\{([A-Z_]+)\}", lambda found: values[found[1]], template)
        (self.folder / "desk.conf").write_text(filled)
        main = self.folder / "nginx.conf"
        main.write_text(MAIN.format(folder=self.folder))
        check = [NGINX, "-t", "-c", str(main)]
        checked = subprocess.run(check, capture_output=True, text=True, check=False)  # noqa: S603 - fixed words
        assert checked.returncode == 0, checked.stderr
        self.folder.chmod(0o755)
        self._running["proxy"] = spawn([NGINX, "-c", str(main)], log=self.folder / "proxy.log")
        self._wait(f"http://127.0.0.1:{self.http_port}/nginx-health", "proxy")

    def _wait(self, url: str, name: str) -> None:
        deadline = time.monotonic() + READY_SECONDS
        while time.monotonic() < deadline:
            assert self._running[name.removeprefix("web-")].poll() is None, f"{name} ended"
            try:
                if httpx.get(url).status_code < 300:
                    return
            except httpx.TransportError:
                pass
            time.sleep(0.1)
        raise AssertionError(f"{name} did not come up")


@pytest.fixture
def site(database: Database, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    folder = tmp_path_factory.mktemp("site")
    for parent in folder.parents[:2]:
        parent.chmod(0o755)
    redis = EmbeddedRedis(folder)
    redis.start()
    site = Site(folder, database.engine.url.render_as_string(hide_password=False), redis.url)
    try:
        site.start()
        yield site
    finally:
        site.stop_all()
        redis.stop()


@pytest.fixture
async def visitor(site: Site) -> AsyncIterator[httpx.AsyncClient]:
    async with httpx.AsyncClient(base_url=site.address, verify=site.trust, timeout=30) as http:
        yield http


async def signed_in(http: httpx.AsyncClient, name: str = "user.ph") -> dict[str, str]:
    answer = await http.post("/api/auth/login", json={"email": f"{name}@madison88.example", "password": PASSWORD})
    assert answer.status_code == 200, answer.text
    return {"Authorization": f"Bearer {answer.json()['access_token']}"}


async def test_the_site_as_people_reach_it(site: Site, visitor: httpx.AsyncClient, database: Database) -> None:
    """TLS, redirect, the page and its files, the true address of who signs in, sockets, limits: one start for all."""
    plain = await visitor.get(f"http://127.0.0.1:{site.http_port}/queue?view=all")
    assert (plain.status_code, plain.headers["location"]) == (308, f"{site.address}/queue?view=all")
    await _check_page_and_files(visitor)
    _check_old_protocols_are_refused(site)
    forged = await visitor.post(
        "/api/auth/login",
        json={"email": "user.ph@madison88.example", "password": PASSWORD},
        headers={"X-Forwarded-For": "203.0.113.9"},
    )
    assert forged.status_code == 200
    assert any("__Host-" in cookie for cookie in forged.headers.get_list("set-cookie"))
    async with database.reading() as session:
        addresses = set((await session.scalars(select(Session.ip))).all())
    assert {str(address) for address in addresses} == {"127.0.0.1"}
    await _check_sockets(site, visitor)
    too_large = await visitor.post("/api/tickets", content=b"x" * (62 * 1_048_576))
    assert too_large.status_code == 413
    await _check_slow_clients_harm_nobody(site, visitor)
    guesses = [
        visitor.post("/api/auth/login", json={"email": "x@madison88.example", "password": "x"}) for _ in range(60)
    ]
    answers = await asyncio.gather(*guesses)
    assert 429 in {answer.status_code for answer in answers}


async def _check_page_and_files(visitor: httpx.AsyncClient) -> None:
    page = await visitor.get("/login")
    assert page.status_code == 200
    assert "nonce-" in page.headers["content-security-policy"]
    assert page.headers["strict-transport-security"]
    script = re.search(r'src="(/assets/[^"]+\.js)"', page.text)
    assert script
    packed = await visitor.get(script[1], headers={"Accept-Encoding": "gzip"})
    assert packed.headers["content-encoding"] == "gzip"
    assert "immutable" in packed.headers["cache-control"]
    assert packed.headers["x-content-type-options"] == "nosniff"
    assert (await visitor.get("/assets/none.js")).status_code == 404


def _check_old_protocols_are_refused(site: Site) -> None:
    old = [
        "openssl",
        "s_client",
        "-connect",
        f"localhost:{site.https_port}",
        "-tls1_1",
        "-cipher",
        "DEFAULT@SECLEVEL=0",
    ]
    refused = subprocess.run(old, input=b"", capture_output=True, timeout=30, check=False)  # noqa: S603 - fixed words
    assert b"Cipher is (NONE)" in refused.stdout
    assert site.trust.minimum_version <= ssl.TLSVersion.TLSv1_2


async def _check_sockets(site: Site, visitor: httpx.AsyncClient) -> None:
    headers = await signed_in(visitor, "agent.ph")
    import aiohttp

    connector = aiohttp.TCPConnector(ssl=site.trust)
    async with aiohttp.ClientSession(connector=connector) as session:
        io = socketio.AsyncClient(http_session=session, reconnection=False)
        heard = asyncio.Event()
        io.on("ticket.created", lambda _payload: heard.set())
        token = headers["Authorization"].removeprefix("Bearer ")
        await io.connect(site.address, transports=["websocket"], auth={"token": token})
        requester = await signed_in(visitor)
        made = await visitor.post("/api/tickets", json=report(1), headers=requester)
        assert made.status_code == 201, made.text
        async with asyncio.timeout(15):
            await heard.wait()
        await io.disconnect()


async def _check_slow_clients_harm_nobody(site: Site, visitor: httpx.AsyncClient) -> None:
    """Two hundred half-written requests: others are served meanwhile, and all of them are closed in time."""
    slow = [
        await asyncio.open_connection("localhost", site.https_port, ssl=site.trust, server_hostname="localhost")
        for _ in range(200)
    ]
    for _, writer in slow:
        writer.write(b"GET /api/health/ready HTTP/1.1\r\nHost: localhost\r\nX-Slow: ")
    assert (await visitor.get("/api/health/ready")).status_code == 200
    async with asyncio.timeout(HEADER_TIMEOUT_SECONDS + 10):
        ends = await asyncio.gather(*(reader.read() for reader, _ in slow), return_exceptions=True)
    assert all(isinstance(end, Exception) or end == b"" or b" 408 " in end for end in ends)
    for _, writer in slow:
        writer.close()


async def test_each_web_process_is_replaced_under_load_and_no_request_fails(
    site: Site, visitor: httpx.AsyncClient
) -> None:
    headers = await signed_in(visitor)
    answers: list[int] = []
    done = asyncio.Event()

    async def work(number: int) -> None:
        turn = 0
        while not done.is_set():
            turn += 1
            if turn % 4:
                answer = await visitor.get("/api/tickets?limit=5", headers=headers)
            else:
                title = f"Screen {number} of desk {turn} flickers since noon {number * 1000 + turn}"
                body = report(1, title=title, confirm_duplicate=True)
                answer = await visitor.post("/api/tickets", json=body, headers=headers)
            answers.append(answer.status_code)
            await asyncio.sleep(0.05)

    async def replace() -> None:
        for name in ("a", "b"):
            await asyncio.sleep(1)
            await asyncio.to_thread(site.stop, name)
            site.start_web(name)
            await asyncio.to_thread(site.wait_for_web, name)
        done.set()

    await asyncio.gather(*(work(number) for number in range(4)), replace())
    assert len(answers) > 40
    assert set(answers) <= {200, 201}, {status: answers.count(status) for status in set(answers)}
