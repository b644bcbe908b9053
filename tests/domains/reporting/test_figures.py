"""Every figure is the length of the list behind it: panel by panel, for several people and slices."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import httpx
import pytest

from itsm.domains.identity.authority import AUTHORITIES
from itsm.domains.reporting.enums import Grain
from itsm.domains.reporting.registry.metric import LISTS
from itsm.domains.reporting.registry.metrics import METRICS
from itsm.domains.reporting.registry.pages import PAGES
from itsm.domains.reporting.registry.panels import PANELS
from itsm.platform.db.engine import Database
from itsm.platform.permissions import ROLE_PERMISSIONS, Role
from tests.conftest import Login
from tests.domains.reporting.desk import COUNT, fill_desk
from tests.factories.world import World

MOST_CELLS = 8
SITE_MANAGER = sorted(ROLE_PERMISSIONS[Role.IT_MANAGER] - {"tickets.read_all"} | {"tickets.read_location"})


@pytest.fixture(autouse=True)
async def _desk(database: Database, world: World) -> None:
    await fill_desk(database, world)


async def length(
    client: httpx.AsyncClient, headers: dict[str, str], drill: dict[str, str], grain: Grain = Grain.TICKET
) -> int:
    """Return how many things the list holds, page after page."""
    count, cursor = 0, None
    few = {"fields": "id"} if grain is Grain.TICKET else {}
    while True:
        asked = {**drill, "limit": "200", **few, **({"cursor": cursor} if cursor else {})}
        answer = await client.get(LISTS[grain], params=asked, headers=headers)
        assert answer.status_code == 200, answer.text
        count += len(answer.json()["items"])
        cursor = answer.json()["next_cursor"]
        if cursor is None:
            return count


async def panel(client: httpx.AsyncClient, headers: dict[str, str], key: str, **asked: Any) -> dict[str, Any]:
    answer = await client.get(f"/api/dashboard/panels/{key}", params=asked, headers=headers)
    assert answer.status_code == 200, answer.text
    return dict(answer.json())


def some_cells(shown: dict[str, Any]) -> list[tuple[dict[str, Any], dict[str, Any]]]:
    """Return cells with their columns: a few of a big panel, those with tickets first."""
    cells = [
        pair for row in shown["rows"] for pair in zip(row["cells"], shown["columns"], strict=True) if pair[0]["drill"]
    ]
    cells.sort(key=lambda pair: pair[0]["count"] == 0)
    step = max(1, len(cells) // MOST_CELLS)
    return cells[::step]


async def check(client: httpx.AsyncClient, headers: dict[str, str], shown: dict[str, Any]) -> int:
    """Compare figures of a panel with their lists; return how many tickets they counted."""
    total = 0
    for cell, column in some_cells(shown):
        grain, where = Grain(column["grain"]), (shown["key"], column["key"], cell)
        assert await length(client, headers, cell["drill"], grain) == cell["count"], where
        if cell["whole"] is not None:
            assert await length(client, headers, cell["whole_drill"], grain) == cell["whole"], where
            assert cell["value"] == (round(100 * cell["count"] / cell["whole"], 1) if cell["whole"] else None)
        elif column["unit"] in {"tickets", "changes", "assets"}:
            assert cell["value"] == cell["count"]
        total += cell["count"]
    return total


SLICES: dict[str, dict[str, str]] = {
    "30 days": {},
    "a site": {"days": "90", "location": "Philippines"},
    "a priority": {"since": "2026-01-01T00:00:00Z", "until": "2027-12-31T00:00:00Z", "priority": "P2"},
}


@pytest.mark.parametrize("asked", SLICES.values(), ids=SLICES.keys())
@pytest.mark.parametrize("name", ["admin", "manager.ph", "agent.ph", "agent.us"])
async def test_figures_are_the_lengths_of_their_lists(
    client: httpx.AsyncClient, login: Login, name: str, asked: dict[str, str]
) -> None:
    headers = await login(name)
    counted = {}
    for key in PANELS:
        counted[key] = await check(client, headers, await panel(client, headers, key, **asked))
    assert counted["now"] > 0
    assert counted["period"] > 0
    assert counted["heat"] > 0


async def test_a_team_and_a_category(client: httpx.AsyncClient, login: Login, world: World) -> None:
    headers = await login("manager.ph")
    asked = {"days": "60", "team": str(next(iter(world.teams.values()))), "category": "Hardware"}
    for key in PANELS:
        await check(client, headers, await panel(client, headers, key, **asked))


@pytest.mark.peer_class("S05")
async def test_a_manager_kept_to_a_site_counts_that_site(client: httpx.AsyncClient, login: Login) -> None:
    admin, manager = await login("admin"), await login("manager.ph")
    everything = (await panel(client, manager, "now"))["rows"][0]["cells"][0]["count"]
    changed = await client.patch(
        "/api/admin/roles/it_manager",
        json={"permissions": SITE_MANAGER, "reason": "Sites are kept apart."},
        headers=admin | {"If-Match": '"0"'},
    )
    assert changed.status_code == 200, changed.text
    AUTHORITIES.clear()
    for key in PANELS:
        await check(client, manager, await panel(client, manager, key))
    own = (await panel(client, manager, "now"))["rows"][0]["cells"][0]["count"]
    seen = await length(client, manager, {"view": "all", "status": "new,in_progress,pending,reopened"})
    assert own == seen
    assert 0 < own < everything
    sites = (await panel(client, manager, "by_location", days="90"))["rows"]
    whole = (await panel(client, admin, "by_location", days="90"))["rows"]
    elsewhere = [row["cells"][0]["count"] for row in sites if row["label"] != "Philippines"]
    assert sum(elsewhere) < sum(row["cells"][0]["count"] for row in whole if row["label"] != "Philippines")
    overview = (await client.get("/api/dashboard/overview", headers=manager)).json()
    assert overview["figures"][0]["value"] == own


async def test_parts_add_up_to_the_whole(client: httpx.AsyncClient, login: Login) -> None:
    headers = await login("admin")
    tiles = await panel(client, headers, "period", days="200")
    raised = tiles["rows"][0]["cells"][0]["count"]
    assert raised == COUNT + 1
    for key in ("by_priority", "by_category", "by_location", "heat", "volume"):
        rows = (await panel(client, headers, key, days="200"))["rows"]
        assert sum(row["cells"][0]["count"] for row in rows) == raised, key
    backlog = (await panel(client, headers, "backlog"))["rows"]
    assert backlog[-1]["cells"][0]["count"] == (await panel(client, headers, "now"))["rows"][0]["cells"][0]["count"]


async def test_the_period_before_is_compared(client: httpx.AsyncClient, login: Login) -> None:
    headers = await login("admin")
    now = (await panel(client, headers, "period", days="20", compare="true"))["rows"][0]["cells"]
    start = (await panel(client, headers, "period", days="20"))["since"]
    both = (await panel(client, headers, "period", days="20"))["until"]
    assert now[0]["previous"] is not None
    assert start < both
    open_now = (await panel(client, headers, "now", compare="true"))["rows"][0]["cells"]
    assert all(cell["previous"] is None for cell in open_now)


async def test_the_fixed_reports_say_the_same(client: httpx.AsyncClient, login: Login) -> None:
    headers = await login("manager.ph")
    overview = (await client.get("/api/dashboard/overview", headers=headers)).json()
    by_key = {figure["key"]: figure["value"] for figure in overview["figures"]}
    tiles = await panel(client, headers, "now")
    for column, cell in zip(tiles["columns"], tiles["rows"][0]["cells"], strict=True):
        if column["key"] in by_key:
            assert by_key[column["key"]] == cell["value"]
    levels = (await client.get("/api/dashboard/sla-performance", headers=headers)).json()
    assert sum(row["resolution_met"] for row in levels["by_priority"]) == levels["overall"]["resolution_met"] > 0
    volume = (await client.get("/api/dashboard/ticket-volume?days=90", headers=headers)).json()
    assert sum(day["created"] for day in volume["days"]) == sum(one["count"] for one in volume["by_category"])
    load = (await client.get("/api/dashboard/team-performance", headers=headers)).json()
    assert sum(row["open"] for row in load["teams"]) <= by_key["open"]


async def test_the_registry_is_whole(client: httpx.AsyncClient, login: Login) -> None:
    headers = await login("agent.ph")
    listed = (await client.get("/api/dashboard/metrics", headers=headers)).json()["items"]
    assert [metric["key"] for metric in listed] == list(METRICS)
    assert all(metric["definition"].endswith(".") for metric in listed)
    shown = {key for page in PAGES.values() for key in page.panels}
    assert shown <= set(PANELS)
    assert {key for one in PANELS.values() for key in one.metrics} <= set(METRICS)
    pages = (await client.get("/api/dashboard/pages", headers=headers)).json()["items"]
    assert pages[0]["panels"][0] == {"key": "now", "name": "As of now", "kind": "tiles", "span": 12}
    assert (await client.get("/api/dashboard/panels/nothing", headers=headers)).status_code == 404


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        ({"category": "Boats"}, "unknown_reference"),
        ({"since": "2026-02-01T00:00:00Z", "until": "2026-01-01T00:00:00Z"}, "period_reversed"),
        ({"from_day": "2020-01-01", "to_day": "2026-01-01"}, "period_too_long"),
        ({"from_day": "0001-01-01"}, "out_of_range"),
    ],
)
async def test_questions_without_sense_are_refused(
    client: httpx.AsyncClient, login: Login, asked: dict[str, str], code: str
) -> None:
    answer = await client.get("/api/dashboard/panels/now", params=asked, headers=await login("admin"))
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["code"] == code


async def test_a_zone_nobody_knows_is_refused(client: httpx.AsyncClient, login: Login, world: World) -> None:
    answer = await client.get("/api/tickets?weekday=1&zone=Moon/Base", headers=await login("admin"))
    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (422, "zone")
    assert replace(world.actor("admin"), timezone="UTC").timezone == "UTC"
