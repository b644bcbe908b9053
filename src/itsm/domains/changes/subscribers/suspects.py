"""What follows when an incident is about an asset: the changes that may have caused it are named."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

from itsm.domains.changes.service.suspects import suspect_changes
from itsm.domains.tickets import api as tickets

if TYPE_CHECKING:
    from itsm.platform.work import UnitOfWork

SUSPECT_JOB: Final = "changes.suspect"


async def suspect(work: UnitOfWork, args: dict[str, Any]) -> None:
    """Job on a new ticket and on one that got an asset. Hearing of one twice adds nothing twice."""
    if not args["is_replay"]:
        await suspect_changes(work, UUID(str(args["subject_id"])), str(args["data"]["number"]))


SUBSCRIPTIONS: Final[dict[str, tuple[str, ...]]] = {
    tickets.RaisedAboutAssets.name: (SUSPECT_JOB,),
    tickets.AssetLinked.name: (SUSPECT_JOB,),
}
