"""What strangers try at the edge: hosts, origins, forwarded addresses, paths of others' products."""

from __future__ import annotations

import ast
from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest
from sqlalchemy import text

from itsm.platform.db.engine import Database
from itsm.platform.settings import Settings
from itsm.wiring.app import create_app
from tests.conftest import Login
from tests.factories.world import PASSWORD

SOURCE = Path(__file__).resolve().parents[2] / "src" / "itsm"
ADDRESSES = ("/", "/api/auth/me", "/api/health/live", "/api/no-such-thing", "/login", "/no.such.file")
LOOK_ALIKES = (
    "null",
    "http://testserver.evil.example",
    "http://eviltestserver",
    "http://testserver:8443",
    "https://testserver",
    "http://sub.testserver",
    "http://testserver@evil.example",
    "http://testserver%60.evil.example",
    "file://",
    "http://TESTSERVER.",
)
PROBES = (
    "/.git/config",
    "/.git/HEAD",
    "/.env",
    "/api/.env",
    "/debug",
    "/api/debug",
    "/console",
    "/setup",
    "/install",
    "/install.php",
    "/server-status",
    "/phpinfo.php",
    "/actuator/env",
    "/api/cron",
    "/assets/",
    "/assets/../../pyproject.toml",
    "/%2e%2e/%2e%2e/pyproject.toml",
    "/backup.zip",
    "/api/metrics",
    "/metrics",
)


@pytest.fixture
async def over_tls(settings: Settings, database: Database) -> AsyncIterator[httpx.AsyncClient]:
    """The application as it answers where its public address is https."""
    app = create_app(settings.model_copy(update={"public_url": "https://testserver"}))
    transport = httpx.ASGITransport(app, raise_app_exceptions=False, client=("127.0.0.1", 50000))
    async with httpx.AsyncClient(transport=transport, base_url="https://testserver") as http:
        yield http


@pytest.mark.asvs("3.4.1")
async def test_over_tls_every_answer_says_hsts(over_tls: httpx.AsyncClient) -> None:
    for address in ADDRESSES:
        said = (await over_tls.get(address)).headers["strict-transport-security"]
        assert int(said.split("max-age=")[1].split(";")[0]) >= 31_536_000
        assert "includeSubDomains" in said


@pytest.mark.asvs("3.4.2")
@pytest.mark.parametrize("origin", LOOK_ALIKES)
async def test_no_origin_is_let_in_by_cors(client: httpx.AsyncClient, login: Login, origin: str) -> None:
    asked = {"Origin": origin, "Access-Control-Request-Method": "POST"}
    headers = await login("agent.ph")
    for answer in (
        await client.get("/api/auth/me", headers=headers | asked),
        await client.options("/api/tickets", headers=asked),
    ):
        assert "access-control-allow-origin" not in answer.headers


@pytest.mark.peer_class("S34")
@pytest.mark.parametrize(
    "host", ["evil.example", "testserver.evil.example", "testserver@evil.example", "", "[::1", "a/b"]
)
async def test_s34_another_host_is_refused_and_names_no_link(
    client: httpx.AsyncClient, database: Database, host: str
) -> None:
    body = {"email": "user.ph@madison88.example"}
    answer = await client.post("/api/auth/password/forgot", json=body, headers={"Host": host})
    assert answer.status_code == 400
    async with database.reading() as session:
        assert await session.scalar(text("SELECT count(*) FROM jobs")) == 0


@pytest.mark.asvs("4.1.3", "15.3.4")
async def test_a_forwarded_address_of_strangers_is_not_believed(settings: Settings, database: Database) -> None:
    transport = httpx.ASGITransport(create_app(settings), client=("203.0.113.9", 50000))
    async with httpx.AsyncClient(transport=transport, base_url="http://testserver") as stranger:
        forged = {"X-Forwarded-For": "127.0.0.1, 10.0.0.1", "X-Real-IP": "127.0.0.1", "Forwarded": "for=127.0.0.1"}
        body = {"email": "user.ph@madison88.example", "password": PASSWORD}
        assert (await stranger.post("/api/auth/login", json=body, headers=forged)).status_code == 200
    async with database.reading() as session:
        assert await session.scalar(text("SELECT host(ip::inet) FROM sessions")) == "203.0.113.9"


@pytest.mark.asvs("13.4.1", "13.4.2", "13.4.3")
@pytest.mark.peer_class("S41")
@pytest.mark.parametrize("address", PROBES)
async def test_nothing_is_served_that_is_not_meant_to_be(client: httpx.AsyncClient, address: str) -> None:
    answer = await client.get(address)
    is_shell = answer.status_code in {200, 503} and answer.headers["content-type"].startswith("text/html")
    assert answer.status_code in {400, 404} or is_shell
    assert "[project]" not in answer.text
    assert "repositoryformatversion" not in answer.text


@pytest.mark.asvs("13.4.4")
@pytest.mark.parametrize("method", ["TRACE", "CONNECT", "TRACK"])
async def test_methods_that_echo_are_not_taken(client: httpx.AsyncClient, method: str) -> None:
    answer = await client.request(method, "/api/tickets", headers={"X-Secret": "canary"})
    assert answer.status_code == 405
    assert "canary" not in answer.text


@pytest.mark.asvs("1.2.5", "1.5.1", "1.5.2")
@pytest.mark.peer_class("S43")
def test_no_text_becomes_a_command_or_code() -> None:
    """No shell, no eval, no pickle, no XML parser anywhere in the product."""
    refused = {"eval", "exec", "compile_command", "system", "popen", "create_subprocess_shell", "import_module"}
    modules = {"pickle", "marshal", "shelve", "dill", "yaml", "xml", "lxml"}
    found = []
    for file in SOURCE.rglob("*.py"):
        path = file.relative_to(SOURCE).as_posix()
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.Call):
                name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
                owner = ast.unparse(node.func.value) if isinstance(node.func, ast.Attribute) else ""
                if name in refused and owner in {"", "os", "subprocess", "asyncio"}:
                    found.append(f"{path}:{node.lineno} {name}")
                if any(one.arg == "shell" for one in node.keywords):
                    found.append(f"{path}:{node.lineno} shell=")
            if isinstance(node, ast.Import | ast.ImportFrom):
                names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else [node.module or ""]
                found += [f"{path}:{node.lineno} {name}" for name in names if name.split(".")[0] in modules]
    assert found == []
