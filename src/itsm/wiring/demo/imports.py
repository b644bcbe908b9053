"""Files that came into the register of the demonstration: carried out, taken back, found by agents, to be looked at."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

from itsm.domains.assets.health import refresh_next
from itsm.domains.assets.imports import devices, queries, service
from itsm.domains.assets.imports.schemas import AssetImportTerms
from itsm.platform.tabular import Table
from itsm.platform.work import open_work

if TYPE_CHECKING:
    from itsm.platform.actor import Actor

_KEEPER: Final = "manager.ph"
_PHONES: Final = (
    "Asset tag,Type,Maker,Model,Serial number,Holder,Site,Purchase date,Warranty end,Cost,Currency,IMEI",
    "PH-0101,Phone,Samsung,Galaxy A56,R5CX40A1,Ana Ramirez,Philippines,14/01/2026,13/01/2028,21990,PHP,356938035643809",
    "PH-0102,Phone,Samsung,Galaxy A56,R5CX40A2,Bea Santos,Philippines,14/01/2026,13/01/2028,21990,PHP,356938035643817",
    "PH-0103,Phone,Samsung,Galaxy A56,R5CX40A3,Grace Uy,Philippines,14/01/2026,13/01/2028,21990,PHP,356938035643825",
    "PH-0104,Phone,Samsung,Galaxy A56,R5CX40A4,,Philippines,14/01/2026,13/01/2028,21990,PHP,356938035643833",
    "PH-0105,Phone,Apple,iPhone 16e,F2LXK1Q9,Gina Flores,Philippines,14/01/2026,13/01/2027,38990,PHP,356938035643841",
)
_COUNT: Final = (
    "Tag,Status,Room,Notes",
    "SV-0001,active,Server room rack 2,Counted by two people",
    "NW-0001,for repair,Server room,Fan is loud",
    "LT-0003,lost,,Not on the shelf",
)
_NETWORK: Final = (
    "Asset tag,Type,Name,Maker,Model,Site,Connected to,Depends on",
    "NW-0201,Network device,sha-sw-1,Aruba,CX 6200F,China,,NW-0203",
    "NW-0202,Network device,sha-ap-1,Aruba,AP-615,China,NW-0201,",
    "NW-0203,Network device,sha-fw-1,Fortinet,FortiGate 60F,China,,",
    "NW-0204,Network device,sha-ap-2,Aruba,AP-615,China,the old switch,",
)
_FOUND: Final[tuple[dict[str, Any], ...]] = (
    {
        "deviceid": "mnl-loan-1-2026-02-11",
        "itemtype": "Computer",
        "content": {
            "hardware": {
                "name": "mnl-loan-1",
                "uuid": "4C4C4544-0051-3510-8052-B4C04F4D5233",
                "chassis_type": "Notebook",
            },
            "bios": {"smanufacturer": "Lenovo", "smodel": "ThinkPad L14 Gen 5", "ssn": "PF4LOAN1"},
            "cpus": [{"name": "AMD Ryzen 5 PRO 7535U"}],
            "memories": [{"capacity": 16_384}],
            "storages": [{"type": "disk", "disksize": 512_110}],
            "operatingsystem": {"full_name": "Windows 11 Pro 24H2", "fqdn": "mnl-loan-1.madison88.example"},
        },
    },
    {
        "deviceid": "jkt-sw-2-2026-02-11",
        "itemtype": "NetworkEquipment",
        "content": {
            "network_device": {
                "name": "jkt-sw-2",
                "manufacturer": "Aruba",
                "model": "CX 6100",
                "serial": "SG2AKN801",
                "mac": "d4:e0:53:12:9c:40",
                "firmware": "10.13.1040",
                "ips": ["127.0.0.1", "10.62.0.12"],
            }
        },
    },
    {"itemtype": "Printer", "content": {"network_device": {"name": "unnamed", "serial": "None"}}},
)
_MONITORS: Final = (
    "Asset tag,Type,Name,Maker,Model,Serial,Site,Bought on,Warranty until,Price,Currency,Size",
    "MN-0201,Monitor,Dell P2725H,Dell,P2725H,CN0V8X1,China,2026-03-02,2029-03-01,1499,CNY,27",
    "MN-0202,Monitor,Dell P2725H,Dell,P2725H,CN0V8X2,China,2026-03-02,2029-03-01,1499,CNY,27",
    "MN-0203,Monitor,Dell P2725H,Dell,P2725H,CN0V8X3,China,2026-03-02,2029-03-01,1499,CNY,27",
    "MN-0001,Monitor,,,,,China,,,,,",
    "MN-0204,Monitor,Dell P2725H,Dell,P2725H,CN0V8X4,Shenzhen,2026-03-02,2029-03-01,1499,CNY,27",
    "MN-0205,Screen,Dell P2725H,Dell,P2725H,CN0V8X5,China,soon,2029-03-01,1499 or so,CNY,27",
    "MN-0201,Monitor,Dell P2725H,Dell,P2725H,CN0V8X1,China,2026-03-02,2029-03-01,1499,CNY,27",
)


async def add_imports(actors: Mapping[UUID, Actor], ids: Mapping[str, UUID]) -> None:
    """Bring the files in, in the name of a manager; `ids` are the people by their login."""
    keeper = actors[ids[_KEEPER]]
    phones = await _checked(keeper, "phones-manila-2026.csv", _PHONES)
    await _move(keeper, phones, service.start_import)
    count = await _checked(keeper, "stock-count-jakarta.csv", _COUNT)
    await _move(keeper, count, service.start_import)
    await _move(keeper, count, service.undo_import)
    network = await _checked(keeper, "network-shanghai.csv", _NETWORK)
    await _move(keeper, network, service.start_import)
    await _found(keeper)
    await _checked(keeper, "monitors-shanghai.csv", _MONITORS)


async def reckon_health(actor: Actor) -> None:
    """Let every asset have its health from the first look on."""
    after: UUID | None = None
    async with open_work(actor) as work:
        while True:
            after = await refresh_next(work, after)
            if after is None:
                return


async def _checked(keeper: Actor, name: str, lines: tuple[str, ...]) -> UUID:
    """Send a file and have it checked; return its import's id."""
    cells = [line.split(",") for line in lines]
    table = Table(cells[0], list(enumerate(cells[1:], 2)))
    async with open_work(keeper) as work:
        digest = hashlib.sha256("\n".join(lines).encode()).hexdigest()
        one = await service.take_table(work, name, digest, table)
        terms = AssetImportTerms(targets=one.targets, **one.terms)
        await service.set_terms(work, one, terms)
    await _finish(keeper, one.id)
    return one.id


async def _found(keeper: Actor) -> None:
    """Bring in what agents found on three devices; one of them cannot be told from others."""
    async with open_work(keeper) as work:
        documents = devices.Documents("0" * 64, list(enumerate(_FOUND, 1)))
        import_id = (await devices.take_devices(work, "inventory-2026-11.jsonl", documents)).id
    await _finish(keeper, import_id)
    await _move(keeper, import_id, service.start_import)


async def _move(keeper: Actor, import_id: UUID, what: service.Act) -> None:
    async with open_work(keeper) as work:
        await what(work, await queries.get_import(work.session, import_id, lock=True))
    await _finish(keeper, import_id)


async def _finish(keeper: Actor, import_id: UUID) -> None:
    """Do at once what a job would do."""
    is_more = True
    while is_more:
        async with open_work(keeper) as work:
            is_more = await service.move_rows(work, import_id, None)
