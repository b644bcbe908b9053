"""What an administrator set about sign-in, from memory."""

from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy.ext.asyncio import AsyncSession

from itsm.domains.settings.api import setting
from itsm.platform.permissions import Role


@dataclass(frozen=True, slots=True)
class SignInRules:
    """How long sessions and proofs last, and who needs a second step."""

    idle: timedelta
    absolute: timedelta
    proof: timedelta
    second_step_roles: frozenset[Role]


async def sign_in_rules(session: AsyncSession) -> SignInRules:
    """Return the rules of the moment; no query while the copy in memory is fresh."""
    return SignInRules(
        idle=timedelta(minutes=await setting(session, "session_idle_minutes")),
        absolute=timedelta(days=await setting(session, "session_days")),
        proof=timedelta(minutes=await setting(session, "proof_minutes")),
        second_step_roles=frozenset(Role(role) for role in await setting(session, "second_step_roles")),
    )
