"""Reading, locking and versioning rules."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from itsm.domains.routing.codec import rule_content, rule_from
from itsm.domains.routing.engine.teams import RoutingRules
from itsm.domains.routing.models import RoutingRuleRow, RoutingVersion
from itsm.domains.settings import api as settings
from itsm.platform.cache.snapshot import ConfigSnapshot
from itsm.platform.db.ordered_rules import OrderedRules

# Rules people keep by hand.
MOST_RULES = 2_000

RULES = OrderedRules(RoutingRuleRow, RoutingVersion, config="routing", most=MOST_RULES)


def rules_from(
    content: Mapping[str, Any], *, version: int, triage_team_id: UUID | None, languages: Sequence[str]
) -> RoutingRules:
    """Return the engine for all rules of a content, as versions keep it."""
    active = [rule_from(rule) for rule in content["rules"] if rule["is_active"]]
    return RoutingRules(active, version=version, triage_team_id=triage_team_id, languages=languages)


async def _load(session: AsyncSession) -> RoutingRules:
    triage = await settings.setting(session, "triage_team_id")
    return rules_from(
        {"rules": [rule_content(row) for row in await RULES.all(session)]},
        version=await RULES.latest(session),
        triage_team_id=UUID(triage) if triage else None,
        languages=await settings.setting(session, "text_languages"),
    )


SNAPSHOT = ConfigSnapshot("routing", _load)
