"""What webhooks may be told of changes: where they stand and when they are, not what is planned in detail."""

from __future__ import annotations

from typing import Final

from itsm.domains.changes.enums import ChangeState
from itsm.domains.changes.events import ChangeCreated, ChangeDeleted, ChangeEdited, ChangeMoved, ChangeScheduled
from itsm.domains.webhooks.api import ANNOUNCE_JOB, WebhookEvent

_CHANGE: Final = ("number", "title", "version")
_MOVED: Final = (*_CHANGE, "state", "previous_state", "note", "requester_id", "implementer_id")
_NARROWER: Final = (
    ("submitted", ChangeState.SUBMITTED, "A change was submitted for approval"),
    ("approved", ChangeState.APPROVED, "A change was approved"),
    ("rejected", ChangeState.REJECTED, "A change was rejected"),
    ("started", ChangeState.IMPLEMENTING, "A change is being carried out"),
    ("implemented", ChangeState.IMPLEMENTED, "A change was carried out"),
    ("failed", ChangeState.FAILED, "A change failed"),
    ("rolled_back", ChangeState.ROLLED_BACK, "A change was taken back"),
    ("cancelled", ChangeState.CANCELLED, "A change was cancelled"),
)

EVENTS: Final = (
    WebhookEvent(name=ChangeCreated.name, title="A change was begun", fields=_CHANGE),
    WebhookEvent(name=ChangeEdited.name, title="A change was edited", fields=_CHANGE),
    WebhookEvent(
        name="change.status_changed", title="A change is in another state", fields=_MOVED, of=ChangeMoved.name
    ),
    *(
        WebhookEvent(
            name=f"change.{word}", title=title, fields=_MOVED, of=ChangeMoved.name, when={"state": state.value}
        )
        for word, state, title in _NARROWER
    ),
    WebhookEvent(
        name=ChangeScheduled.name,
        title="The window of a change is fixed",
        fields=(*_CHANGE, "starts_at", "ends_at", "timezone"),
    ),
    WebhookEvent(name=ChangeDeleted.name, title="A draft or rejected change was deleted", fields=_CHANGE),
)
SUBSCRIPTIONS: Final[dict[str, tuple[str, ...]]] = {one.of or one.name: (ANNOUNCE_JOB,) for one in EVENTS}
