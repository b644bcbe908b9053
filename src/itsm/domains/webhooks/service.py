"""Adding, changing and rotating webhooks; telling them of an event; sending again."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

from sqlalchemy import delete, select
from sqlalchemy.dialects.postgresql import insert

from itsm.domains.webhooks.catalogue import EVENTS, PING, events_of
from itsm.domains.webhooks.enums import WebhookState
from itsm.domains.webhooks.events import (
    WebhookChanged,
    WebhookCreated,
    WebhookRemoved,
    WebhookReplayed,
    WebhookRotated,
)
from itsm.domains.webhooks.models import Webhook, WebhookDelivery
from itsm.domains.webhooks.signing import new_secret
from itsm.platform import jsonio
from itsm.platform.cache.snapshot import ConfigSnapshot
from itsm.platform.errors import Conflict, Invalid, NotFound
from itsm.platform.ids import new_id
from itsm.platform.outbound.client import OutboundRefusedError, get_outbound
from itsm.platform.sealing import seal, unseal
from itsm.platform.settings import get_settings

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from sqlalchemy.ext.asyncio import AsyncSession

    from itsm.platform.work import UnitOfWork

SEND_JOB: Final = "webhooks.send"
ANNOUNCE_JOB: Final = "webhooks.announce"
"""What a room subscribes to its events, so that webhooks hear of them."""
CONFIG: Final = "webhooks"
OLD_SECRET_COUNTS: Final = timedelta(days=1)
MOST: Final = 50


async def _load(session: AsyncSession) -> tuple[tuple[UUID, frozenset[str]], ...]:
    rows = await session.execute(select(Webhook.id, Webhook.events).where(Webhook.is_active))
    return tuple((webhook_id, frozenset(events)) for webhook_id, events in rows)


LISTENING: Final = ConfigSnapshot(CONFIG, _load)
"""Which webhook hears what: kept in memory, so that an event nobody listens to costs no query."""


async def announce(work: UnitOfWork, args: Mapping[str, Any]) -> None:
    """Queue an event for whoever hears it; `args` are a subscriber's. Hearing it twice tells nobody twice.

    A webhook that hears of it by two names is told once, by the name that says more.
    """
    data = args["data"]
    known = [] if args["is_replay"] else events_of(str(args["name"]), data)
    if not known:
        return
    told: set[UUID] = set()
    listening = await LISTENING.get(work.session)
    for one in known:
        hearing = [found for found, events in listening if one.name in events and found not in told]
        told.update(hearing)
        if hearing:
            fields = {name: data[name] for name in one.fields if name in data} | {"id": args["subject_id"]}
            body = _body(one.name, args["at"], fields)
            await _queue(work, UUID(str(args["event_id"])), one.name, body, hearing)


async def add_webhook(work: UnitOfWork, *, name: str, url: str, events: Sequence[str]) -> tuple[Webhook, str]:
    """Add a webhook; return it with its secret, which is shown this once. Raises Invalid, Conflict beyond `MOST`."""
    await _check(url, events)
    if len(list(await work.session.scalars(select(Webhook.id).limit(MOST)))) >= MOST:
        raise Conflict(f"There are {MOST} webhooks already.")
    webhook_id, secret = new_id(), new_secret()
    webhook = Webhook(
        id=webhook_id,
        name=name,
        url=url,
        events=sorted(set(events)),
        secret=_sealed(webhook_id, secret),
        is_active=True,
        version=1,
        created_at=work.now,
        updated_at=work.now,
    )
    work.session.add(webhook)
    work.touch_config(CONFIG)
    work.record(WebhookCreated(subject_id=webhook_id, version=1, summary=f"Added the webhook “{name}”"))
    return webhook, secret


async def change_webhook(work: UnitOfWork, webhook: Webhook, changes: Mapping[str, Any]) -> None:
    """Change name, address, events or whether it is on. Raises Invalid."""
    await _check(changes.get("url"), changes.get("events"))
    told = {}
    for field, value in changes.items():
        before, new = getattr(webhook, field), sorted(set(value)) if field == "events" else value
        if before != new:
            setattr(webhook, field, new)
            told[field] = (before, new)
    if not told:
        return
    if changes.get("is_active"):
        webhook.failing_since = webhook.disabled_reason = None
    webhook.version += 1
    work.touch_config(CONFIG)
    summary = f"Changed the webhook “{webhook.name}”"
    work.record(WebhookChanged(subject_id=webhook.id, version=webhook.version, changes=told, summary=summary))


async def remove_webhook(work: UnitOfWork, webhook: Webhook) -> None:
    """Remove a webhook and its log."""
    await work.session.execute(delete(Webhook).where(Webhook.id == webhook.id))
    work.touch_config(CONFIG)
    work.record(WebhookRemoved(subject_id=webhook.id, summary=f"Removed the webhook “{webhook.name}”"))


async def rotate_secret(work: UnitOfWork, webhook: Webhook) -> str:
    """Give a webhook a new secret and return it; the old one signs too for `OLD_SECRET_COUNTS`."""
    secret = new_secret()
    webhook.old_secret, webhook.old_secret_until = webhook.secret, work.now + OLD_SECRET_COUNTS
    webhook.secret = _sealed(webhook.id, secret)
    webhook.version += 1
    summary = f"Gave the webhook “{webhook.name}” a new secret"
    work.record(WebhookRotated(subject_id=webhook.id, version=webhook.version, summary=summary))
    return secret


async def ping(work: UnitOfWork, webhook: Webhook) -> UUID:
    """Queue a test message; return the delivery's id."""
    body = _body(PING, work.now, {"webhook": webhook.name})
    [delivery_id] = await _queue(work, new_id(), PING, body, [webhook.id])
    return delivery_id


async def replay(work: UnitOfWork, webhook: Webhook, delivery_id: UUID) -> WebhookDelivery:
    """Queue a finished delivery again, with the same message id. Raises NotFound, Conflict while it is under way."""
    delivery = await work.session.get(WebhookDelivery, delivery_id, with_for_update=True)
    if delivery is None or delivery.webhook_id != webhook.id:
        raise NotFound
    if delivery.state is WebhookState.QUEUED:
        raise Conflict("This is on its way already.")
    delivery.state, delivery.attempts, delivery.finished_at = WebhookState.QUEUED, 0, None
    work.defer(SEND_JOB, {"delivery_id": delivery.id})
    summary = f"Sent “{delivery.event}” to “{webhook.name}” again"
    work.record(WebhookReplayed(subject_id=webhook.id, version=webhook.version, summary=summary))
    return delivery


async def forget_deliveries(work: UnitOfWork, *, before: datetime, limit: int) -> int:
    """Delete up to `limit` deliveries made before a time; return how many."""
    old = select(WebhookDelivery.id).where(WebhookDelivery.created_at < before).limit(limit)
    gone = delete(WebhookDelivery).where(WebhookDelivery.id.in_(old)).returning(WebhookDelivery.id)
    return len((await work.session.execute(gone)).all())


def secrets_of(webhook: Webhook, now: datetime) -> list[str]:
    """Return the secrets that sign now, the newest first."""
    sealed = [webhook.secret]
    if webhook.old_secret and webhook.old_secret_until and now < webhook.old_secret_until:
        sealed.append(webhook.old_secret)
    opened = (unseal(_key(), one, webhook.id.bytes) for one in sealed)
    return [secret for secret in opened if secret is not None]


async def _queue(work: UnitOfWork, event_id: UUID, event: str, body: str, webhooks: Sequence[UUID]) -> list[UUID]:
    rows = [
        {
            "id": new_id(),
            "webhook_id": webhook_id,
            "event_id": event_id,
            "event": event,
            "body": body,
            "state": WebhookState.QUEUED,
            "attempts": 0,
            "created_at": work.now,
        }
        for webhook_id in webhooks
    ]
    fresh = insert(WebhookDelivery).values(rows).on_conflict_do_nothing().returning(WebhookDelivery.id)
    added = list(await work.session.scalars(fresh))
    for delivery_id in added:
        work.defer(SEND_JOB, {"delivery_id": delivery_id})
    return added


async def _check(url: str | None, events: Sequence[str] | None) -> None:
    if unknown := sorted(set(events or ()) - EVENTS.keys()):
        raise Invalid.field("events", f"there is no event {unknown[0]}", "unknown_reference")
    if url is None:
        return
    try:
        await get_outbound().check(url)
    except OutboundRefusedError as refusal:
        raise Invalid.field("url", str(refusal), "address_refused") from refusal


def _body(event: str, at: Any, data: Mapping[str, Any]) -> str:
    return jsonio.dumps_text({"type": event, "timestamp": at, "data": data})


def _sealed(webhook_id: UUID, secret: str) -> bytes:
    return seal(_key(), secret, webhook_id.bytes)


def _key() -> bytes:
    return get_settings().derive_key("webhooks/secret")
