"""Canaries: an unguessable word in every private place, then everything that each persona can reach, searched for it.

The owner must find each word the same way, or the search would prove nothing.
"""

from __future__ import annotations

import secrets
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

import httpx
import pytest
import structlog
from sqlalchemy import text

from itsm.domains.notifications.api import set_mail_room
from itsm.domains.realtime.live import LiveUpdates
from itsm.domains.tickets.composing.service import SEND_JOB
from itsm.platform.db.engine import Database
from itsm.platform.mail.outbox import OutboxOnlyMail
from itsm.platform.settings import Settings
from itsm.platform.telemetry.logs import configure_logs
from itsm.wiring.live import LIVE_PORTS
from tests.authorization.matrix import QUERIES, operations_of
from tests.authorization.people import ADMIN, AGENT, LOGINS, MANAGERS, NOBODY, OTHER_AGENT, SIGNED_IN, TOKEN
from tests.authorization.rules import RAISED, RAISED_AS_STAFF, TICKETS
from tests.authorization.things import WORKERS, Headers, Things, build_things
from tests.platform.socket.live_server import serve
from tests.platform.socket.test_hub import Client

FOR_STAFF = {"note", "note file", "note file name", "time note", "wish"}
"""Places on a ticket that who raised it does not see."""
SEARCHES = ("?q={0}", "?tag={0}", "/duplicates?title={0}%20laptop&description={0}%20does%20not%20start")
Where = tuple[str, str]


@dataclass
class Canaries:
    """The words by place, and what each persona was shown."""

    words: dict[Where, str] = field(default_factory=dict)
    shown: dict[str, list[str]] = field(default_factory=dict)
    answers: int = 0

    def mark(self, ticket: str, place: str) -> str:
        """Return the word of a place, always the same."""
        return self.words.setdefault((ticket, place), f"q{secrets.token_hex(10)}")

    def show(self, persona: str, said: str) -> None:
        """Note what a persona got to see."""
        self.answers += 1
        self.shown.setdefault(persona, []).append(said)

    def seen_by(self, persona: str) -> set[Where]:
        """Return the places whose word the persona came across."""
        everything = "\n".join(self.shown.get(persona, []))
        return {where for where, word in self.words.items() if word in everything}


def may_see(persona: str, where: Where) -> bool:
    """Tell by the tables of the matrix whether a persona may see a place."""
    ticket, place = where
    if ticket not in TICKETS:
        return persona in PRIVATE[where]
    if place == "held":  # a reply that is not sent yet is its writer's alone
        return persona == WORKERS[ticket]
    standing = TICKETS[ticket].get(persona)
    return standing is not None and not (place in FOR_STAFF and standing in {RAISED, RAISED_AS_STAFF})


PRIVATE: dict[Where, frozenset[str]] = {
    ("leave", "reason"): MANAGERS | {AGENT},
    ("draft", "name"): frozenset({ADMIN}),
    ("session", "browser"): frozenset({OTHER_AGENT, ADMIN}),
    ("password", "hash"): frozenset(),
    ("session", "refresh token"): frozenset(),
    ("server", "secret key"): frozenset(),
}
"""Places off the tickets, and who may see them. Nobody sees hashes, tokens of sessions and the server's key."""


@pytest.fixture
async def crawled(
    client: httpx.AsyncClient,
    personas: Headers,
    database: Database,
    settings: Settings,
    drain: Callable[[], Awaitable[int]],
    capsys: pytest.CaptureFixture[str],
) -> Canaries:
    """Put a word into every place, and show each persona everything there is for them."""
    structlog.reset_defaults()
    configure_logs(settings.model_copy(update={"log_level": "DEBUG"}))
    set_mail_room(OutboxOnlyMail(), sender="Desk <desk@madison88.example>", public_url="https://desk.example")
    canaries = Canaries()
    async with serve((live := _live()).app) as address:
        live.start()
        sockets = {persona: Client(address) for persona in personas if persona not in NOBODY | {TOKEN}}
        for persona, socket in sockets.items():
            await socket.connect(personas[persona]["Authorization"].split()[1], transports=["websocket"])
        things = await build_things(client, personas, canaries.mark)
        for socket in sockets.values():
            for ids in things.tickets.values():
                await socket.io.call("ticket.watch", {"id": ids["ticket_id"]})
        await _add_private(client, personas, things, canaries)
        await _hold_replies(database)
        await drain()
        await _crawl(client, personas, things, canaries)
        for persona, socket in sockets.items():
            await socket.hears(1)
            canaries.show(persona, str(socket.heard))
        await live.hub.close()
        for socket in sockets.values():
            await socket.io.disconnect()
        await live.stop()
    await _read_mails(database, canaries)
    canaries.show("logs", capsys.readouterr().out)
    structlog.reset_defaults()
    configure_logs(settings)
    return canaries


async def _hold_replies(database: Database) -> None:
    """Let no held reply be sent while the crawl lasts: once it is sent, others may read it."""
    async with database.engine.begin() as connection:
        held = await connection.execute(
            text("UPDATE jobs SET run_at = run_at + interval '1 day' WHERE name = :name AND state = 'ready'"),
            {"name": SEND_JOB},
        )
    assert held.rowcount >= len(TICKETS), "a reply was sent before anybody looked"


def _live() -> LiveUpdates:
    return LiveUpdates(LIVE_PORTS, origins=set(), host_names={"127.0.0.1"})


async def _add_private(client: httpx.AsyncClient, personas: Headers, things: Things, canaries: Canaries) -> None:
    """Fill the places off the tickets; what is secret already is looked up in the database."""
    leave = f"/api/presence/leaves/{things.targets.ids['leave_id']}"
    await _change(client, personas[AGENT], leave, {"reason": canaries.mark("leave", "reason")})
    draft = f"/api/admin/rule-drafts/{things.drafts['routing']['draft_id']}"
    await _change(client, personas[ADMIN], draft, {"name": canaries.mark("draft", "name")})
    for ids in things.tickets.values():
        reason = {"reason": "It cannot wait any longer."}
        await client.post(f"/api/tickets/{ids['ticket_id']}/escalate", json=reason, headers=personas[ADMIN])
    browser = {"User-Agent": canaries.mark("session", "browser")}
    body = {"email": f"{LOGINS[OTHER_AGENT]}@madison88.example", "password": "correct horse battery staple 88"}
    signed_in = await client.post("/api/auth/login", json=body, headers=browser)
    canaries.words["session", "refresh token"] = max(signed_in.cookies.values(), key=len)
    client.cookies.clear()
    async with _reading() as session:
        found = await session.execute(text("SELECT password_hash FROM credentials ORDER BY user_id LIMIT 1"))
        canaries.words["password", "hash"] = found.scalar_one()
    canaries.words["server", "secret key"] = "a test key that is long enough to be taken for one"


def _reading() -> Any:
    from itsm.platform.db.engine import get_database

    return get_database().reading()


async def _change(client: httpx.AsyncClient, headers: dict[str, str], path: str, body: dict[str, Any]) -> None:
    answer = await client.patch(path, json=body, headers=headers | {"If-Match": "*"})
    assert answer.status_code == 200, answer.text


async def _crawl(client: httpx.AsyncClient, personas: Headers, things: Things, canaries: Canaries) -> None:
    document = (await client.get("/api/openapi.json")).json()
    reads = [operation for operation in operations_of(document) if operation.method == "GET"]
    aims = [*things.tickets.values(), *things.notes.values()]
    for persona in (*personas, "anonymous"):
        headers = personas.get(persona, {})
        for operation in reads:
            query = QUERIES.get(operation.name, "").format_map(things.targets.ids)
            on_ticket = "ticket_id" in operation.parameters
            for ids in aims if on_ticket else [things.ids(operation.path)]:
                answer = await client.get(
                    operation.path.format_map(things.ids(operation.path) | ids) + query, headers=headers
                )
                canaries.show(persona, answer.text)
        await _ask(client, headers, persona, things, canaries)


async def _ask(
    client: httpx.AsyncClient, headers: dict[str, str], persona: str, things: Things, canaries: Canaries
) -> None:
    """Search for each word, count by it, fetch files, look for duplicates, make errors, export."""
    for word in [*canaries.words.values()]:
        for question in SEARCHES:
            answer = await client.get(f"/api/tickets{question.format(word)}", headers=headers)
            found = answer.json() if answer.status_code == 200 else {}
            canaries.show(persona, word if found.get("items") or found.get("total") else answer.text.replace(word, ""))
    for ids in [*things.tickets.values(), *things.notes.values()]:
        path = f"/api/tickets/{ids['ticket_id']}/attachments/{ids['attachment_id']}/link"
        link = await client.post(path, headers=headers)
        canaries.show(persona, link.text)
        if link.status_code == 200:
            canaries.show(persona, (await client.get(link.json()["url"], headers=headers)).text)
        for move in ("transitions", "comments", "links", "confirm"):
            answer = await client.post(f"/api/tickets/{ids['ticket_id']}/{move}", json={"x": 1}, headers=headers)
            canaries.show(persona, answer.text)
    for path in ("/api/admin/audit/export", "/api/admin/audit/verify"):
        canaries.show(persona, (await client.post(path, headers=headers)).text)


async def _read_mails(database: Database, canaries: Canaries) -> None:
    by_address = {f"{login}@madison88.example": persona for persona, login in LOGINS.items()}
    async with database.reading() as session:
        rows = await session.execute(text("SELECT address, subject, html, text, locale FROM deliveries"))
        mails = rows.all()
    assert mails
    for mail in mails:
        if mail.address in by_address:
            canaries.show(by_address[mail.address], f"{mail.subject}\n{mail.html}\n{mail.text}")


@pytest.mark.asvs("8.2.3", "15.3.1", "16.2.5", "14.2.1")
@pytest.mark.peer_class("S06", "S07", "S30")
@pytest.mark.timeout(240)
async def test_no_word_is_seen_by_who_may_not_and_each_by_who_may(
    crawled: Canaries, figures: Callable[[str], None]
) -> None:
    leaks = [
        f"{persona} found {where}"
        for persona in (*SIGNED_IN, *NOBODY)
        for where in crawled.seen_by(persona)
        if not may_see(persona, where)
    ]
    # A token is shown no more than its person.
    leaks += [f"{TOKEN} found {where}" for where in crawled.seen_by(TOKEN) if not may_see(AGENT, where)]
    missed = [
        f"{persona} did not find {where}"
        for persona in SIGNED_IN
        for where in crawled.words
        if where[0] in TICKETS and may_see(persona, where) and where not in crawled.seen_by(persona)
    ]
    logged = [f"the log has {where}" for where in crawled.seen_by("logs")]
    figures(
        f"canaries: {len(crawled.words)} words, {crawled.answers} answers, mails and pushes read, "
        f"{len(leaks)} leaks, {len(missed)} missed by who may see them, {len(logged)} in the logs"
    )
    assert leaks + missed + logged == []
    assert crawled.shown["logs"] != [""]
