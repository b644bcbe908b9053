"""The status page of the demonstration: services of Madison88's world, an incident, a maintenance, news."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from itsm.domains.status import api as status
from itsm.platform.actor import Actor
from itsm.platform.work import open_work

_SERVICES: Final = (
    ("Microsoft 365", "Mail, Teams, OneDrive and Office"),
    ("VPN", "Work from home and on the road"),
    ("Network and Wi-Fi", "Offices and sample rooms of all sites"),
    ("Vision PLM", "Styles, tech packs, samples"),
    ("Pivot88", "Inspections and quality reports"),
    ("Infor Nexus", "Orders and shipments"),
    ("GreatDay HR", "Leave, attendance, payslips"),
    ("Printers and scanners", "Print, scan to mail"),
)
_AFFECTED: Final = ("user2.ph", "user3.id", "user2.us", "user4.id", "user2.cn")


async def add_status(actors: dict[UUID, Actor], ids: dict[str, UUID], now: datetime) -> None:
    """Keep the services and post what a visitor finds; `now` is the present of the demonstration."""
    admin, agent = actors[ids["admin"]], actors[ids["agent.ph"]]
    async with open_work(admin, now=now - timedelta(days=90)) as work:
        services = [
            await status.add_service(work, {"name": name, "description": text, "position": place})
            for place, (name, text) in enumerate(_SERVICES)
        ]
        known = {service.name: service.id for service in services}
    await _past(admin, known, now)
    await _incident(agent, actors, ids, known, now)
    await _news(admin, known, now)


async def _incident(
    agent: Actor, actors: dict[UUID, Actor], ids: dict[str, UUID], known: dict[str, UUID], now: datetime
) -> None:
    post = status.StatusPostCreate(
        kind=status.PostKind.INCIDENT,
        title="Vision PLM opens styles slowly",
        body="Styles and tech packs take a minute or more to open, at all sites. Samples and orders are not affected.",
        impact=status.ServiceImpact.DEGRADED,
        service_ids=[known["Vision PLM"]],
        next_update_at=now + timedelta(hours=1),
    )
    async with open_work(agent, now=now - timedelta(hours=2)) as work:
        made = await status.create_post(work, post)
    async with open_work(agent, now=now - timedelta(minutes=50)) as work:
        await status.add_update(
            work,
            await status.lock_post(work.session, made.id),
            state=status.PostState.IDENTIFIED,
            body="The vendor found a full disk and is making room. Opening a style twice often helps meanwhile.",
            next_update_at=now + timedelta(hours=1),
        )
    for login in _AFFECTED:
        async with open_work(actors[ids[login]], now=now - timedelta(minutes=30)) as work:
            await status.join(work, await status.lock_post(work.session, made.id))


async def _news(admin: Actor, known: dict[str, UUID], now: datetime) -> None:
    begins = (now + timedelta(days=3)).replace(hour=14, minute=0, second=0, microsecond=0)
    maintenance = status.StatusPostCreate(
        kind=status.PostKind.MAINTENANCE,
        title="New firewall in Bandung",
        body="Network and VPN at the Bandung site are off for about two hours. Save your work before.",
        service_ids=[known["Network and Wi-Fi"], known["VPN"]],
        starts_at=begins,
        ends_at=begins + timedelta(hours=2),
    )
    announcement = status.StatusPostCreate(
        kind=status.PostKind.ANNOUNCEMENT,
        title="Windows 11 comes to laptops in Manila this month",
        body="You choose the day yourself; it takes about an hour. Look for the mail of the IT team.",
        ends_at=now + timedelta(days=20),
    )
    async with open_work(admin, now=now - timedelta(days=1)) as work:
        await status.create_post(work, maintenance)
        await status.create_post(work, announcement)


async def _past(admin: Actor, known: dict[str, UUID], now: datetime) -> None:
    post = status.StatusPostCreate(
        kind=status.PostKind.INCIDENT,
        title="Mail to customers was delayed",
        body="Mail to addresses outside Madison88 arrives up to an hour late.",
        impact=status.ServiceImpact.DEGRADED,
        service_ids=[known["Microsoft 365"]],
    )
    async with open_work(admin, now=now - timedelta(days=4)) as work:
        made = await status.create_post(work, post)
    async with open_work(admin, now=now - timedelta(days=4) + timedelta(hours=3)) as work:
        await status.add_update(
            work,
            await status.lock_post(work.session, made.id),
            state=status.PostState.RESOLVED,
            body="Microsoft fixed it; every mail that waited has arrived.",
        )
