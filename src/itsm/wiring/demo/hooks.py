"""A webhook of the demonstration with its log: what the desk told a chat room these last days.

It is switched off, since there is no such address; what was told is made by the rules that always hold.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import select

from itsm.domains.webhooks.api import announce
from itsm.domains.webhooks.enums import WebhookState
from itsm.domains.webhooks.models import Webhook, WebhookDelivery
from itsm.domains.webhooks.queries import webhook
from itsm.domains.webhooks.service import CONFIG, change_webhook, rotate_secret
from itsm.platform.actor import system_actor
from itsm.platform.db.engine import get_database
from itsm.platform.db.tables import EventRow
from itsm.platform.ids import new_id
from itsm.platform.work import open_work

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime
    from uuid import UUID

    from itsm.platform.actor import Actor

_URL: Final = "https://chat.madison88.example/hooks/service-desk"
_HEARS: Final = (
    *("ticket.escalated", "sla.breached", "change.approved", "change.rejected", "change.status_changed"),
    *("asset.handed_over", "asset.status_changed"),
)
_OF: Final = ("ticket.escalated", "sla.breached", "change.moved", "asset.handed_over", "asset.moved")
_EACH: Final = 6


async def add_hooks(actors: Mapping[UUID, Actor], ids: Mapping[str, UUID], now: datetime) -> None:
    """Add the webhook, tell it what happened lately, and switch it off."""
    admin = actors[ids["admin"]]
    hook_id = new_id()
    async with open_work(admin, now=now - timedelta(days=30)) as work:
        work.session.add(_hook(hook_id, work.now))
        await work.session.flush()
        await rotate_secret(work, await webhook(work.session, hook_id))
        work.touch_config(CONFIG)
    for event in await _lately():
        async with open_work(system_actor("Demonstration"), now=event.at) as work:
            await announce(work, _args(event))
    async with open_work(admin) as work:
        await _answered(work.session)
        await change_webhook(work, await webhook(work.session, hook_id, for_update=True), {"is_active": False})


def _hook(hook_id: UUID, at: datetime) -> Webhook:
    return Webhook(
        id=hook_id,
        name="Chat room of the desk",
        url=_URL,
        events=sorted(_HEARS),
        secret=b"",
        is_active=True,
        version=1,
        created_at=at,
        updated_at=at,
    )


async def _lately() -> list[EventRow]:
    """Return the last few events of each kind that the webhook hears, the oldest first."""
    found: list[EventRow] = []
    async with get_database().reading() as session:
        for name in _OF:
            latest = select(EventRow).where(EventRow.name == name).order_by(EventRow.at.desc()).limit(_EACH)
            found += await session.scalars(latest)
    return sorted(found, key=lambda event: event.at)


async def _answered(session: Any) -> None:
    """Write down what the other side said: all but one went well, that one after a second try."""
    rows = list(await session.scalars(select(WebhookDelivery).order_by(WebhookDelivery.id)))
    for number, row in enumerate(rows):
        row.state, row.attempts, row.status, row.answer = WebhookState.DELIVERED, 1, 200, '{"ok":true}'
        row.finished_at = row.created_at + timedelta(seconds=1)
        if number % 9 == 4:  # noqa: PLR2004 - one in nine
            row.attempts = 2
    if rows:
        last = rows[-1]
        last.state, last.attempts, last.status, last.answer = WebhookState.FAILED, 12, 503, "upstream is being moved"
        last.last_error = None


def _args(event: EventRow) -> dict[str, Any]:
    return {
        "event_id": event.id,
        "name": event.name,
        "subject_id": event.subject_id,
        "at": event.at,
        "is_replay": False,
        "data": event.data,
    }
