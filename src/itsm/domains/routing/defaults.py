"""The rules a new database starts with (domain.md, Routing)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final
from uuid import UUID

from itsm.domains.conditions.api import all_of, one_of, vip_is
from itsm.domains.conditions.enums import TicketField
from itsm.domains.routing.queries import category_ids, location_ids
from itsm.domains.routing.repository import RULES
from itsm.domains.routing.service import stage_rule, write_version
from itsm.domains.settings.api import change_setting
from itsm.domains.settings.enums import Priority
from itsm.platform.expressions.tree import Node, to_json
from itsm.platform.work import UnitOfWork

SITES: Final = (("ph", "the Philippines"), ("us", "the US"), ("id", "Indonesia"), ("cn", "China"))
# Sites without a support team of their own are served from the Philippines.
ELSEWHERE: Final = "it_support_ph"
BY_CATEGORY: Final = (
    ("Access requests", "access-request", "it_security"),
    ("New accounts", "account-creation", "it_admin"),
    ("Network", "network", "network"),
)
TRIAGE: Final = "triage"


async def install_defaults(work: UnitOfWork, teams: Mapping[str, UUID]) -> None:
    """Write the shipped rules as version 1, unless there is a version already.

    `teams` are the ids of the teams by key; rules for a team that is not among them are left out.
    A team with the key "triage" becomes the one that gets what no rule matches.
    """
    await RULES.lock_versions(work.session)
    if await RULES.latest(work.session):
        return
    categories, locations = await category_ids(work.session), await location_ids(work.session)
    devices = one_of(TicketField.CATEGORY, [categories[key] for key in ("hardware", "software")])
    for key, place in SITES:
        at = all_of([devices, one_of(TicketField.LOCATION, [locations[key]])])
        await _add(work, f"Hardware and software in {place}", at, teams.get(f"it_support_{key}"))
    await _add(work, "Hardware and software elsewhere", all_of([devices]), teams.get(ELSEWHERE))
    for name, category, team in BY_CATEGORY:
        await _add(work, name, all_of([one_of(TicketField.CATEGORY, [categories[category]])]), teams.get(team))
    urgent = all_of([one_of(TicketField.PRIORITY, [Priority.P1])])
    await _add(work, "P1: tell the manager", urgent, None, notify_manager=True)
    await _add(work, "VIP: tell the manager", all_of([vip_is(True)]), None, notify_manager=True)
    await write_version(work, "Shipped defaults")
    if TRIAGE in teams:
        await change_setting(work, "triage_team_id", str(teams[TRIAGE]))


async def _add(work: UnitOfWork, name: str, where: Node, team_id: UUID | None, *, notify_manager: bool = False) -> None:
    if team_id is None and not notify_manager:
        return
    fields: dict[str, Any] = {
        "name": name,
        "where": to_json(where),
        "team_id": team_id,
        "agent_id": None,
        "priority_floor": None,
        "watcher_ids": [],
        "notify_manager": notify_manager,
        "is_active": True,
    }
    await stage_rule(work, fields)
