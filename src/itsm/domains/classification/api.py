"""What other rooms may ask of classification."""

from __future__ import annotations

from sqlalchemy.ext.asyncio import AsyncSession

from itsm.domains.classification.decision import Classification, Match
from itsm.domains.classification.engine import ChoicePolicy
from itsm.domains.classification.enums import Source
from itsm.domains.classification.repository import SNAPSHOT
from itsm.domains.conditions.api import TicketFacts as ClassificationFacts
from itsm.domains.settings import api as settings
from itsm.domains.settings.enums import Priority

__all__ = ["Classification", "ClassificationFacts", "Match", "Source", "classify"]


async def classify(session: AsyncSession, facts: ClassificationFacts) -> Classification:
    """Return the priority of a ticket and why; no query while the rules in memory are fresh.

    `to_json()` of the answer is what is stored with the ticket.
    """
    rules = await SNAPSHOT.get(session)
    policy = ChoicePolicy(
        is_allowed=await settings.setting(session, "requester_may_choose_priority"),
        highest=Priority(await settings.setting(session, "requester_highest_priority")),
    )
    return rules.classify(facts, policy)
