"""A rule may name the agent besides the team: then it is theirs, if they can take it. Pure."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

from itsm.domains.routing.engine.agents import UNABLE, AgentChoice, Considered
from itsm.domains.routing.enums import NotTaken


def prefer(choice: AgentChoice, agent_id: UUID | None) -> AgentChoice:
    """Return the choice of a team with the agent that the rule names, where they can take the ticket.

    Where they cannot, the choice stays as it was and says why they did not get it.
    """
    if agent_id is None:
        return choice
    named = next((c for c in choice.considered if c.candidate.agent_id == agent_id), None)
    if named is None:
        return replace(choice, passed_over="The agent that the rule names is not among those the team asks")
    if named.not_taken in UNABLE:
        reason = named.not_taken.value.replace("_", " ")
        return replace(choice, passed_over=f"The rule names {named.candidate.name} ({reason})")
    others = (_behind(c) for c in choice.considered if c is not named)
    return replace(
        choice,
        agent=named.candidate,
        considered=(replace(named, not_taken=None), *others),
        is_named=True,
    )


def _behind(other: Considered) -> Considered:
    return other if other.not_taken in UNABLE else replace(other, not_taken=NotTaken.RULE_NAMES_ANOTHER)
