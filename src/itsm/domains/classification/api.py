"""What other rooms may ask of classification."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from itsm.domains.classification.decision import Classification, Match
from itsm.domains.classification.engine import ChoicePolicy, RuleSet
from itsm.domains.classification.enums import Source
from itsm.domains.classification.repository import RULES
from itsm.domains.classification.versions import (
    activate_content,
    choice_policy,
    current_content,
    current_engine,
    engine_from,
)
from itsm.domains.conditions.api import TicketFacts as ClassificationFacts

__all__ = [
    "RULES",
    "ChoicePolicy",
    "Classification",
    "ClassificationFacts",
    "Match",
    "RuleSet",
    "Source",
    "activate_content",
    "choice_policy",
    "classify",
    "current_content",
    "current_engine",
    "engine_from",
    "require_rule",
]


async def classify(session: AsyncSession, facts: ClassificationFacts) -> Classification:
    """Return the priority of a ticket and why; no query while the rules in memory are fresh.

    `to_json()` of the answer is what is stored with the ticket.
    """
    rules = await current_engine(session)
    return rules.classify(facts, await choice_policy(session))


async def require_rule(session: AsyncSession, rule_id: UUID) -> None:
    """Raise NotFound (404) unless there is such a rule, in use or not."""
    await RULES.get(session, rule_id)
