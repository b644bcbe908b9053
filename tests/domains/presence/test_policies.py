"""Who is one of whose people."""

from __future__ import annotations

from uuid import UUID

import pytest

from itsm.domains.presence.policies import manages
from itsm.domains.presence.queries import Place
from itsm.platform.actor import Actor, Role
from itsm.platform.permissions import ROLE_PERMISSIONS

ME, OTHER, TEAM = UUID(int=1), UUID(int=2), UUID(int=11)


def place(manager: UUID | None, *leads: UUID) -> Place:
    return Place(TEAM, manager, frozenset(leads))


@pytest.mark.parametrize(
    ("role", "places", "manager_id", "expected"),
    [
        (Role.IT_AGENT, [place(ME)], ME, False),
        (Role.SYSTEM_ADMIN, [], None, True),
        (Role.IT_MANAGER, [], ME, True),
        (Role.IT_MANAGER, [], OTHER, False),
        (Role.IT_MANAGER, [], None, False),
        (Role.IT_MANAGER, [place(OTHER)], None, False),
        (Role.IT_MANAGER, [place(OTHER), place(ME)], OTHER, True),
        (Role.IT_MANAGER, [place(OTHER, ME)], None, True),
        (Role.IT_MANAGER, [place(None)], None, True),
    ],
)
def test_ones_people(role: Role, places: list[Place], manager_id: UUID | None, *, expected: bool) -> None:
    actor = Actor(id=ME, name="Me", role=role, permissions=ROLE_PERMISSIONS[role])
    assert manages(actor, places, manager_id) is expected
