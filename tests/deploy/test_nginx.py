"""The proxy's own configuration, run by a real nginx in front of two real web processes."""

from __future__ import annotations

import asyncio
import os
import re
import shutil
import ssl
import subprocess
from collections.abc import AsyncIterator, Iterator

import httpx
import pytest
import socketio
from drills.proxied import NGINX, Site
from sqlalchemy import select

from itsm.domains.identity.models import Session
from itsm.entrypoints.local.redis import EmbeddedRedis
from itsm.platform.db.engine import Database
from tests.domains.tickets.helpers import report
from tests.factories.world import PASSWORD

HEADER_TIMEOUT_SECONDS = 10

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(NGINX is None or shutil.which("openssl") is None, reason="needs nginx and openssl"),
]


@pytest.fixture
def site(database: Database, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    folder = tmp_path_factory.mktemp("site")
    for parent in folder.parents[:2]:
        parent.chmod(0o755)
    redis = EmbeddedRedis(folder)
    redis.start()
    site = Site(
        folder,
        os.environ
        | {
            "ITSM_DATABASE_URL": database.engine.url.render_as_string(hide_password=False),
            "ITSM_REDIS_URL": redis.url,
        },
    )
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
