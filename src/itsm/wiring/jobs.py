"""Every background job by name, with how it is run."""

from __future__ import annotations

from itsm.domains.files import jobs as files
from itsm.domains.sla import jobs as sla
from itsm.platform.jobs.model import Job

JOBS: dict[str, Job] = {
    "files.sweep_leftovers": Job(files.sweep_leftovers, max_attempts=3, timeout_seconds=600),
    "sla.sweep": Job(sla.sweep, max_attempts=3, timeout_seconds=120),
}
