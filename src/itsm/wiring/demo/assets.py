"""The register of the demonstration: laptops, machines, services, what needs what, tickets about them."""

from __future__ import annotations

import json
import random
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from decimal import Decimal
from importlib.resources import files
from typing import TYPE_CHECKING, Any
from uuid import UUID

from sqlalchemy import func, select

from itsm.domains.assets import api as assets
from itsm.domains.settings import api as settings
from itsm.domains.tickets.assets.service import link_asset
from itsm.domains.tickets.models import Ticket
from itsm.platform.actor import system_actor
from itsm.platform.work import open_work
from itsm.wiring.demo.people import EVERYBODY, Person

if TYPE_CHECKING:
    from itsm.platform.work import UnitOfWork

_SEED = 88
_SPARE_LAPTOPS = 4
_WORN_AGE = 1_400


async def add_assets(ids: Mapping[str, UUID]) -> None:
    """Fill the register; `ids` are the people by their login."""
    plan: dict[str, Any] = json.loads(files("itsm.wiring.demo").joinpath("assets.json").read_text("utf-8"))
    async with open_work(system_actor("Demonstration")) as work:
        maker = _Maker(work, ids, {kind.key: kind.id for kind in await assets.types(work.session)})
        await maker.add_services(plan["services"])
        await maker.add_machines(plan["machines"])
        await maker.add_licences(plan["licences"])
        await maker.add_desks(plan["laptops"], plan["monitors"])
        for source, kind, target in plan["relations"]:
            await assets.relate(work, assets.RelationKind(kind), maker.made[source], maker.made[target])
    async with open_work(system_actor("Demonstration")) as work:
        await _put_beside_tickets(work, maker.made, plan["beside"])


class _Maker:
    def __init__(self, work: UnitOfWork, ids: Mapping[str, UUID], types: Mapping[str, UUID]) -> None:
        self.work, self.ids, self.types = work, ids, types
        self.made: dict[str, UUID] = {}
        self._dice = random.Random(_SEED)

    async def add_services(self, rows: Iterable[Mapping[str, Any]]) -> None:
        """Add what the desk answers for; each is kept by somebody in IT."""
        for row in rows:
            await self._add(row, status=assets.AssetStatus.ACTIVE, owner_id=self.ids[row["keeper"]])

    async def add_machines(self, rows: Iterable[Mapping[str, Any]]) -> None:
        """Add what stands in racks, halls and rooms."""
        for row in rows:
            await self._add(row, status=assets.AssetStatus(row.get("status", "active")))

    async def add_licences(self, rows: Iterable[Mapping[str, Any]]) -> None:
        """Add licences, and give their seats away."""
        for row in rows:
            asset = await self._add({**row, "kind": "software"}, status=assets.AssetStatus.ACTIVE, seats=row["seats"])
            people = [p.login for p in EVERYBODY] if row.get("everybody") else row["people"]
            for login in people:
                await assets.give_seat(self.work, asset, self.ids[login])

    async def add_desks(self, laptops: list[list[str]], monitors: list[list[str]]) -> None:
        """Give everybody a laptop, half of them a monitor; a few laptops lie in stock."""
        for person in EVERYBODY:
            await self._desk_thing("laptop", person, self._dice.choice(laptops))
            if self._dice.random() < 0.5:  # noqa: PLR2004 - half of them
                await self._desk_thing("monitor", person, self._dice.choice(monitors))
        for _ in range(_SPARE_LAPTOPS):
            await self._desk_thing("laptop", None, self._dice.choice(laptops))

    async def _desk_thing(self, kind: str, person: Person | None, offer: list[str]) -> None:
        maker, model, cost = offer
        age = self._dice.randrange(20, _WORN_AGE + 300)
        row = {
            "kind": kind,
            "name": f"{maker} {model}",
            "maker": maker,
            "model": model,
            "cost": cost,
            "age": age,
            "warranty": 1_095 - age,
            "site": person.location if person else "ph",
            "serial": f"{maker[:2].upper()}{self._dice.randrange(10**7, 10**8)}",
        }
        if kind == "laptop":
            row["fields"] = {"memory_gb": self._dice.choice([16, 16, 32]), "operating_system": "Windows 11 23H2"}
        await self._add(row, owner_id=self.ids[person.login] if person else None)

    async def _add(self, row: Mapping[str, Any], **more: Any) -> assets.Asset:
        place = await settings.find_location(self.work.session, row["site"]) if "site" in row else None
        new = assets.NewAsset(
            type_id=self.types[row["kind"]],
            name=row["name"],
            tag=row.get("tag"),
            serial=row.get("serial"),
            manufacturer=row.get("maker"),
            model=row.get("model"),
            location_id=place.id if place else None,
            place=row.get("place"),
            purchased_on=self._day(-row["age"]) if "age" in row else None,
            warranty_until=self._day(row["warranty"]) if "warranty" in row else None,
            cost=Decimal(row["cost"]) if "cost" in row else None,
            currency="USD" if "cost" in row else None,
            vendor=row.get("vendor"),
            contract=row.get("contract"),
            contract_until=self._day(row["contract_days"]) if "contract_days" in row else None,
            needed_up=row.get("needed_up"),
            fields=row.get("fields", {}),
            notes=row.get("notes"),
            **more,
        )
        asset = await assets.create_asset(self.work, new)
        self.made[asset.tag] = asset.id
        return asset

    def _day(self, days: int) -> date:
        return self.work.now.date() + timedelta(days=days)


async def _put_beside_tickets(work: UnitOfWork, made: Mapping[str, UUID], beside: Iterable[tuple[str, str]]) -> None:
    recent = func.now() - timedelta(days=60)
    for word, tag in beside:
        # sees all: the demonstration is told by the desk itself
        query = select(Ticket.id).where(Ticket.title.contains(word), Ticket.created_at > recent)
        for ticket_id in list(await work.session.scalars(query.order_by(Ticket.created_at.desc()).limit(4))):
            await link_asset(work, ticket_id, made[tag])
