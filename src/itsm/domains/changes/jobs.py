"""Background work of changes."""

from __future__ import annotations

from typing import Final

from itsm.domains.changes.subscribers import graph, mails, suspects
from itsm.platform.jobs.model import Job

JOBS: Final = {
    mails.SCHEDULED_JOB: Job(mails.mail_scheduled),
    graph.GRAPH_JOB: Job(graph.find_conflicts_again),
    suspects.SUSPECT_JOB: Job(suspects.suspect),
}
SUBSCRIPTIONS: Final[dict[str, tuple[str, ...]]] = {
    **mails.SUBSCRIPTIONS,
    **graph.SUBSCRIPTIONS,
    **suspects.SUBSCRIPTIONS,
}
