from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from itsm.platform.storage.adapters import set_storage
from itsm.platform.storage.disk import DiskStorage
from tests.conftest import Login
from tests.domains.tickets.comments.desk import Desk
from tests.factories.world import World


@pytest.fixture
def kept(tmp_path: Path) -> Iterator[Path]:
    """The folder that files are kept in, empty at first."""
    set_storage(DiskStorage(tmp_path / "kept"))
    yield tmp_path / "kept"
    set_storage(None)


@pytest.fixture
def desk(client: httpx.AsyncClient, login: Login, world: World, kept: Path) -> Desk:
    return Desk(client, login, world)
