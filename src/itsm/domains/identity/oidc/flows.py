"""Visits to a provider: begun in one browser, ended once, in the same browser."""

import base64
import hashlib
import hmac
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from sqlalchemy import delete

from itsm.domains.identity.keys import key
from itsm.domains.identity.models import OidcFlow
from itsm.domains.identity.oidc.providers import Provider
from itsm.domains.identity.secret_values import digest, new_refresh_token, same
from itsm.platform.oidc import Attempt
from itsm.platform.work import UnitOfWork

_LIFETIME: Final = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class BegunFlow:
    """A visit: the secret for the browser's cookie, and what goes to the provider."""

    secret: str
    expires_at: datetime
    attempt: Attempt


def begin_flow(
    work: UnitOfWork, provider: Provider, *, next_path: str, user_id: UUID | None = None, session_id: UUID | None = None
) -> BegunFlow:
    """Store a new visit and return it."""
    secret = new_refresh_token()
    expires_at = work.now + _LIFETIME
    work.session.add(
        OidcFlow(
            digest=digest(secret),
            provider_key=provider.key,
            user_id=user_id,
            session_id=session_id,
            next_path=next_path,
            expires_at=expires_at,
        )
    )
    return BegunFlow(secret, expires_at, _attempt(secret))


async def end_flow(
    work: UnitOfWork, secret: str | None, state: str | None, provider_key: str
) -> tuple[OidcFlow, Attempt] | None:
    """Use a visit up and return it; None unless this browser began it, at this provider, not long ago, with this state.

    Deleted by whoever comes first: of two at once with one answer, one finds nothing.
    """
    if not secret or not state or not same(_attempt(secret).state, state):
        return None
    ended = await work.session.scalars(
        delete(OidcFlow)
        .where(OidcFlow.digest == digest(secret), OidcFlow.provider_key == provider_key, OidcFlow.expires_at > work.now)
        .returning(OidcFlow)
    )
    flow = ended.one_or_none()
    return (flow, _attempt(secret)) if flow else None


async def purge_flows(work: UnitOfWork) -> None:
    """Delete visits nobody came back from."""
    await work.session.execute(delete(OidcFlow).where(OidcFlow.expires_at < work.now))


def _attempt(secret: str) -> Attempt:
    """Return what goes to the provider, each value made from the cookie's secret for its own purpose."""
    return Attempt(*(_value(secret, purpose) for purpose in ("state", "nonce", "verifier")))


def _value(secret: str, purpose: str) -> str:
    mac = hmac.digest(key("oidc-flow"), f"{purpose}\n{secret}".encode(), hashlib.sha256)
    return base64.urlsafe_b64encode(mac).rstrip(b"=").decode()
