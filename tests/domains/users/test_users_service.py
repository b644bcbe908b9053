"""People: the invariants that hold whoever calls."""

from __future__ import annotations

import asyncio
from uuid import UUID

import pytest
from sqlalchemy import text

from itsm.domains.users import api as users
from itsm.domains.users.errors import EmailTaken, LastAdministrator
from itsm.platform.actor import Actor, Role, system_actor
from itsm.platform.db.engine import Database, get_database
from itsm.platform.errors import Forbidden, Invalid, StaleVersion
from itsm.platform.permissions import ROLE_PERMISSIONS
from itsm.platform.work import open_work

pytestmark = pytest.mark.usefixtures("database")


async def add(name: str, role: Role = Role.END_USER, *, manager_id: UUID | None = None) -> UUID:
    async with open_work(system_actor()) as work:
        email = f"{name.lower()}@madison88.example"
        user = await users.create_user(work, users.NewUser(email=email, name=name, role=role, manager_id=manager_id))
    return user.id


async def only_administrators(*names: str) -> list[UUID]:
    async with open_work(system_actor()) as work:
        await work.session.execute(text("UPDATE users SET role = 'end_user'"))
    return [await add(name, Role.SYSTEM_ADMIN) for name in names]


async def test_one_person_an_address_whatever_its_case() -> None:
    await add("Ana")
    with pytest.raises(EmailTaken):
        async with open_work(system_actor()) as work:
            await users.create_user(work, users.NewUser(email="ANA@madison88.example", name="A", role=Role.END_USER))


async def test_of_two_people_added_at_once_with_one_address_one_is_refused() -> None:
    outcomes = await asyncio.gather(*(add("Ana") for _ in range(5)), return_exceptions=True)
    assert sum(isinstance(outcome, UUID) for outcome in outcomes) == 1
    assert sum(isinstance(outcome, EmailTaken) for outcome in outcomes) == 4


@pytest.mark.asvs("15.4.2")
@pytest.mark.peer_class("S45")
async def test_two_administrators_cannot_demote_each_other_at_once() -> None:
    first, second = await only_administrators("Ada", "Bea")

    async def demote(who: UUID, by: UUID) -> None:
        actor = Actor(id=by, name="x", role=Role.SYSTEM_ADMIN, permissions=ROLE_PERMISSIONS[Role.SYSTEM_ADMIN])
        async with open_work(actor) as work:
            await users.update_user(work, who, {"role": Role.END_USER}, version=1)

    outcomes = await asyncio.gather(demote(first, second), demote(second, first), return_exceptions=True)
    assert [type(outcome) for outcome in outcomes].count(LastAdministrator) == 1
    async with get_database().reading() as session:
        assert len(await users.active_ids_with_role(session, Role.SYSTEM_ADMIN)) == 1


async def test_the_last_administrator_stays_even_for_the_system() -> None:
    (ada,) = await only_administrators("Ada")
    with pytest.raises(LastAdministrator):
        async with open_work(system_actor()) as work:
            await users.deactivate_user(work, ada)


async def test_a_manager_is_another_active_person() -> None:
    boss = await add("Boss")
    ana = await add("Ana", manager_id=boss)
    async with open_work(system_actor()) as work:
        await users.deactivate_user(work, boss)
    for manager in (ana, boss):
        with pytest.raises(Invalid):
            async with open_work(system_actor()) as work:
                await users.update_user(work, ana, {"manager_id": manager}, version=1)


async def test_a_stale_version_is_refused_and_says_the_present_one() -> None:
    ana = await add("Ana")
    async with open_work(system_actor()) as work:
        await users.update_user(work, ana, {"name": "Ana Maria"}, version=1)
    with pytest.raises(StaleVersion) as refused:
        async with open_work(system_actor()) as work:
            await users.update_user(work, ana, {"name": "Anna"}, version=1)
    assert refused.value.extra == {"current_version": 2}


async def test_events_name_old_and_new_values_and_the_role_apart() -> None:
    ana = await add("Ana")
    async with open_work(system_actor()) as work:
        await users.update_user(work, ana, {"department": "Finance", "role": Role.IT_AGENT}, version=1)
        recorded = {event.name: event.changes for event in work.events}
    assert recorded == {
        "user.updated": {"department": (None, "Finance")},
        "user.role_changed": {"role": (Role.END_USER, Role.IT_AGENT)},
    }


@pytest.mark.asvs("8.3.2")
@pytest.mark.peer_class("S05")
async def test_role_and_deactivation_move_the_authority_version(database: Database) -> None:
    ana = await add("Ana")
    versions = []
    for act in ("rename", "promote", "deactivate", "activate"):
        async with open_work(system_actor()) as work:
            if act == "rename":
                await users.update_user(work, ana, {"name": "Ana Maria"}, version=1)
            elif act == "promote":
                await users.update_user(work, ana, {"role": Role.IT_AGENT}, version=2)
            elif act == "deactivate":
                await users.deactivate_user(work, ana)
            else:
                await users.activate_user(work, ana)
        async with database.reading() as session:
            query = text("SELECT authority_version FROM users WHERE id = :id")
            versions.append(await session.scalar(query, {"id": ana}))
    assert versions == [1, 2, 3, 3]


async def test_writing_needs_the_permission() -> None:
    ana = await add("Ana")
    manager = Actor(id=ana, name="M", role=Role.IT_MANAGER, permissions=ROLE_PERMISSIONS[Role.IT_MANAGER])
    with pytest.raises(Forbidden):
        async with open_work(manager) as work:
            await users.deactivate_user(work, ana)


async def test_cards_and_names_come_in_one_query_each() -> None:
    ana, ben = await add("Ana", Role.IT_AGENT), await add("Ben")
    async with get_database().reading() as session:
        cards = await users.get_users(session, {ana, ben})
        assert (cards[ana].role, cards[ben].email) == (Role.IT_AGENT, "ben@madison88.example")
        assert await users.names(session, [ana, ben]) == {ana: "Ana", ben: "Ben"}
        assert await users.names(session, []) == {}
        found = await users.find_user_by_email(session, "BEN@madison88.example")
        assert found is not None
        assert found.id == ben
        with pytest.raises(Invalid):
            await users.require_active_user(session, UUID(int=5))
