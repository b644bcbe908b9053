"""Background work of the asset register: who gets a thing is told, files come in batch by batch."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, Final
from uuid import UUID

from sqlalchemy import delete

from itsm.domains.assets.enums import ImportState
from itsm.domains.assets.events import AssetCreated, AssetEdited, AssetHandedOver, AssetMoved
from itsm.domains.assets.health import refresh_health, refresh_next
from itsm.domains.assets.imports.models import AssetImport
from itsm.domains.assets.imports.service import IMPORT_JOB, REFRESH_ALL_JOB, import_rows
from itsm.domains.notifications import api as notifications
from itsm.domains.users import api as users
from itsm.platform.jobs.model import Job, Schedule
from itsm.platform.work import UnitOfWork

TELL_JOB: Final = "assets.tell_receiver"
REFRESH_JOB: Final = "assets.refresh_health"
_IDLE_IMPORT: Final = timedelta(days=7)


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


async def forget_imports(work: UnitOfWork, args: dict[str, Any]) -> None:
    """Forget files that nobody carried out for a week; what came in stays, and can be taken back. No arguments."""
    del args
    idle = (ImportState.UPLOADED.value, ImportState.CHECKED.value)
    old = AssetImport.created_at < work.now - _IDLE_IMPORT
    await work.session.execute(delete(AssetImport).where(AssetImport.state.in_(idle), old))


async def refresh(work: UnitOfWork, args: dict[str, Any]) -> None:
    """Keep the health of the asset that an event is about as it is now."""
    await refresh_health(work, {UUID(str(args["subject_id"]))})


async def refresh_all(work: UnitOfWork, args: dict[str, Any]) -> None:
    """Keep the health of every asset as it is now, a batch a job; `after`: the last one that was looked at."""
    after = args.get("after")
    if (last := await refresh_next(work, UUID(str(after)) if after else None)) is not None:
        work.defer(REFRESH_ALL_JOB, {"after": last})


JOBS: Final = {
    REFRESH_JOB: Job(refresh),
    REFRESH_ALL_JOB: Job(refresh_all),
    TELL_JOB: Job(tell_receiver),
    IMPORT_JOB: Job(import_rows, timeout_seconds=120),
    "assets.forget_imports": Job(forget_imports, max_attempts=3),
}
SCHEDULES: Final = (
    Schedule("assets.forget_imports", "assets.forget_imports", every_seconds=86_400),
    Schedule(REFRESH_ALL_JOB, REFRESH_ALL_JOB, every_seconds=3_600),
)
SUBSCRIPTIONS: Final[dict[str, tuple[str, ...]]] = {
    AssetHandedOver.name: (TELL_JOB, REFRESH_JOB),
    **dict.fromkeys((AssetCreated.name, AssetEdited.name, AssetMoved.name), (REFRESH_JOB,)),
}
