"""What happens by the clock: periodic jobs, and loops that wait for the next due instant."""

from __future__ import annotations

from itsm.domains.approvals import jobs as approvals
from itsm.domains.assets import jobs as assets
from itsm.domains.audit import jobs as audit
from itsm.domains.files import jobs as files
from itsm.domains.identity import jobs as identity
from itsm.domains.knowledge import jobs as knowledge
from itsm.domains.lab import jobs as lab
from itsm.domains.notifications import jobs as notifications
from itsm.domains.ops import gauges as ops
from itsm.domains.reporting import jobs as reporting
from itsm.domains.sla import monitor as sla
from itsm.domains.tickets import jobs as tickets
from itsm.domains.webhooks import jobs as webhooks
from itsm.platform.jobs.model import Loop, Schedule
from itsm.wiring import upkeep

SCHEDULES: tuple[Schedule, ...] = (
    *tickets.SCHEDULES,
    *notifications.SCHEDULES,
    *identity.SCHEDULES,
    *audit.SCHEDULES,
    *upkeep.SCHEDULES,
    *lab.SCHEDULES,
    *files.SCHEDULES,
    *knowledge.SCHEDULES,
    *assets.SCHEDULES,
    *approvals.SCHEDULES,
    *webhooks.SCHEDULES,
    *reporting.SCHEDULES,
    Schedule("sla.sweep", "sla.sweep", every_seconds=300),
)
LOOPS: tuple[Loop, ...] = (Loop("sla.timers", sla.watch), *audit.LOOPS, *ops.LOOPS)
