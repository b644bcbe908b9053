"""Every background job by name, with how it is run."""

from __future__ import annotations

from itsm.domains.sla import jobs as sla
from itsm.platform.jobs.model import Job

JOBS: dict[str, Job] = {
    "sla.sweep": Job(sla.sweep, max_attempts=3, timeout_seconds=120),
}
