"""Background work of changes."""

from __future__ import annotations

from typing import Final

from itsm.domains.changes.subscribers import mails
from itsm.platform.jobs.model import Job

JOBS: Final = {mails.SCHEDULED_JOB: Job(mails.mail_scheduled)}
SUBSCRIPTIONS: Final = mails.SUBSCRIPTIONS
