"""How changes went: each figure is the length of the list it leads to."""

from __future__ import annotations

from datetime import timedelta

import httpx
from sqlalchemy import update

from itsm.domains.changes.models import Change
from itsm.platform.actor import system_actor
from itsm.platform.clock import utc_now
from itsm.platform.work import open_work
from tests.conftest import Login
from tests.domains.changes.steps import begin


async def test_figures_are_lengths_of_lists(client: httpx.AsyncClient, login: Login) -> None:
    agent = await login("agent.ph")
    empty = (await client.get("/api/changes/figures", headers=agent)).json()
    assert (empty["finished"], empty["success_percent"]) == (0, None)
    for days, outcome in ((1, "success"), (5, "success"), (80, "rolled_back"), (100, "failed")):
        number = (await begin(client, agent))["number"]
        done = {"outcome": outcome, "finished_at": utc_now() - timedelta(days=days)}
        async with open_work(system_actor("Test")) as work:
            await work.session.execute(update(Change).where(Change.number == number).values(**done))
    found = (await client.get("/api/changes/figures", params={"days": 90}, headers=agent)).json()
    assert found["success_percent"] == 66.7

    async def length(**asked: str) -> int:
        answer = await client.get("/api/changes", params={"finished_days": "90"} | asked, headers=agent)
        return len(answer.json()["items"])

    assert found["finished"] == await length() == 3
    assert found["succeeded"] == await length(outcome="success") == 2
    assert found["rolled_back"] == await length(outcome="rolled_back") == 1
    assert found["failed"] == await length(outcome="failed") == 0
    assert found["emergencies"] == await length(type="emergency") == 0
