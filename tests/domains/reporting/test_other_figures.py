"""Figures of changes and assets are the lengths of their lists, and are shown to who sees those lists."""

from __future__ import annotations

import csv
import io
from typing import Any

import httpx
import pytest
from sqlalchemy import text

from itsm.domains.identity.authority import AUTHORITIES
from itsm.domains.reporting.enums import Grain
from itsm.domains.reporting.registry.metrics import METRICS
from itsm.domains.reporting.registry.panels import PANELS
from itsm.platform.actor import system_actor
from itsm.platform.permissions import ROLE_PERMISSIONS, Role
from itsm.platform.work import open_work
from tests.conftest import Login
from tests.domains.changes.steps import begin
from tests.domains.reporting.test_figures import check, panel
from tests.domains.tickets.helpers import raise_ticket
from tests.factories.world import World

OTHERS = [key for key, one in PANELS.items() if one.grain is not Grain.TICKET]
OUTCOMES = ("success", "success", "success", "failed", "rolled_back", "success")
_MADE = """
    INSERT INTO assets (id, tag, name, type_id, status, location_id, owner_id, warranty_until)
    SELECT gen_random_uuid(), 'T-' || n, 'Thing ' || n, y.ids[n % cardinality(y.ids) + 1],
           (ARRAY['in_stock', 'active', 'active', 'for_repair', 'retired', 'lost'])[n % 6 + 1],
           CASE WHEN n % 5 > 0 THEN l.ids[n % cardinality(l.ids) + 1] END,
           CASE WHEN n % 4 = 1 THEN CAST(:owner AS uuid) END, current_date + n
    FROM generate_series(1, 240) n, (SELECT array_agg(id ORDER BY key) AS ids FROM asset_types) y,
         (SELECT array_agg(id ORDER BY key) AS ids FROM locations) l
"""
_DONE = """
    UPDATE changes SET outcome = :outcome, state = :state, type = :type, risk_level = :risk, location_id = :site,
           team_id = :team, finished_at = now() - CAST(:days AS int) * interval '1 day' WHERE number = :number
"""
_CAUSED = """
    INSERT INTO change_tickets (change_id, ticket_id, role, created_at)
    SELECT (SELECT id FROM changes WHERE outcome = 'failed'), id, 'caused', now() FROM tickets
"""


@pytest.fixture(autouse=True)
async def _filled(client: httpx.AsyncClient, login: Login, world: World) -> None:
    headers = await login("agent.ph")
    places, teams = list(world.locations.values()), list(world.teams.values())
    numbers = [(await begin(client, headers))["number"] for _ in OUTCOMES]
    await begin(client, headers)
    await raise_ticket(world.actor("user.ph"))
    async with open_work(system_actor("Test")) as work:
        for n, (number, outcome) in enumerate(zip(numbers, OUTCOMES, strict=True)):
            done = {
                "number": number,
                "outcome": outcome,
                "state": {"success": "implemented"}.get(outcome, outcome),
                "type": ("normal", "standard", "emergency")[n % 3],
                "risk": ("low", "high", None)[n % 3],
                "site": places[n % 2],
                "team": teams[n % 2] if n else None,
                "days": n * 9 + 1,
            }
            await work.session.execute(text(_DONE), done)
        await work.session.execute(text(_CAUSED))
        await work.session.execute(text(_MADE), {"owner": world.users["user.ph"]})


def values(shown: dict[str, Any]) -> dict[str, Any]:
    """Return key → value of a panel with one row."""
    return {
        column["key"]: cell["value"] for column, cell in zip(shown["columns"], shown["rows"][0]["cells"], strict=True)
    }


@pytest.mark.parametrize("asked", [{"days": "90"}, {"days": "60", "location": "Philippines"}], ids=str)
@pytest.mark.parametrize("name", ["manager.ph", "agent.us"])
async def test_every_figure_is_the_length_of_its_list(
    client: httpx.AsyncClient, login: Login, name: str, asked: dict[str, str]
) -> None:
    headers = await login(name)
    counted = {key: await check(client, headers, await panel(client, headers, key, **asked)) for key in OTHERS}
    assert counted["changes_ended"] > 0
    assert counted["assets_now"] > 0
    assert "location" in asked or all(counted.values()), counted


async def test_how_changes_went(client: httpx.AsyncClient, login: Login, world: World) -> None:
    headers = await login("manager.ph")
    assert values(await panel(client, headers, "changes_ended", days="90")) == {
        "changes_finished": 6,
        "change_success_percent": 66.7,
        "changes_failed": 1,
        "changes_rolled_back": 1,
        "change_emergency_percent": 33.3,
        "change_caused_percent": 16.7,
    }
    before = await panel(client, headers, "changes_ended", days="30", compare="true")
    assert values(before)["changes_finished"] == 4
    assert before["rows"][0]["cells"][0]["previous"] == 2
    months = await panel(client, headers, "change_months")
    assert len(months["rows"]) == 12
    assert sum(row["cells"][0]["whole"] for row in months["rows"]) == 6
    team = await panel(client, headers, "changes_ended", days="90", team=str(next(iter(world.teams.values()))))
    assert values(team)["changes_finished"] == 2
    risks = await panel(client, headers, "changes_by_risk", days="90")
    assert {row["label"]: row["cells"][0]["count"] for row in risks["rows"]} == {"high": 2, "low": 2, "Not judged": 2}
    assert next(row for row in risks["rows"] if row["label"] == "Not judged")["cells"][0]["drill"] is None


async def test_what_the_register_holds(client: httpx.AsyncClient, login: Login) -> None:
    headers = await login("agent.ph")
    found = values(await panel(client, headers, "assets_now"))
    assert (found["assets_all"], found["assets_active"], found["assets_for_repair"]) == (240, 80, 40)
    assert found["assets_warranty_soon"] == 90
    for key in ("assets_by_type", "assets_by_status", "assets_by_location"):
        rows = (await panel(client, headers, key))["rows"]
        assert sum(row["cells"][0]["count"] for row in rows) == 240, key


async def test_who_may_not_see_changes_has_no_figure_of_them(client: httpx.AsyncClient, login: Login) -> None:
    admin, agent = await login("admin"), await login("agent.ph")
    kept = sorted(ROLE_PERMISSIONS[Role.IT_AGENT] - {"changes.write"})
    body = {"permissions": kept, "reason": "Changes are for managers."}
    answer = await client.patch("/api/admin/roles/it_agent", json=body, headers=admin | {"If-Match": '"0"'})
    assert answer.status_code == 200, answer.text
    AUTHORITIES.clear()
    pages = (await client.get("/api/dashboard/pages", headers=agent)).json()["items"]
    shown = {one["key"] for page in pages for one in page["panels"]}
    assert "assets_now" in shown
    assert not shown & {"changes_now", "changes_ended"}
    assert (await client.get("/api/dashboard/panels/changes_ended", headers=agent)).status_code == 404
    told = await client.get("/api/dashboard/export/pages/changes", headers=agent)
    metrics = {row["metric"] for row in csv.DictReader(io.StringIO(told.text))}
    assert METRICS["assets_active"].name in metrics
    assert METRICS["change_success_percent"].name not in metrics
