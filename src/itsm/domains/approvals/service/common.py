"""What the use cases share."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

if TYPE_CHECKING:
    from itsm.domains.approvals.repository import Whole


def standing(whole: Whole) -> dict[str, Any]:
    """Return what every event says of an approval as it is after the change."""
    approval = whole.approval
    return {
        "subject_id": approval.id,
        "parent_type": approval.subject_type,
        "parent_id": approval.subject_id,
        "version": approval.version,
        "number": approval.number,
        "title": approval.title,
        "position": approval.position,
    }


def take_part(whole: Whole) -> tuple[UUID, ...]:
    """Return whose screens are told: who asked, who is asked in this step, and who stands in."""
    asked = [place.approver_id for place in whole.seats]
    return tuple(dict.fromkeys((whole.approval.requester_id, *asked, *whole.step.stand_in_ids)))
