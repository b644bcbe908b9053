"""What webhooks may be told of assets. An import is told as a whole: thousands of rows would drown who listens."""

from __future__ import annotations

from typing import Final

from itsm.domains.assets.events import (
    AssetCreated,
    AssetEdited,
    AssetHandedOver,
    AssetMoved,
    AssetRelated,
    SeatChanged,
)
from itsm.domains.assets.imports.events import AssetImportChanged
from itsm.domains.webhooks.api import ANNOUNCE_JOB, WebhookEvent

_ASSET: Final = ("tag", "owner_id", "version")

EVENTS: Final = (
    WebhookEvent(name=AssetCreated.name, title="An asset was added", fields=_ASSET),
    WebhookEvent(name=AssetEdited.name, title="An asset was edited", fields=_ASSET),
    WebhookEvent(
        name="asset.status_changed",
        title="An asset stands elsewhere in its life",
        fields=(*_ASSET, "status", "note"),
        of=AssetMoved.name,
    ),
    WebhookEvent(
        name=AssetHandedOver.name,
        title="An asset was handed over or given back",
        fields=(*_ASSET, "from_id", "condition"),
    ),
    WebhookEvent(
        name=AssetRelated.name,
        title="An asset was related to another, or no more",
        fields=(*_ASSET, "kind", "other_id", "other_tag"),
    ),
    WebhookEvent(name=SeatChanged.name, title="A seat of a licence was given or taken", fields=(*_ASSET, "user_id")),
    WebhookEvent(
        name=AssetImportChanged.name,
        title="An import of assets was checked, carried out or taken back",
        fields=("state", "file_name", "counts"),
    ),
)
SUBSCRIPTIONS: Final[dict[str, tuple[str, ...]]] = {one.of or one.name: (ANNOUNCE_JOB,) for one in EVENTS}
