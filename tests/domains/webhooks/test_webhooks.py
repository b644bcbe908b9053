"""Webhooks from the event to a real receiver: signed, tried again, written down, switched off, sent again."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from dataclasses import fields
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import text

from itsm.domains.assets import webhook_events as asset_events
from itsm.domains.assets.events import AssetCreated
from itsm.domains.changes import webhook_events as change_events
from itsm.domains.changes.events import ChangeCreated, ChangeMoved
from itsm.domains.webhooks import catalogue
from itsm.domains.webhooks.api import ANNOUNCE_JOB, WebhookEvent, announce, register_event
from itsm.domains.webhooks.jobs import JOBS
from itsm.domains.webhooks.routes import router
from itsm.domains.webhooks.sending import FAILING_FOR, MAX_ATTEMPTS
from itsm.domains.webhooks.signing import signed_headers
from itsm.platform.actor import Role, system_actor
from itsm.platform.clock import utc_now
from itsm.platform.events import DomainEvent
from itsm.platform.ids import new_id
from itsm.platform.jobs.runner import Worker
from itsm.platform.outbound.addresses import read_allow_list
from itsm.platform.outbound.client import OutboundClient, set_outbound
from itsm.platform.work import CONSEQUENCES, open_work
from itsm.wiring.subscriptions import SUBSCRIPTIONS
from tests.domains.ops.door import a_client, an_actor
from tests.domains.webhooks.receiver import Receiver

if TYPE_CHECKING:
    import httpx

    from itsm.platform.db.engine import Database

HOOKS = "/api/admin/webhooks"
ADMIN = an_actor()
Run = Callable[[], Awaitable[int]]


@pytest.fixture
async def receiver() -> AsyncIterator[Receiver]:
    """Listen on loopback, which the client of this test may call."""
    made = Receiver()
    await made.start()
    client = OutboundClient(read_allow_list(f"127.0.0.1:{made.port}"))
    set_outbound(client)
    yield made
    set_outbound(None)
    await client.close()
    await made.stop()


@pytest.fixture(autouse=True)
def catalogue_kept() -> Iterator[None]:
    """Know one event, and give other tests back what there was."""
    before = dict(catalogue._events)
    register_event(WebhookEvent(name="ticket.created", title="Raised", fields=("number", "title")))
    yield
    catalogue._events.clear()
    catalogue._events.update(before)


@pytest.fixture
def run_jobs(database: Database) -> Run:
    """Run every waiting job now, whatever its time, once."""

    async def run() -> int:
        async with database.engine.begin() as connection:
            await connection.execute(text("UPDATE jobs SET run_at = now() WHERE state = 'ready'"))
        return await Worker(JOBS).run_until_empty()

    return run


@pytest.fixture
async def client() -> AsyncIterator[httpx.AsyncClient]:
    """Call as an administrator."""
    async with a_client(ADMIN, router) as made:
        yield made


async def add(client: httpx.AsyncClient, receiver: Receiver) -> tuple[str, str]:
    """Add a webhook; return its address and its secret."""
    body = {"name": "Chat", "url": receiver.url, "events": ["ticket.created"]}
    answer = await client.post(HOOKS, json=body)
    assert answer.status_code == 201, answer.text
    return f"{HOOKS}/{answer.json()['webhook']['id']}", answer.json()["secret"]


async def happen(name: str = "ticket.created", **changes: Any) -> None:
    """Let something happen to a ticket."""
    args = {
        "event_id": new_id(),
        "name": name,
        "subject_id": new_id(),
        "at": utc_now(),
        "is_replay": False,
        "data": {"number": "TKT-1", "title": "VPN drops", "description": "canary-of-a-field"},
    }
    async with open_work(system_actor()) as work:
        await announce(work, args | changes)


async def log(client: httpx.AsyncClient, path: str) -> list[dict[str, Any]]:
    """Return the delivery log."""
    return list((await client.get(f"{path}/deliveries")).json()["items"])


def is_signed(request: Any, secret: str) -> bool:
    """Check a signature as a receiver does, by the specification."""
    signed = f"{request.headers['webhook-id']}.{request.headers['webhook-timestamp']}.{request.body}".encode()
    mac = hmac.new(base64.b64decode(secret.removeprefix("whsec_")), signed, hashlib.sha256).digest()
    return f"v1,{base64.b64encode(mac).decode()}" in request.headers["webhook-signature"].split(" ")


def test_the_published_example_of_the_specification() -> None:
    headers = signed_headers(
        "msg_p5jXN8AQM9LWM0D4loKWxJek",
        1_614_265_330,
        '{"test": 2432232314}',
        ["whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"],
    )
    assert headers["webhook-signature"] == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="


async def test_an_event_arrives_signed_with_its_allowed_fields_only(
    database: Database, client: httpx.AsyncClient, receiver: Receiver, run_jobs: Run
) -> None:
    path, secret = await add(client, receiver)
    await happen()
    await happen("comment.internal_created")
    await happen(is_replay=True)
    assert await run_jobs() == 1
    [got] = receiver.got
    assert is_signed(got, secret)
    body = json.loads(got.body)
    assert body["type"] == "ticket.created"
    assert body["data"].keys() == {"id", "number", "title"}
    assert "canary" not in got.body
    [delivery] = await log(client, path)
    assert (delivery["state"], delivery["status"], delivery["answer"]) == ("delivered", 200, "thank you")


async def test_hearing_an_event_twice_tells_once(
    database: Database, client: httpx.AsyncClient, receiver: Receiver, run_jobs: Run
) -> None:
    await add(client, receiver)
    event_id = new_id()
    for _ in range(3):
        await happen(event_id=event_id)
    await run_jobs()
    assert len(receiver.got) == 1


async def test_failures_are_tried_again_under_the_same_id(
    database: Database, client: httpx.AsyncClient, receiver: Receiver, run_jobs: Run
) -> None:
    path, _ = await add(client, receiver)
    receiver.statuses = [500, 0, 302, 200]
    await happen()
    for _ in range(4):
        await run_jobs()
    assert len({got.headers["webhook-id"] for got in receiver.got}) == 1
    assert len(receiver.got) == 4
    [delivery] = await log(client, path)
    assert (delivery["state"], delivery["attempts"]) == ("delivered", 4)
    assert (await client.get(path)).json()["failing_since"] is None


async def test_after_enough_attempts_it_failed_and_is_sent_again_by_hand(
    database: Database, client: httpx.AsyncClient, receiver: Receiver, run_jobs: Run
) -> None:
    path, _ = await add(client, receiver)
    receiver.statuses, receiver.body = [503], "x" * 2_000
    await happen()
    for _ in range(MAX_ATTEMPTS + 2):
        await run_jobs()
    assert len(receiver.got) == MAX_ATTEMPTS
    [delivery] = await log(client, path)
    assert (delivery["state"], delivery["status"], len(delivery["answer"])) == ("failed", 503, 500)
    receiver.statuses = [204]
    assert (await client.post(f"{path}/deliveries/{delivery['id']}/replay")).status_code == 202
    assert (await client.post(f"{path}/deliveries/{delivery['id']}/replay")).status_code == 409
    await run_jobs()
    assert (await log(client, path))[0]["state"] == "delivered"
    assert (await client.post(f"{path}/deliveries/{new_id()}/replay")).status_code == 404


async def test_a_new_secret_signs_beside_the_old_one(
    database: Database, client: httpx.AsyncClient, receiver: Receiver, run_jobs: Run
) -> None:
    path, old = await add(client, receiver)
    new = (await client.post(f"{path}/rotate")).json()["secret"]
    await client.post(f"{path}/ping")
    await run_jobs()
    [got] = receiver.got
    assert new != old
    assert is_signed(got, new)
    assert is_signed(got, old)
    async with database.engine.begin() as connection:
        await connection.execute(text("UPDATE webhooks SET old_secret_until = now()"))
    await client.post(f"{path}/ping")
    await run_jobs()
    assert not is_signed(receiver.got[1], old)
    async with database.engine.connect() as connection:
        kept = (await connection.execute(text("SELECT secret FROM webhooks"))).scalar_one()
        told = (await connection.execute(text("SELECT string_agg(data::text, '') FROM domain_events"))).scalar_one()
    assert new.encode() not in bytes(kept)
    assert new not in told
    assert new not in (await client.get(path)).text


@pytest.mark.parametrize("how", ["gone", "long"])
async def test_it_is_switched_off_by_itself_and_on_by_hand(
    database: Database, client: httpx.AsyncClient, receiver: Receiver, run_jobs: Run, how: str
) -> None:
    path, _ = await add(client, receiver)
    receiver.statuses = [410 if how == "gone" else 500]
    if how == "long":
        since = {"since": utc_now() - FAILING_FOR - timedelta(minutes=1)}
        async with database.engine.begin() as connection:
            await connection.execute(text("UPDATE webhooks SET failing_since = :since"), since)
    await happen()
    await run_jobs()
    shown = await client.get(path)
    assert shown.json()["is_active"] is False
    assert shown.json()["disabled_reason"]
    assert (await log(client, path))[0]["state"] == "failed"
    await happen()
    assert len(await log(client, path)) == 1
    on = await client.patch(path, json={"is_active": True}, headers={"If-Match": shown.headers["ETag"]})
    assert (on.json()["disabled_reason"], on.json()["failing_since"]) == (None, None)
    async with database.engine.connect() as connection:
        names = (await connection.execute(text("SELECT name FROM domain_events WHERE name LIKE 'webhook.%'"))).all()
    assert ("webhook.disabled",) in [tuple(row) for row in names]


@pytest.mark.asvs("1.3.6", "15.3.2")
@pytest.mark.peer_class("S13")
@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1/x", "http://169.254.169.254/latest/meta-data", "http://[::1]/", "http://10.0.0.8/",
        "http://2130706433/", "http://user@93.184.215.14/", "ftp://93.184.215.14/", "http://93.184.215.14:22/",
    ],
)  # fmt: skip
async def test_addresses_inside_are_refused_when_saved(database: Database, client: httpx.AsyncClient, url: str) -> None:
    set_outbound(OutboundClient(read_allow_list("")))
    answer = await client.post(HOOKS, json={"name": "In", "url": url, "events": ["ticket.created"]})
    set_outbound(None)
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["field"] == "url"


@pytest.mark.peer_class("S13")
async def test_an_address_that_leads_inside_later_is_refused_when_called(
    database: Database, client: httpx.AsyncClient, receiver: Receiver, run_jobs: Run
) -> None:
    path, _ = await add(client, receiver)
    set_outbound(OutboundClient(read_allow_list("")))
    await happen()
    await run_jobs()
    assert receiver.got == []
    [delivery] = await log(client, path)
    assert (delivery["state"], delivery["last_error"]) == ("queued", "This address cannot be called.")


async def test_senseless_and_stale_changes_are_refused(
    database: Database, client: httpx.AsyncClient, receiver: Receiver
) -> None:
    path, _ = await add(client, receiver)
    unknown = await client.patch(path, json={"events": ["moon.rose"]}, headers={"If-Match": "*"})
    assert unknown.json()["errors"][0]["field"] == "events"
    assert (await client.patch(path, json={"name": "X"})).status_code == 428
    assert (await client.patch(path, json={"name": "X"}, headers={"If-Match": '"9"'})).status_code == 412
    assert (await client.delete(path, headers={"If-Match": '"1"'})).status_code == 204
    assert (await client.get(path)).status_code == 404


async def test_only_administrators(database: Database) -> None:
    async with a_client(an_actor(Role.IT_MANAGER), router) as manager:
        assert (await manager.get(HOOKS)).status_code == 403


async def test_who_hears_by_two_names_is_told_once_by_the_narrower(
    database: Database, client: httpx.AsyncClient, receiver: Receiver, run_jobs: Run
) -> None:
    for event in change_events.EVENTS:
        register_event(event)
    for names in (["change.approved", "change.status_changed"], ["change.status_changed"], ["change.rejected"]):
        body = {"name": names[0], "url": receiver.url, "events": names}
        assert (await client.post(HOOKS, json=body)).status_code == 201
    data = {"number": "CHG-1", "title": "New core switch", "state": "approved", "previous_state": "submitted"}
    await happen("change.moved", data=data | {"plan": "canary-of-a-field"})
    await run_jobs()
    told = [json.loads(got.body) for got in receiver.got]
    assert sorted(one["type"] for one in told) == ["change.approved", "change.status_changed"]
    assert all(one["data"].keys() == {"id", *data} for one in told)


@pytest.mark.parametrize("room", [change_events, asset_events])
def test_what_is_told_is_what_the_events_hold_and_is_listened_to(room: Any) -> None:
    known = {event.name: {field.name for field in fields(event)} for event in _every_kind(DomainEvent)}
    for told in room.EVENTS:
        source = told.of or told.name
        assert {*told.fields, *told.when} <= known[source], told.name
        assert ANNOUNCE_JOB in SUBSCRIPTIONS[source]


def _every_kind(kind: type[DomainEvent]) -> Iterator[type[DomainEvent]]:
    for one in kind.__subclasses__():
        if "name" in vars(one):
            yield one
        yield from _every_kind(one)


async def test_a_change_and_an_asset_are_told_of_from_their_rooms_to_the_receiver(
    database: Database, client: httpx.AsyncClient, receiver: Receiver
) -> None:
    for event in (*change_events.EVENTS, *asset_events.EVENTS):
        register_event(event)
    names = ["change.created", "change.rejected", "asset.created"]
    body = {"name": "Chat", "url": receiver.url, "events": names}
    assert (await client.post(HOOKS, json=body)).status_code == 201
    before, CONSEQUENCES.subscriptions = CONSEQUENCES.subscriptions, SUBSCRIPTIONS
    try:
        async with open_work(system_actor()) as work:
            change = {"number": "CHG-1", "title": "New core switch", "version": 1}
            work.record(ChangeCreated(subject_id=new_id(), summary="begun", **change))
            work.record(
                ChangeMoved(
                    subject_id=new_id(),
                    state="rejected",
                    previous_state="submitted",
                    note="Not in a freeze",
                    implementer_id=None,
                    requester_id=new_id(),
                    **change,
                )
            )
            work.record(AssetCreated(subject_id=new_id(), tag="LT-0231", owner_id=None, version=1))
    finally:
        CONSEQUENCES.subscriptions = before
    await Worker({name: job for name, job in JOBS.items() if name.startswith("webhooks.")}).run_until_empty()
    told = {one["type"]: one["data"] for one in (json.loads(got.body) for got in receiver.got)}
    assert sorted(told) == sorted(names)
    assert (told["change.rejected"]["note"], told["change.rejected"]["previous_state"]) == (
        "Not in a freeze",
        "submitted",
    )
    assert told["asset.created"]["tag"] == "LT-0231"
