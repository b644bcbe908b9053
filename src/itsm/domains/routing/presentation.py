"""Between the words of the interface and those of the engine: names for ids, and back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from itsm.domains.routing.codec import conditions_from
from itsm.domains.routing.decision import Condition, RuleOutcome, TeamChoice
from itsm.domains.routing.engine.agents import AgentChoice
from itsm.domains.routing.engine.teams import Conditions, RoutingFacts
from itsm.domains.routing.models import RoutingRuleRow
from itsm.domains.routing.schemas import (
    CandidateRead,
    ConditionsInput,
    ConditionsRead,
    MismatchRead,
    Named,
    RoutingRuleRead,
    RoutingTest,
    RoutingTestRead,
    RuleOutcomeRead,
)
from itsm.domains.settings import api as settings
from itsm.domains.settings.api import Reference
from itsm.domains.settings.enums import Priority
from itsm.domains.teams import api as teams
from itsm.domains.users import api as users
from itsm.platform.errors import Invalid
from itsm.platform.ids import try_uuid


@dataclass(frozen=True, slots=True)
class Names:
    """The names of everything rules mention."""

    reference: Reference
    teams: Mapping[UUID, str]
    people: Mapping[UUID, str]


async def names_for(session: AsyncSession, rows: Sequence[RoutingRuleRow]) -> Names:
    """Return the names that these rules need, in two queries whatever their number."""
    team_ids = {row.team_id for row in rows if row.team_id}
    return await names_of(session, team_ids, {watcher for row in rows for watcher in row.watcher_ids})


async def names_of(session: AsyncSession, team_ids: set[UUID], people: set[UUID]) -> Names:
    """Return the names of these teams and people, with those of all categories and locations."""
    return Names(
        await settings.reference(session),
        await teams.team_names(session, team_ids) if team_ids else {},
        await users.names(session, people) if people else {},
    )


def read_conditions(given: ConditionsInput, reference: Reference) -> Conditions:
    """Return the engine's conditions; raise `Invalid` naming the first reference that is unknown."""
    for subcategory_id in given.subcategory_ids:
        known = reference.category_by_id.get(subcategory_id)
        if known is None or known.parent_id is None:
            raise _unknown("conditions.subcategory_ids", str(subcategory_id))
    return Conditions(
        category_ids=frozenset(_category(reference, value, "conditions.categories") for value in given.categories),
        subcategory_ids=frozenset(given.subcategory_ids),
        location_ids=frozenset(_location(reference, value, "conditions.locations") for value in given.locations),
        types=frozenset(given.types),
        priorities=frozenset(given.priorities),
        departments=frozenset(department.casefold() for department in given.departments),
        keywords=tuple(dict.fromkeys(" ".join(word.split()) for word in given.keywords)),
        is_vip=given.is_vip,
    )


def read_facts(given: RoutingTest, reference: Reference) -> RoutingFacts:
    """Return the engine's facts of a ticket to try; raise `Invalid` for an unknown reference."""
    category_id = _category(reference, given.category, "category") if given.category else None
    subcategory_id = None
    if given.subcategory:
        found = reference.find_subcategory(category_id, given.subcategory) if category_id else None
        if found is None:
            raise _unknown("subcategory", given.subcategory)
        subcategory_id = found.id
    return RoutingFacts(
        category_id=category_id,
        subcategory_id=subcategory_id,
        location_id=_location(reference, given.location, "location") if given.location else None,
        ticket_type=given.type,
        priority=given.priority,
        department=given.department,
        title=given.title,
        description=given.description,
        is_vip=given.is_vip,
    )


def show_rule(row: RoutingRuleRow, names: Names) -> RoutingRuleRead:
    """Return a rule with names for ids."""
    asked = conditions_from(row.conditions)
    category, location = names.reference.category_name, names.reference.location_name
    return RoutingRuleRead(
        id=row.id,
        name=row.name,
        conditions=ConditionsRead(
            categories=_named((entry, category(entry)) for entry in asked.category_ids),
            subcategories=_named((entry, category(entry)) for entry in asked.subcategory_ids),
            locations=_named((entry, location(entry)) for entry in asked.location_ids),
            types=sorted(asked.types),
            priorities=sorted(asked.priorities),
            departments=sorted(asked.departments),
            keywords=list(asked.keywords),
            is_vip=asked.is_vip,
        ),
        team=Named(id=row.team_id, name=names.teams[row.team_id]) if row.team_id else None,
        priority_floor=Priority(row.priority_floor) if row.priority_floor else None,
        watchers=_named((watcher, names.people[watcher]) for watcher in row.watcher_ids),
        notify_manager=row.notify_manager,
        position=row.position,
        is_active=row.is_active,
        version=row.version,
    )


def show_test(
    team: TeamChoice, outcomes: Iterable[RuleOutcome], agent: AgentChoice | None, names: Names
) -> RoutingTestRead:
    """Return where a ticket would go and why, with names for ids."""
    chosen = agent.agent if agent else None
    return RoutingTestRead(
        team=Named(id=team.team_id, name=names.teams[team.team_id]) if team.team_id else None,
        rule=team.rule,
        rule_id=team.rule_id,
        rule_version=team.rule_version,
        added_by=list(team.added_by),
        priority=team.priority,
        watchers=_named((watcher, names.people[watcher]) for watcher in team.watcher_ids),
        notify_manager=team.notify_manager,
        is_unrouted=team.is_unrouted,
        assignee=Named(id=chosen.agent_id, name=chosen.name) if chosen else None,
        why=agent.why() if agent else "No rule names a team; the ticket would be listed as unrouted.",
        candidates=[CandidateRead.model_validate(c.to_json()) for c in agent.considered] if agent else [],
        rules=[_show_outcome(outcome, names.reference) for outcome in outcomes],
    )


def _show_outcome(outcome: RuleOutcome, reference: Reference) -> RuleOutcomeRead:
    became: Literal["applied", "not_matched", "too_late"] = "not_matched"
    if not outcome.mismatches:
        became = "too_late" if outcome.is_too_late else "applied"
    mismatches = [
        MismatchRead(condition=mismatch.condition, got=_name(reference, mismatch.condition, mismatch.got))
        for mismatch in outcome.mismatches
    ]
    return RuleOutcomeRead(id=outcome.rule_id, name=outcome.name, outcome=became, mismatches=mismatches)


def _name(reference: Reference, condition: Condition, got: str | None) -> str | None:
    found = try_uuid(got) if got else None
    if found is None:
        return got
    if condition is Condition.LOCATION:
        return reference.location_name(found)
    return reference.category_name(found)


def _named(pairs: Iterable[tuple[UUID, str | None]]) -> list[Named]:
    named = [Named(id=entry, name=name or "") for entry, name in pairs]
    return sorted(named, key=lambda entry: (entry.name.casefold(), entry.id))


def _category(reference: Reference, value: str, field: str) -> UUID:
    found = reference.find_category(value)
    if found is None:
        raise _unknown(field, value)
    return found.id


def _location(reference: Reference, value: str, field: str) -> UUID:
    found = reference.find_location(value)
    if found is None:
        raise _unknown(field, value)
    return found.id


def _unknown(field: str, value: str) -> Invalid:
    return Invalid.field(field, f"{value[:60]} is not known here.", "unknown_reference")
