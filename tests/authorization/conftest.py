from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from itsm.platform.storage.adapters import set_storage
from itsm.platform.storage.disk import DiskStorage
from tests.authorization.people import AGENT, LOGINS, SIGNED_OUT, TOKEN, TOKEN_SCOPES
from tests.conftest import Login


@pytest.fixture
def kept(tmp_path: Path) -> Iterator[Path]:
    """The folder that files are kept in, empty at first."""
    set_storage(DiskStorage(tmp_path / "kept"))
    yield tmp_path / "kept"
    set_storage(None)


@pytest.fixture
async def personas(client: httpx.AsyncClient, login: Login, kept: Path) -> dict[str, dict[str, str]]:
    """The headers of every persona that has a token; the signed-out one's session has ended."""
    headers = {persona: await login(name) for persona, name in LOGINS.items()}
    (mine,) = (await client.get("/api/auth/sessions", headers=headers[SIGNED_OUT])).json()["items"]
    ended = await client.delete(f"/api/auth/sessions/{mine['id']}", headers=headers[SIGNED_OUT])
    assert ended.status_code == 204
    scopes = {"name": "Matrix", "scopes": list(TOKEN_SCOPES), "expires_in_days": 1}
    made = await client.post("/api/auth/tokens", json=scopes, headers=headers[AGENT])
    assert made.status_code == 201, made.text
    headers[TOKEN] = {"Authorization": f"Bearer {made.json()['token']}"}
    client.cookies.clear()
    return headers
