"""The register of the demonstration is whole: it loads, all have laptops, one gateway of two takes nobody's VPN."""

from __future__ import annotations

from sqlalchemy import select

from itsm.domains.assets import api as assets
from itsm.domains.assets.enums import Direction
from itsm.domains.assets.impact import impact_of
from itsm.domains.assets.imports.models import AssetImport
from itsm.domains.assets.models import Asset, AssetRelation, AssetSeat
from itsm.platform.db.engine import Database
from itsm.wiring.demo.assets import add_assets
from itsm.wiring.demo.imports import add_imports
from tests.factories.world import World


async def test_the_demonstration_has_a_living_register(database: Database, world: World) -> None:
    await add_assets(world.users)
    manager = world.actor("manager.ph")
    async with database.reading() as session:
        laptops = await session.scalars(
            select(Asset.owner_id).where(Asset.tag.startswith("LT-"), Asset.owner_id.is_not(None))
        )
        assert set(laptops) == set(world.users.values())
        assert len(list(await session.scalars(select(AssetSeat.user_id)))) == len(world.users) + 4 + 3
        gateway = await assets.load_visible(session, manager, "NW-0003")
        found = await impact_of(session, manager, gateway, Direction.SUFFERS)
        assert {node.asset.tag: node.harm.value for node in found.nodes} == {"NW-0003": "fails", "SVC-0006": "weakened"}
        power = await impact_of(
            session, manager, await assets.load_visible(session, manager, "UP-0001"), Direction.SUFFERS
        )
        assert {"SVC-0001", "SVC-0006", "SVC-0007", "SVC-0008"} <= {node.asset.tag for node in power.nodes}
        assert {"Arturo Lim", "Bea Santos"} <= {person.name for person in power.people}


async def test_the_demonstration_has_files_in_every_state(database: Database, world: World) -> None:
    await add_assets(world.users)
    await add_imports({person: world.actor(login) for login, person in world.users.items()}, world.users)
    async with database.reading() as session:
        found = {one.file_name: one for one in await session.scalars(select(AssetImport))}
    phones, count, monitors = (
        found[name] for name in ("phones-manila-2026.csv", "stock-count-jakarta.csv", "monitors-shanghai.csv")
    )
    assert (phones.state, phones.counts["new"], phones.counts["refused"]) == ("done", 4, 1)
    assert (count.state, count.counts["restored"], count.counts["kept"]) == ("undone", 3, 0)
    network = found["network-shanghai.csv"]
    assert (network.state, network.counts) == ("done", {"new": 3, "refused": 1})
    async with database.reading() as session:
        brought = select(AssetRelation.kind).where(AssetRelation.import_id == network.id)
        assert sorted(await session.scalars(brought)) == ["connected_to", "depends_on"]
    agents = found["inventory-2026-11.jsonl"]
    assert (agents.state, agents.counts) == ("done", {"new": 2, "refused": 1})
    assert (monitors.state, monitors.counts) == ("checked", {"new": 3, "changed": 1, "refused": 3})
