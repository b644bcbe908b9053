"""Every background job by name, with how it is run."""

from __future__ import annotations

from itsm.platform.jobs.model import Job

JOBS: dict[str, Job] = {}
