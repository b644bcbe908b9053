"""What the desk of the demonstration says again and again: canned replies and macros, of people, teams, everybody."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from itsm.domains.teams import api as teams
from itsm.domains.tickets.macros.enums import MacroScope
from itsm.domains.tickets.macros.schemas import MacroCreate
from itsm.domains.tickets.macros.service import create_macro
from itsm.platform.actor import Actor
from itsm.platform.work import open_work

_RESOLVED = {
    "to": "resolved",
    "resolution_summary": "Your password was reset and the account unlocked; you set a new one at the next sign-in.",
    "resolution_category": "Fixed",
    "root_cause": "The password had expired and the account locked itself after five attempts.",
}
# Who keeps it, for which team (None: everybody; "": themselves), and what.
_MACROS: tuple[tuple[str, str | None, dict[str, Any]], ...] = (
    (
        "manager.ph",
        None,
        {
            "name": "Received and taken",
            "body": "Hello {requester},\n\nI have taken your ticket {number} and look into it now. We mean to have it "
            "solved by {due}.\n\n{agent}, IT Support",
            "changes": {"assignee_id": "me", "status": {"to": "in_progress"}},
        },
    ),
    (
        "manager.ph",
        None,
        {
            "name": "Ask for a screenshot",
            "body": "Hello {requester},\n\ncould you add a screenshot of the whole window with the error, and the time "
            "at which it came up? With that I can find it in the logs.\n\n{agent}",
            "changes": {"status": {"to": "pending", "pending_reason": "user"}},
        },
    ),
    (
        "manager.ph",
        None,
        {
            "name": "Password reset done",
            "body": "Hello {requester},\n\nyour password is reset. Please sign in once with the one-time password that "
            "was sent to your manager.\n\n{agent}",
            "changes": {"status": _RESOLVED, "add_tags": ["password"]},
        },
    ),
    (
        "manager.ph",
        None,
        {"name": "How to reach us", "body": "For anything urgent call the IT desk of your site and say {number}."},
    ),
    (
        "manager.ph",
        "it_support_ph",
        {
            "name": "Laptop: battery and charger check",
            "body": "Hello {requester},\n\nplease leave the laptop on its own charger for 30 minutes with the lid "
            "closed, then hold the power button for 15 seconds. Does it start?\n\n{agent}",
            "changes": {"status": {"to": "pending", "pending_reason": "user"}, "add_tags": ["battery"]},
        },
    ),
    (
        "network",
        "network",
        {
            "name": "Checked the switch",
            "body": "Checked port, VLAN and DHCP lease on the floor switch: all as they should be.",
            "is_internal": True,
            "changes": {"add_tags": ["switch-checked"]},
        },
    ),
    (
        "agent.ph",
        "",
        {
            "name": "Infor Nexus: vendor informed",
            "body": "Hello {requester},\n\nInfor Nexus has our case and answers within a working day. I write as soon "
            "as I know more about {number}.\n\n{agent}",
            "changes": {"status": {"to": "pending", "pending_reason": "vendor"}, "add_tags": ["nexus"]},
        },
    ),
    (
        "agent.ph",
        "",
        {"name": "Thanks and bye", "body": "Thank you, {requester}. Write here if it comes back.\n\n{agent}"},
    ),
)


async def add_macros(actors: Mapping[UUID, Actor], ids: Mapping[str, UUID]) -> None:
    """Keep the texts and macros of the desk."""
    for login, key, fields in _MACROS:
        async with open_work(actors[ids[login]]) as work:
            named = {team.key: team.id for team in await teams.list_teams(work.session)}
            scope = MacroScope.SHARED if key is None else MacroScope.TEAM if key else MacroScope.PRIVATE
            await create_macro(work, MacroCreate(scope=scope, team_id=named[key] if key else None, **fields))
