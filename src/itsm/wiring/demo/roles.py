"""Roles that the demonstration's administrators made, and the directory whose groups are to give them.

A lead, a keeper of accounts, an auditor nobody is yet. The provider is switched off: there is no such address.
"""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING, Final

from pydantic import SecretStr

from itsm.domains.identity.oidc.administration import add_provider, change_provider
from itsm.domains.identity.oidc.schemas import GroupRole, ProviderCreate
from itsm.domains.users import api as users
from itsm.domains.users.roles.own import create_own_role
from itsm.domains.users.roles.schemas import OwnRoleCreate
from itsm.platform.permissions import ROLE_PERMISSIONS, Role

if TYPE_CHECKING:
    from collections.abc import Mapping
    from uuid import UUID

    from itsm.platform.work import UnitOfWork

_AGENT: Final = ROLE_PERMISSIONS[Role.IT_AGENT]
_READER: Final = frozenset(
    {"tickets.work", "users.read", "tickets.read_all", "dashboards.read", "assets.read", "audit.read"}
)
_ROLES: Final = (
    (
        "Service desk lead",
        "Leads a site's desk: gives tickets across teams, changes many at once, publishes articles.",
        Role.IT_AGENT,
        _AGENT | {"tickets.assign_any", "tickets.bulk", "kb.publish"},
        "Site leads asked for it at the March review.",
        ("agent.id", "agent.cn"),
    ),
    (
        "Identity administrator",
        "Adds people, changes their access and invites them; no settings, no other site's tickets.",
        Role.IT_AGENT,
        _AGENT | {"users.manage"},
        "Accounts are kept by one person, not by every administrator.",
        ("accounts",),
    ),
    (
        "Auditor",
        "Reads every ticket, asset and the audit trail; changes neither rules nor people.",
        Role.IT_MANAGER,
        _READER,
        "For the yearly audit by our customers.",
        (),
    ),
)


async def add_own_roles(work: UnitOfWork, ids: Mapping[str, UUID]) -> None:
    """Make the roles and give them to whom they are for; `ids` are the people's by login. And their directory."""
    groups = [GroupRole(group="IT-Managers", role=Role.IT_MANAGER), GroupRole(group="IT-Agents", role=Role.IT_AGENT)]
    for name, description, base, permissions, reason, logins in _ROLES:
        new = OwnRoleCreate(
            name=name, description=description, base=base, permissions=sorted(permissions), reason=reason
        )
        role = await create_own_role(work, new)
        groups.insert(0, GroupRole(group=f"IT-{name.replace(' ', '-')}", role=base, own_role_id=role.id))
        for login in logins:
            version = await users.user_version(work.session, ids[login])
            await users.update_user(work, ids[login], {"own_role_id": role.id}, version=version)
    provider = ProviderCreate(
        key="entra",
        name="Entra ID (tried in January)",
        issuer="https://login.madison88.example/v2.0",
        client_id="service-desk",
        client_secret=SecretStr(secrets.token_urlsafe()),
        group_roles=groups,
    )
    await change_provider(work, await add_provider(work, provider), {"is_active": False})
