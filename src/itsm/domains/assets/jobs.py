"""Background work of the asset register: who gets a thing is told."""

from __future__ import annotations

from typing import Any, Final
from uuid import UUID

from itsm.domains.assets.events import AssetHandedOver
from itsm.domains.notifications import api as notifications
from itsm.domains.users import api as users
from itsm.platform.jobs.model import Job
from itsm.platform.work import UnitOfWork

TELL_JOB: Final = "assets.tell_receiver"


async def tell_receiver(work: UnitOfWork, args: dict[str, Any]) -> None:
    """Mail who got an asset what they got, from whom and in what state."""
    data = args["data"]
    if args["is_replay"] or not data["mails"] or not data["owner_id"]:
        return
    receiver = await users.get_user(work.session, UUID(str(data["owner_id"])))
    if receiver is None or not receiver.is_active:
        return
    await notifications.deliver(
        work,
        event_id=UUID(str(args["event_id"])),
        recipient_id=receiver.id,
        address=receiver.email,
        name=receiver.name,
        template="asset_handed_over",
        context={"tag": data["tag"], "asset": data["label"], "giver": args["actor_name"], "note": data["note"]},
        locale=receiver.locale,
        timezone=receiver.timezone,
    )


JOBS: Final = {TELL_JOB: Job(tell_receiver)}
SUBSCRIPTIONS: Final[dict[str, tuple[str, ...]]] = {AssetHandedOver.name: (TELL_JOB,)}
