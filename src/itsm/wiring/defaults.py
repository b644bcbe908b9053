"""What a new database is filled with: the shipped defaults of every room. Safe to run again."""

from __future__ import annotations

from uuid import UUID

from itsm.domains.assets.defaults import install_defaults as install_assets
from itsm.domains.changes.defaults import install_defaults as install_changes
from itsm.domains.classification.defaults import install_defaults as install_classification
from itsm.domains.knowledge.defaults import install_defaults as install_knowledge
from itsm.domains.routing.defaults import install_defaults as install_routing
from itsm.domains.settings import api as settings
from itsm.domains.settings.defaults import install_defaults as install_settings
from itsm.domains.sla.defaults import install_defaults as install_sla
from itsm.domains.teams import api as teams
from itsm.platform.work import UnitOfWork

# key, name, key of its location (None: works for all sites)
TEAMS: tuple[tuple[str, str, str | None], ...] = (
    ("it_support_ph", "IT Support PH", "ph"),
    ("it_support_us", "IT Support US", "us"),
    ("it_support_id", "IT Support ID", "id"),
    ("it_support_cn", "IT Support CN", "cn"),
    ("it_security", "IT Security", None),
    ("it_admin", "IT Admin", None),
    ("network", "Network", None),
)


async def install_defaults(work: UnitOfWork) -> None:
    """Write the shipped defaults that are not there yet."""
    await install_settings(work)
    await work.session.flush()
    team_ids = await _install_teams(work)
    await install_sla(work)
    await install_classification(work)
    await install_routing(work, team_ids)
    await install_knowledge(work)
    await install_assets(work)
    await install_changes(work)


async def _install_teams(work: UnitOfWork) -> dict[str, UUID]:
    """Add the shipped teams to a desk that has none; return the ids of the present ones by key."""
    present = {team.key: team.id for team in await teams.list_teams(work.session)}
    if present:
        return present
    for key, name, location_key in TEAMS:
        location = await settings.find_location(work.session, location_key) if location_key else None
        team = await teams.create_team(
            work, teams.NewTeam(key=key, name=name, location_id=location.id if location else None)
        )
        present[key] = team.id
    return present
