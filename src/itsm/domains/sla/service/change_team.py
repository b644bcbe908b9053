"""A ticket changes hands: the time of the team that had it ends, that of the next one begins."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from itsm.domains.sla.cycles import add_clock, identity_of
from itsm.domains.sla.engine import clocks
from itsm.domains.sla.engine.instants import to_instant
from itsm.domains.sla.enums import Metric, Phase
from itsm.domains.sla.ledger import calendar_of, lock_clocks
from itsm.domains.sla.models import SlaClock
from itsm.domains.sla.policy_versions import policy_version
from itsm.domains.sla.service.move_clocks import apply
from itsm.platform.work import UnitOfWork


async def change_team(
    work: UnitOfWork, *, ticket_id: UUID, team_id: UUID | None, status: str, pending_reason: str | None
) -> None:
    """End the `ola` clock of the team that had an open ticket and begin one for the team that has it now.

    The policy that the ticket was promised by says whether teams are timed at all. `status` is the
    ticket's, with its pending reason: the next clock may have to stand still from its first second.
    """
    rows = await lock_clocks(work.session, ticket_id)
    last = rows.get(Metric.OLA)
    is_open = last is not None and last.phase != Phase.STOPPED
    if last is not None and is_open:
        if last.team_id == team_id:
            return
        await apply(work, last, clocks.stop)
    promised = rows.get(Metric.RESOLUTION) or rows.get(Metric.RESPONSE)
    if promised is not None and team_id is not None:
        columns = {"metric": Metric.OLA.value, "cycle": last.cycle + 1 if last else 1, "team_id": team_id}
        await _begin(work, promised, columns, status, pending_reason)


async def _begin(
    work: UnitOfWork, promised: SlaClock, columns: dict[str, Any], status: str, pending_reason: str | None
) -> None:
    policy = await policy_version(work.session, promised.policy_version_id)
    target = policy.target(Metric.OLA) if policy is not None else None
    if policy is None or target is None:
        return
    reason = policy.options.pause_reason(Metric.OLA, status, pending_reason)
    calendar = await calendar_of(work.session, promised)
    clock = clocks.start(calendar, to_instant(work.now), target, pause_reason=reason)
    await add_clock(work, promised.ticket_id, clock, calendar, identity_of(promised) | columns)
