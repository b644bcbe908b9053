"""Background work of this room, as `itsm/wiring/jobs.py` lists it."""

from datetime import timedelta
from typing import Any, Final

from sqlalchemy import delete

from itsm.domains.identity.engine import ATTEMPTS_FORGOTTEN_AFTER
from itsm.domains.identity.models import ApiToken, PasswordLink, Session, SignInAttempts
from itsm.domains.identity.oidc.flows import purge_flows
from itsm.domains.identity.service.password_links import RESET_JOB, start_password_reset
from itsm.domains.identity.service.steps import purge_steps
from itsm.domains.identity.subscribers.mails import (
    SUBSCRIPTIONS,
    mail_api_token,
    mail_password_changed,
    mail_password_link,
    mail_second_factor,
)
from itsm.platform.jobs.model import Job, Schedule
from itsm.platform.work import UnitOfWork

__all__ = ["JOBS", "SCHEDULES", "SUBSCRIPTIONS"]

PURGE_JOB: Final = "identity.purge"
# Ended sessions and spent links stay this long, so that a late second use is still recognised and explained.
_KEEP: Final = timedelta(days=30)


async def purge(work: UnitOfWork, args: dict[str, Any]) -> None:
    """Delete sessions and links that ended long ago, and forgotten sign-in attempts. Takes no arguments."""
    del args
    await work.session.execute(delete(Session).where(Session.expires_at < work.now - _KEEP))
    await work.session.execute(delete(PasswordLink).where(PasswordLink.expires_at < work.now - _KEEP))
    await purge_steps(work)
    await purge_flows(work)
    await work.session.execute(delete(ApiToken).where(ApiToken.expires_at < work.now - _KEEP))
    await work.session.execute(
        delete(SignInAttempts).where(SignInAttempts.last_at < work.now - ATTEMPTS_FORGOTTEN_AFTER)
    )


JOBS: Final[dict[str, Job]] = {
    RESET_JOB: Job(start_password_reset),
    "identity.mail_password_link": Job(mail_password_link),
    "identity.mail_password_changed": Job(mail_password_changed),
    "identity.mail_second_factor": Job(mail_second_factor),
    "identity.mail_api_token": Job(mail_api_token),
    PURGE_JOB: Job(purge, timeout_seconds=120),
}

SCHEDULES: Final = (Schedule(PURGE_JOB, PURGE_JOB, every_seconds=86_400),)
