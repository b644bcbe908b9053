"""One attempt at one delivery. No transaction is open while the other side is called."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Final
from uuid import UUID

from itsm.domains.webhooks.enums import WebhookState
from itsm.domains.webhooks.events import WebhookDisabled
from itsm.domains.webhooks.models import Webhook, WebhookDelivery
from itsm.domains.webhooks.service import CONFIG, secrets_of
from itsm.domains.webhooks.signing import signed_headers
from itsm.platform.clock import utc_now
from itsm.platform.outbound.client import CallLimits, OutboundAnswer, OutboundError, get_outbound
from itsm.platform.work import UnitOfWork, open_work

if TYPE_CHECKING:
    from datetime import datetime

    from itsm.platform.actor import Actor

MAX_ATTEMPTS: Final = 12
FAILING_FOR: Final = timedelta(days=3)
"""A webhook that brought nothing but failures for so long is switched off."""
_LIMITS: Final = CallLimits(seconds=15, max_bytes=64 * 1024)
_KEPT_CHARS: Final = 500
_GONE: Final = 410


class NotDeliveredError(Exception):
    """It is still to be delivered: the job tries again later."""


@dataclass(frozen=True, slots=True)
class _Attempt:
    delivery_id: UUID
    url: str
    headers: dict[str, str]
    body: str


@dataclass(frozen=True, slots=True)
class _Outcome:
    is_success: bool
    status: int | None = None
    answer: str | None = None
    error: str | None = None


async def send_delivery(actor: Actor, delivery_id: UUID) -> None:
    """Make one attempt, if the delivery still is to be sent. Raises `NotDeliveredError` to be called again later."""
    attempt = await _begin(actor, delivery_id)
    if attempt is None:
        return
    outcome = await _call(attempt)
    if await _end(actor, delivery_id, outcome) is WebhookState.QUEUED:
        raise NotDeliveredError(outcome.error or f"answered {outcome.status}")


async def _begin(actor: Actor, delivery_id: UUID) -> _Attempt | None:
    async with open_work(actor) as work:
        delivery = await work.session.get(WebhookDelivery, delivery_id, with_for_update=True)
        if delivery is None or delivery.state is not WebhookState.QUEUED:
            return None
        webhook = await work.session.get_one(Webhook, delivery.webhook_id)
        if not webhook.is_active:
            delivery.state, delivery.last_error, delivery.finished_at = (
                WebhookState.FAILED, "The webhook is switched off.", work.now,
            )  # fmt: skip
            return None
        delivery.attempts += 1
        message_id = f"msg_{delivery.event_id.hex}"
        stamp = int(utc_now().timestamp())
        headers = signed_headers(message_id, stamp, delivery.body, secrets_of(webhook, work.now))
        headers["Content-Type"] = "application/json"
        return _Attempt(delivery.id, webhook.url, headers, delivery.body)


async def _call(attempt: _Attempt) -> _Outcome:
    try:
        answer = await get_outbound().request(
            "POST", attempt.url, headers=attempt.headers, content=attempt.body.encode(), limits=_LIMITS
        )
    except OutboundError as fault:
        return _Outcome(is_success=False, error=str(fault))
    return _Outcome(answer.is_success, answer.status, _excerpt(answer))


async def _end(actor: Actor, delivery_id: UUID, outcome: _Outcome) -> WebhookState:
    """Write down what came of it; return where the delivery stands now."""
    async with open_work(actor) as work:
        delivery = await work.session.get_one(WebhookDelivery, delivery_id, with_for_update=True)
        webhook = await work.session.get_one(Webhook, delivery.webhook_id, with_for_update=True)
        delivery.status, delivery.answer, delivery.last_error = outcome.status, outcome.answer, outcome.error
        if outcome.is_success:
            delivery.state, webhook.failing_since = WebhookState.DELIVERED, None
        else:
            webhook.failing_since = webhook.failing_since or work.now
            _switch_off(work, webhook, outcome)
            is_over = delivery.attempts >= MAX_ATTEMPTS or not webhook.is_active
            delivery.state = WebhookState.FAILED if is_over else WebhookState.QUEUED
        delivery.finished_at = None if delivery.state is WebhookState.QUEUED else work.now
        return delivery.state


def _switch_off(work: UnitOfWork, webhook: Webhook, outcome: _Outcome) -> None:
    """Switch a webhook off that has failed for too long or says that it is gone."""
    if not webhook.is_active:
        return
    if outcome.status == _GONE:
        reason = "The other side answered 410: it wants no more of these."
    elif _failed_long(webhook, work.now):
        reason = f"Nothing was delivered for {FAILING_FOR.days} days."
    else:
        return
    webhook.is_active, webhook.disabled_reason = False, reason
    webhook.version += 1
    work.touch_config(CONFIG)
    summary = f"Switched the webhook “{webhook.name}” off: {reason}"
    work.record(WebhookDisabled(subject_id=webhook.id, version=webhook.version, reason=reason, summary=summary))


def _failed_long(webhook: Webhook, now: datetime) -> bool:
    return webhook.failing_since is not None and now - webhook.failing_since >= FAILING_FOR


def _excerpt(answer: OutboundAnswer) -> str:
    return answer.body.decode("utf-8", "replace").replace("\x00", "")[:_KEPT_CHARS]
