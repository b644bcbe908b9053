"""How the desk of the demonstration looks at its queue."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from uuid import UUID

from itsm.domains.teams import api as teams
from itsm.domains.tickets.saved_views.enums import Column, Grouping, ViewScope
from itsm.domains.tickets.saved_views.schemas import ViewCreate
from itsm.domains.tickets.saved_views.service import create_view
from itsm.platform.actor import Actor
from itsm.platform.work import open_work

_WIDE = [Column.PRIORITY, Column.STATUS, Column.SLA, Column.TEAM, Column.ASSIGNEE, Column.LOCATION]
_VIEWS: tuple[tuple[str, ViewCreate], ...] = (
    (
        "manager.ph",
        ViewCreate(
            name="P1 and P2 by team",
            scope=ViewScope.SHARED,
            filters={"view": "queue", "priority": "P1,P2"},
            sort="next_due_at",
            columns=_WIDE,
            grouping=Grouping.TEAM,
        ),
    ),
    ("manager.ph", ViewCreate(name="Reached nobody", filters={"view": "queue", "unrouted": "true"}, sort="created_at")),
    ("agent.ph", ViewCreate(name="Nexus and PLM", filters={"view": "queue", "q": "nexus or plm"}, sort="queue")),
)
_HARDWARE = {"view": "queue", "category": "Hardware", "location": "ph"}
_OF_TEAM = ("agent.ph", "it_support_ph", "Hardware at Manila", _HARDWARE)


async def add_views(actors: Mapping[UUID, Actor], ids: Mapping[str, UUID]) -> None:
    """Keep some views: everybody's, a team's, and people's own."""
    for login, body in _VIEWS:
        async with open_work(actors[ids[login]]) as work:
            await create_view(work, body)
    login, key, name, filters = _OF_TEAM
    actor = actors[ids[login]]
    async with open_work(actor) as work:
        team_id = next(team.id for team in await teams.list_teams(work.session) if team.key == key)
        work.actor = replace(actor, team_ids=frozenset({team_id}))
        grouping = Grouping.STATUS
        view = ViewCreate(name=name, scope=ViewScope.TEAM, team_id=team_id, filters=filters, grouping=grouping)
        await create_view(work, view)
