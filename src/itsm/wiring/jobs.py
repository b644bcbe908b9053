"""Every background job by name, with how it is run: the rooms' own lists, joined."""

from __future__ import annotations

from itsm.domains.approvals import jobs as approvals
from itsm.domains.assets import jobs as assets
from itsm.domains.audit import jobs as audit
from itsm.domains.changes import jobs as changes
from itsm.domains.files import jobs as files
from itsm.domains.identity import jobs as identity
from itsm.domains.knowledge import jobs as knowledge
from itsm.domains.lab import jobs as lab
from itsm.domains.notifications import jobs as notifications
from itsm.domains.reporting import jobs as reporting
from itsm.domains.routing import jobs as routing
from itsm.domains.sla import jobs as sla
from itsm.domains.status import jobs as status
from itsm.domains.tickets import jobs as tickets
from itsm.domains.webhooks import jobs as webhooks
from itsm.platform.jobs.model import Job
from itsm.wiring import upkeep

JOBS: dict[str, Job] = {
    **tickets.JOBS,
    **notifications.JOBS,
    **identity.JOBS,
    **audit.JOBS,
    **upkeep.JOBS,
    **lab.JOBS,
    **routing.JOBS,
    **files.JOBS,
    **knowledge.JOBS,
    **assets.JOBS,
    **status.JOBS,
    **approvals.JOBS,
    **changes.JOBS,
    **webhooks.JOBS,
    **reporting.JOBS,
    "sla.sweep": Job(sla.sweep, max_attempts=3, timeout_seconds=120),
}
