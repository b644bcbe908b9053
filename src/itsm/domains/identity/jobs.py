"""Background jobs of identity."""

from datetime import timedelta
from typing import Any, Final

from sqlalchemy import delete

from itsm.domains.identity.engine import ATTEMPTS_FORGOTTEN_AFTER
from itsm.domains.identity.models import PasswordLink, Session, SignInAttempts
from itsm.domains.identity.service.password_links import start_password_reset
from itsm.platform.work import UnitOfWork

__all__ = ["purge_identity", "start_password_reset"]

# Ended sessions and spent links stay this long, so that a late second use is still recognised and explained.
_KEEP: Final = timedelta(days=30)


async def purge_identity(work: UnitOfWork, _: dict[str, Any]) -> None:
    """Delete sessions (with their refresh tokens) and links that ended long ago, and forgotten attempts."""
    await work.session.execute(delete(Session).where(Session.expires_at < work.now - _KEEP))
    await work.session.execute(delete(PasswordLink).where(PasswordLink.expires_at < work.now - _KEEP))
    await work.session.execute(
        delete(SignInAttempts).where(SignInAttempts.last_at < work.now - ATTEMPTS_FORGOTTEN_AFTER)
    )
