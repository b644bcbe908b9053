from __future__ import annotations

import httpx
import pytest

from tests.conftest import Login
from tests.domains.tickets.comments.desk import Desk
from tests.factories.world import World


@pytest.fixture
def desk(client: httpx.AsyncClient, login: Login, world: World) -> Desk:
    return Desk(client, login, world)
