"""What follows when assets hang together otherwise: conflicts of the changes near them are found again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

from itsm.domains.assets.events import AssetRelated
from itsm.domains.changes.service.conflicts import refresh_related

if TYPE_CHECKING:
    from itsm.platform.work import UnitOfWork

GRAPH_JOB: Final = "changes.find_conflicts_again"


async def find_conflicts_again(work: UnitOfWork, args: dict[str, Any]) -> None:
    """Job on a relation that came or went: both its ends are looked at, so hearing it of each is harmless."""
    await refresh_related(work, {UUID(str(args["subject_id"])), UUID(str(args["data"]["other_id"]))})


SUBSCRIPTIONS: Final[dict[str, tuple[str, ...]]] = {AssetRelated.name: (GRAPH_JOB,)}
