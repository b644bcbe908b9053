"""What administrators do to the machinery."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from itsm.platform.events import DomainEvent


def job_subject(job_id: int) -> UUID:
    """Return a job's number in the form that subjects of events have."""
    return UUID(int=job_id)


@dataclass(frozen=True, kw_only=True)
class JobRetried(DomainEvent):
    """An administrator had a job run again."""

    name: ClassVar[str] = "job.retried"
    subject_type: ClassVar[str] = "job"

    job_id: int
    job: str
