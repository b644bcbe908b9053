"""An article's way over the interface: who writes, who publishes, who sees what of it, and what readers say."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Any

import httpx
import pytest
from sqlalchemy import text

from itsm.domains.knowledge import jobs
from itsm.platform.actor import system_actor
from itsm.platform.clock import utc_now
from itsm.platform.db.engine import Database
from itsm.platform.work import open_work
from tests.conftest import Login
from tests.fuzz.targets import PNG, REPORT

ANY = {"If-Match": "*"}


async def shelf_of(client: httpx.AsyncClient, headers: dict[str, str]) -> str:
    return str((await client.get("/api/kb/categories", headers=headers)).json()["items"][0]["id"])


async def begin(client: httpx.AsyncClient, headers: dict[str, str], **more: Any) -> dict[str, Any]:
    body = {
        "title": "Why does the gateway drop?",
        "body": "## Cause\n\nThe zebrafish protocol.",
        "category_id": await shelf_of(client, headers),
        "audience": "everyone",
    }
    answer = await client.post("/api/kb/articles", json=body | more, headers=headers)
    assert answer.status_code == 201, answer.text
    return dict(answer.json())


async def move(client: httpx.AsyncClient, headers: dict[str, str], article: str, what: str, note: str = "") -> Any:
    body = {"move": what, "note": note}
    return await client.post(f"/api/kb/articles/{article}/transitions", json=body, headers=headers | ANY)


async def titles(client: httpx.AsyncClient, headers: dict[str, str], q: str) -> list[str]:
    answer = (await client.get("/api/kb/search", params={"q": q}, headers=headers)).raise_for_status().json()
    return [hit["article"]["title"] for hit in answer["items"]]


async def test_from_draft_to_archive(client: httpx.AsyncClient, login: Login) -> None:
    agent, manager, reader = await login("agent.ph"), await login("manager.ph"), await login("user.ph")
    article = await begin(client, agent)
    path, slug = f"/api/kb/articles/{article['slug']}", article["slug"]
    assert (article["status"], article["moves"]) == ("draft", ["submit"])
    assert (await client.get(path, headers=reader)).status_code == 404
    assert (await move(client, agent, slug, "publish")).status_code == 403
    assert (await move(client, agent, slug, "submit")).json()["status"] == "in_review"
    assert (await move(client, manager, slug, "return")).status_code == 422
    assert (await move(client, manager, slug, "return", "Say which gateway.")).json()["status"] == "draft"
    assert (await move(client, manager, slug, "return", "x")).json()["code"] == "move_not_allowed"
    published = (await move(client, manager, slug, "publish")).json()
    assert (published["status"], published["live_version"]) == ("published", 1)
    assert published["review_by"] > utc_now().date().isoformat()
    seen = (await client.get(path, headers=reader)).json()
    assert (seen["title"], seen["body"], seen["moves"], seen["note"]) == (article["title"], "", [], "")
    assert "zebrafish" in seen["html"]
    assert (await move(client, manager, slug, "archive")).json()["is_live"] is False
    assert (await client.get(path, headers=reader)).status_code == 404
    edited = await client.patch(path, json={"title": "Other"}, headers=agent | ANY)
    assert (edited.status_code, edited.json()["code"]) == (409, "article_archived")
    assert (await move(client, manager, slug, "reopen")).json()["status"] == "draft"


async def test_an_empty_article_is_not_published(client: httpx.AsyncClient, login: Login) -> None:
    manager = await login("manager.ph")
    article = await begin(client, manager, body="  ")
    assert (await move(client, manager, article["slug"], "publish")).status_code == 422


async def test_readers_keep_the_live_text_while_a_newer_one_is_written(client: httpx.AsyncClient, login: Login) -> None:
    agent, manager, reader = await login("agent.ph"), await login("manager.ph"), await login("user.ph")
    article = await begin(client, agent)
    path = f"/api/kb/articles/{article['id']}"
    await move(client, manager, article["id"], "publish")
    edited = await client.patch(path, json={"body": "A quokka now.", "title": "New title"}, headers=agent | ANY)
    assert (edited.json()["status"], edited.json()["head_version"], edited.json()["live_version"]) == ("draft", 2, 1)
    seen = (await client.get(path, headers=reader)).json()
    assert (seen["title"], "zebrafish" in seen["html"], seen["shown_version"]) == (article["title"], True, 1)
    assert (await client.get(f"{path}?newest=true", headers=reader)).json()["shown_version"] == 1
    assert (await client.get(f"{path}?newest=true", headers=agent)).json()["shown_version"] == 2
    assert await titles(client, reader, "quokka") == []
    assert (await client.patch(path, json={"audience": "staff"}, headers=agent | ANY)).status_code == 403
    await move(client, manager, article["id"], "publish")
    assert await titles(client, reader, "quokka") == ["New title"]
    assert await titles(client, reader, "zebrafish") == []


async def test_versions_are_compared_and_brought_back(client: httpx.AsyncClient, login: Login) -> None:
    agent, manager = await login("agent.ph"), await login("manager.ph")
    article = await begin(client, agent)
    path = f"/api/kb/articles/{article['id']}"
    again = await client.patch(path, json={"body": "One."}, headers=agent | ANY)
    assert again.json()["head_version"] == 1, "the same sitting goes on with the same version"
    other = await client.patch(path, json={"body": "One and two."}, headers=manager | ANY)
    assert other.json()["head_version"] == 2
    changes = (await client.get(f"{path}/versions/2/changes", headers=agent)).json()
    assert [part["kind"] for part in changes["body"][0]["parts"]] == ["same", "added", "same"]
    first = (await client.get(f"{path}/versions/1/changes", headers=agent)).json()
    assert [line["kind"] for line in first["body"]] == ["added"]
    back = await client.post(f"{path}/versions/1/restore", headers=agent | ANY)
    assert (back.json()["head_version"], back.json()["body"]) == (3, "One.")
    listed = (await client.get(f"{path}/versions", headers=agent)).json()["items"]
    assert [(one["number"], one["note"]) for one in listed] == [(3, "Version 1 brought back"), (2, ""), (1, "")]
    stale = await client.patch(path, json={"body": "x"}, headers=agent | {"If-Match": '"1"'})
    assert stale.status_code == 412


async def test_what_is_for_it_only_leaks_nowhere(client: httpx.AsyncClient, login: Login) -> None:
    manager, reader = await login("manager.ph"), await login("user.ph")
    secret = await begin(client, manager, audience="staff", title="Runbook of the wombat", tags=["wombat"])
    draft = await begin(client, manager, title="Draft of the wombat")
    await move(client, manager, secret["id"], "publish")
    for one in (secret, draft):
        for part in ("", "/related", "/feedback", "/versions"):
            answer = await client.get(f"/api/kb/articles/{one['id']}{part}", headers=reader)
            assert answer.status_code in {403, 404}, part
        assert (await client.post(f"/api/kb/articles/{one['id']}/views", headers=reader)).status_code == 404
        rated = await client.put(f"/api/kb/articles/{one['id']}/feedback", json={"is_helpful": True}, headers=reader)
        assert rated.status_code == 404
        spared = await client.post("/api/kb/deflections", json={"article_id": one["id"]}, headers=reader)
        assert spared.status_code == 422
    for q, typing in (("wombat", False), ("wombt", False), ("womb", True)):
        asked = {"q": q, "typing": typing}
        hidden = (await client.get("/api/kb/search", params=asked, headers=reader)).json()
        assert (hidden["items"], hidden["corrections"]) == ([], []), q
        shown = (await client.get("/api/kb/search", params=asked, headers=manager)).json()
        assert [hit["article"]["slug"] for hit in shown["items"]] == [secret["slug"]], q
    assert (await client.get("/api/kb/articles", headers=reader)).json()["items"] == []
    assert (await client.get("/api/kb/home", headers=reader)).json()["recent"] == []


@pytest.mark.parametrize("path", ["categories", "synonyms", "misses", "insights"])
async def test_readers_do_not_see_what_is_for_editors(client: httpx.AsyncClient, login: Login, path: str) -> None:
    assert (await client.get(f"/api/kb/{path}", headers=await login("user.ph"))).status_code == 403
    assert (await client.get(f"/api/kb/{path}", headers=await login("agent.ph"))).status_code == 200


async def test_readers_are_heard(client: httpx.AsyncClient, login: Login) -> None:
    manager, reader = await login("manager.ph"), await login("user.ph")
    article = await begin(client, manager)
    path = f"/api/kb/articles/{article['id']}"
    await move(client, manager, article["id"], "publish")
    for _ in range(2):
        assert (await client.post(f"{path}/views", headers=reader)).status_code == 204
    for helpful, comment in ((True, ""), (False, "Which gateway?")):
        said = {"is_helpful": helpful, "comment": comment}
        assert (await client.put(f"{path}/feedback", json=said, headers=reader)).status_code == 204
    seen = (await client.get(path, headers=reader)).json()
    assert (seen["views"], seen["helpful"], seen["unhelpful"], seen["was_helpful"]) == (1, 0, 1, False)
    said = (await client.get(f"{path}/feedback", headers=manager)).json()["items"]
    assert [(one["is_helpful"], one["comment"]) for one in said] == [(False, "Which gateway?")]
    spared = {"article_id": article["id"], "text": "Gateway drops"}
    assert (await client.post("/api/kb/deflections", json=spared, headers=reader)).status_code == 204
    insights = (await client.get("/api/kb/insights", headers=manager)).json()
    assert (insights["solved"], insights["solved_most"][0]["times"]) == (1, 1)


async def test_a_search_in_vain_is_counted_once_it_has_settled(client: httpx.AsyncClient, login: Login) -> None:
    manager, reader = await login("manager.ph"), await login("user.ph")
    for settled in (False, True, True):
        params = {"q": "  Parking   CARD ", "settled": settled}
        answer = (await client.get("/api/kb/search", params=params, headers=reader)).json()
        assert answer["is_answered"] is False
    (miss,) = (await client.get("/api/kb/misses", headers=manager)).json()["items"]
    assert (miss["query"], miss["times"]) == ("parking card", 2)
    gone = await client.post(f"/api/kb/misses/{miss['id']}/dismiss", headers=manager)
    assert gone.status_code == 204
    assert (await client.get("/api/kb/misses", headers=manager)).json()["items"] == []


async def test_pictures_belong_to_their_article(client: httpx.AsyncClient, login: Login) -> None:
    manager, reader = await login("manager.ph"), await login("user.ph")
    article, other = await begin(client, manager), await begin(client, manager)
    path = f"/api/kb/articles/{article['id']}"
    refused = await client.post(f"{path}/files", files={"file": ("a.txt", b"hello")}, headers=manager)
    assert refused.status_code == 415
    picture = (await client.post(f"{path}/files", files={"file": ("a.png", PNG)}, headers=manager)).json()
    link = f"{path}/files/{picture['id']}/link"
    foreign = f"/api/kb/articles/{other['id']}/files/{picture['id']}/link"
    await move(client, manager, article["id"], "publish")
    assert (await client.post(link, headers=manager)).status_code == 200
    assert (await client.post(foreign, headers=manager)).status_code == 404
    assert (await client.post(link, headers=reader)).status_code == 404, "the live text does not show it"
    await client.patch(path, json={"body": f"See {picture['markdown']}"}, headers=manager | ANY)
    await move(client, manager, article["id"], "publish")
    url = (await client.post(link, headers=reader)).json()["url"]
    assert (await client.get(url)).content == PNG


async def test_the_owner_is_reminded_once(
    client: httpx.AsyncClient, login: Login, database: Database, drain: Callable[[], Awaitable[int]]
) -> None:
    agent, manager = await login("agent.ph"), await login("manager.ph")
    article = await begin(client, agent)
    await move(client, manager, article["id"], "publish")
    past = (utc_now() - timedelta(days=1)).date().isoformat()
    await client.patch(f"/api/kb/articles/{article['id']}", json={"review_by": past}, headers=manager | ANY)
    for _ in range(2):
        async with open_work(system_actor()) as work:
            await jobs.remind(work, {})
        await drain()
    async with database.reading() as session:
        rows = (await session.execute(text("SELECT template, address FROM deliveries"))).all()
    assert [tuple(row) for row in rows] == [("article_review_due", "agent.ph@madison88.example")]
    due = (await client.get("/api/kb/articles?due=true", headers=manager)).json()["items"]
    assert [one["id"] for one in due] == [article["id"]]


async def test_an_article_is_made_of_a_ticket_and_stands_beside_it(client: httpx.AsyncClient, login: Login) -> None:
    agent, other, reader = await login("agent.ph"), await login("manager.ph"), await login("user.ph")
    report = REPORT | {"title": "Laptop <b>freezes</b>", "description": "# It *freezes* at noon\nevery day."}
    report.pop("tags")
    ticket = (await client.post("/api/tickets", json=report, headers=reader)).json()
    path = f"/api/tickets/{ticket['number']}"
    await client.post(f"{path}/assign", json={"assignee_id": None}, headers=other)
    draft = await client.post(f"{path}/article-draft", json={}, headers=other)
    assert draft.status_code == 201, draft.text
    article = draft.json()
    assert (article["status"], article["audience"]) == ("draft", "staff")
    assert [one["text"] for one in article["outline"]] == ["Symptoms", "Cause", "Solution"], "typed text makes none"
    assert "*freezes*" in article["html"]
    assert (await client.post(f"{path}/article-draft", json={}, headers=reader)).status_code == 403
    beside = (await client.get(f"{path}/articles", headers=other)).json()["items"]
    assert [(one["article"]["id"], one["is_source"]) for one in beside] == [(article["id"], True)]
    assert (await client.get(f"{path}/articles", headers=reader)).json()["items"] == []
    tickets = (await client.get(f"/api/kb/articles/{article['id']}/tickets", headers=other)).json()["items"]
    assert [one["number"] for one in tickets] == [ticket["number"]]
    one = await begin(client, agent)
    linked = await client.post(f"{path}/articles", json={"article_id": one["id"]}, headers=other)
    assert linked.status_code == 201
    assert (await client.delete(f"{path}/articles/{one['id']}", headers=other)).status_code == 204
    assert (await client.delete(f"{path}/articles/{one['id']}", headers=other)).status_code == 404


async def test_shelves_and_synonyms_are_for_who_publishes(client: httpx.AsyncClient, login: Login) -> None:
    agent, manager = await login("agent.ph"), await login("manager.ph")
    assert (await client.post("/api/kb/categories", json={"name": "Mine"}, headers=agent)).status_code == 403
    added = await client.post("/api/kb/categories", json={"name": "Samples"}, headers=manager)
    assert added.status_code == 201
    twice = await client.post("/api/kb/categories", json={"name": "Samples"}, headers=manager)
    assert (twice.status_code, twice.json()["code"]) == (409, "name_taken")
    row = added.json()
    off = await client.patch(f"/api/kb/categories/{row['id']}", json={"is_active": False}, headers=manager | ANY)
    assert off.json()["is_active"] is False
    body = {"title": "Something", "category_id": row["id"]}
    assert (await client.post("/api/kb/articles", json=body, headers=agent)).status_code == 422
    one = await client.post("/api/kb/synonyms", json={"words": ["beanie", "toque"]}, headers=manager)
    article = await begin(client, manager, title="Washing a toque", body="Cold.")
    await move(client, manager, article["id"], "publish")
    assert await titles(client, agent, "beanie") == ["Washing a toque"]
    path = f"/api/kb/synonyms/{one.json()['id']}"
    assert (await client.delete(path, headers=manager | ANY)).status_code == 204
    assert await titles(client, agent, "beanie") == []
