"""The changes of the demonstration: one in every state, told as they would be at Madison88."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from itsm.domains.approvals import api as approvals
from itsm.domains.assets import api as assets
from itsm.domains.changes import api as changes
from itsm.platform.actor import Actor
from itsm.platform.clock import utc_now
from itsm.platform.db.engine import get_database
from itsm.platform.work import open_work
from itsm.wiring.demo.routine import ROUTINE, SITES, add_freezes, add_routine, first_team, site_ids

_CALM: Final = {
    "reach": "few",
    "outage": "none",
    "practice": "often",
    "tested": "like_live",
    "back_out": "minutes",
    "data": "no",
}
_SOME: Final = _CALM | {"reach": "site", "outage": "off_hours", "practice": "once"}
_MUCH: Final = _CALM | {"reach": "company", "tested": "partly", "data": "copy"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """One change: who plans and does it, when (hours from now, length), and how far it comes."""

    by: str
    does: str
    fields: dict[str, Any]
    starts_in: float
    hours: float
    zone: str = "Asia/Manila"
    said: dict[str, str] = field(default_factory=dict)
    """Who of the board says what; the reason after a colon."""
    moves: tuple[str, ...] = ()
    on: tuple[str, ...] = ()
    """Tags of the assets it works on."""
    review: str = ""


def _plan(title: str, systems: list[str], risk: dict[str, str], **more: Any) -> dict[str, Any]:
    return {
        "type": changes.ChangeType.NORMAL,
        "title": title,
        "systems": systems,
        "risk_answers": risk,
        "communication_plan": "Mail to the leads of the site two days before, a notice on the portal on the day.",
    } | more


STORIES: Final[tuple[Story, ...]] = (
    Story(
        on=("NW-0003",),
        by="network",
        does="agent2.ph",
        starts_in=-400,
        hours=2,
        fields=_plan(
            "Replace the firmware of VPN gateway MNL-2",
            ["VPN gateway MNL-2"],
            _SOME,
            reason="Tunnels drop every ten minutes: a rekey bug of the firmware in use.",
            business_impact="People at home lose the VPN twice for about three minutes.",
            implementation_plan="1. Move users to MNL-1.\n2. Install firmware 9.4.2.\n3. Move a test group back, watch "
            "for thirty minutes, then the rest.",
            rollback_plan="Boot the earlier image from the second bank; five minutes.",
            test_plan="A tunnel that stays up for an hour, from home and from a hotspot.",
        ),
        said={"manager.ph": "approved:Outside the costing week, good."},
        moves=("schedule", "start", "finish:success", "close"),
    ),
    Story(
        on=("SVC-0002", "SV-0005"),
        by="agent.us",
        does="agent2.us",
        starts_in=-190,
        hours=3,
        zone="America/New_York",
        fields=_plan(
            "Upgrade Vision PLM to 2026.3",
            ["Vision PLM", "PLM database"],
            _MUCH,
            reason="The new style grid needs it; 2026.1 is out of support in January.",
            business_impact="No styles can be opened for three hours on a Saturday.",
            implementation_plan="1. Back up database and files.\n2. Upgrade the test system once more.\n3. Upgrade the "
            "live one, run the checks of the vendor.",
            rollback_plan="Restore the backup; about ninety minutes.",
            test_plan="Open, change and release a style in each brand.",
        ),
        said={"manager.us": "approved:", "admin": "approved:With the vendor on the phone, please."},
        moves=("schedule", "start", "finish:rolled_back:Images of older styles were missing; restored the backup."),
        review="The vendor's script skips archived styles. Ask for a fix, repeat in two weeks.",
    ),
    Story(
        by="security",
        does="network",
        starts_in=-26,
        hours=1,
        fields=_plan(
            "Block outgoing mail to the domain of a phishing kit",
            ["Mail gateway"],
            _SOME,
            type=changes.ChangeType.EMERGENCY,
            justification="Forty people got the mail this morning, two typed their password.",
            reason="Passwords are being sent to the kit's server.",
            business_impact="None expected; mail to one domain is held.",
            implementation_plan="Add the domain and its addresses to the block list of gateway and proxy.",
            rollback_plan="Remove the two entries.",
        ),
        moves=("start", "finish:success"),
    ),
    Story(
        by="agent.id",
        does="agent2.id",
        starts_in=-1,
        hours=4,
        zone="Asia/Jakarta",
        fields=_plan(
            "Move the Bandung sample share to the new file server",
            ["files-id", "Sample share"],
            _SOME,
            reason="The old server has four per cent of its disk left.",
            business_impact="Sample photos are read-only for the evening.",
            implementation_plan="1. Last copy with robocopy.\n2. Point the share's name to the new server.\n3. Compare "
            "a thousand files by checksum.",
            rollback_plan="Point the name back; nothing is deleted on the old server for a month.",
        ),
        said={"manager.ph": "approved:"},
        moves=("schedule", "start"),
    ),
    Story(
        on=("NW-0001",),
        by="network",
        does="network",
        starts_in=71,
        hours=2,
        fields=_plan(
            "Replace the core switch of the Manila office",
            ["Core switch MNL", "Wi-Fi Manila"],
            _SOME,
            reason="Two of its ports fail; the vendor replaces it under warranty.",
            business_impact="No network in the Manila office for about twenty minutes at night.",
            implementation_plan="1. Rack and configure the new one beside the old.\n2. Move the uplinks, then the "
            "floors one by one.",
            rollback_plan="Plug the uplinks back into the old switch; ten minutes.",
        ),
        said={"manager.ph": "approved:", "admin": "approved:"},
        moves=("schedule",),
    ),
    Story(
        by="agent2.ph",
        does="network",
        starts_in=72,
        hours=1.5,
        fields=_plan(
            "New Wi-Fi access points on the third floor",
            ["Wi-Fi Manila"],
            _CALM | {"reach": "department", "outage": "off_hours"},
            reason="The costing team sits in a dead corner.",
            business_impact="Wi-Fi on the third floor restarts twice.",
            implementation_plan="Mount four access points, join them to the controller, walk the floor with a meter.",
            rollback_plan="Take them out of the controller again.",
        ),
        said={"manager.ph": "approved:"},
    ),
    Story(
        on=("SVC-0004",),
        by="accounts",
        does="accounts",
        starts_in=120,
        hours=2,
        fields=_plan(
            "Ask for a second step at sign-in to GreatDay",
            ["GreatDay", "Identity provider"],
            _MUCH | {"outage": "none"},
            reason="The auditor asks for it by the end of the quarter.",
            business_impact="Everybody enrols an authenticator app at the next sign-in.",
            implementation_plan="1. Enrol IT and HR.\n2. Switch on for the offices in turn, a day apart.",
            rollback_plan="Switch the policy off; it takes effect within minutes.",
        ),
        said={"manager.ph": "approved:HR has seen the guide."},
    ),
    Story(
        on=("SVC-0009",),
        by="agent.cn",
        does="agent2.cn",
        starts_in=92,
        hours=1,
        zone="Asia/Shanghai",
        fields=_plan(
            "Change the label printers to the new carton format",
            ["Label printers CN", "Infor Nexus"],
            _CALM | {"reach": "site", "tested": "partly"},
            reason="Customers ask for the 2027 carton label from January on.",
            business_impact="Packing prints test labels for half an hour.",
            implementation_plan="Load the new format to the six printers, switch the template in Infor Nexus.",
            rollback_plan="Load the old format again.",
        ),
    ),
    Story(
        by="agent.ph",
        does="agent.ph",
        starts_in=30,
        hours=8,
        fields=_plan(
            "Reinstall all computers of the payables team at once",
            ["Laptop"],
            _SOME | {"outage": "work_hours"},
            reason="They are slow.",
            business_impact="Payables cannot pay for a day.",
            implementation_plan="Reinstall twelve computers from the image during the day.",
            rollback_plan="Spare computers for the most urgent.",
        ),
        said={
            "manager.ph": "rejected:Not in the week of the payment run.",
            "manager.us": "rejected:Two at a time, please.",
            "admin": "rejected:As Ramon says.",
        },
    ),
    Story(
        by="agent2.us",
        does="agent2.us",
        starts_in=260,
        hours=2,
        zone="America/New_York",
        fields=_plan(
            "Retire the old print server in New York",
            ["print-us"],
            {},
            reason="All queues moved to the new one in October.",
            business_impact="",
        ),
        moves=("stay",),
    ),
)


async def add_changes(actors: dict[UUID, Actor], ids: dict[str, UUID]) -> None:
    """Plan, approve and carry out the changes of the demonstration, each in the name of its people."""
    now = utc_now().replace(minute=0, second=0, microsecond=0)
    people = {login: actors[person] for login, person in ids.items()}
    await add_freezes(people, now)
    tags = await _tags(people["manager.ph"])
    sites = await site_ids()
    for story in STORIES:
        await _play(story, people, now, tags, sites)
    await add_routine(people, now, tags)


async def _tags(actor: Actor) -> dict[str, UUID]:
    """Return the ids of the assets that changes name, by tag."""
    named = {tag for story in STORIES for tag in story.on} | {tag for one in ROUTINE for tag in one.on}
    async with get_database().reading() as session:
        return {tag: (await assets.load_visible(session, actor, tag)).id for tag in sorted(named)}


async def _play(
    story: Story, people: dict[str, Actor], now: datetime, tags: dict[str, UUID], sites: dict[str, UUID]
) -> None:
    starts = now + timedelta(hours=story.starts_in)
    ends = starts + timedelta(hours=story.hours)
    planned = min(now, starts) - timedelta(hours=20)
    window = {"starts_at": starts, "ends_at": ends, "timezone": story.zone, "implementer_id": people[story.does].id}
    window |= {"asset_ids": [tags[tag] for tag in story.on], "location_id": sites[SITES[story.zone]]}
    async with open_work(people[story.by], now=planned) as work:
        window["team_id"] = await first_team(work, people[story.does])
        number = (await changes.create_change(work, story.fields | window)).number
        if story.moves != ("stay",):
            change = await changes.load_visible(work.session, work.actor, number, lock=True)
            await changes.move_change(work, change, changes.Step(move=changes.ChangeAction.SUBMIT))
    for hours, (login, said) in enumerate(story.said.items(), 1):
        await _say(people[login], number, said, planned + timedelta(hours=3 * hours))
    for index, step in enumerate(story.moves):
        if step != "stay":
            await _step(story, people, number, step, starts if index else min(now, starts) - timedelta(hours=10), ends)
    if story.review:
        async with open_work(people[story.does], now=ends + timedelta(hours=20)) as work:
            change = await changes.load_visible(work.session, work.actor, number, lock=True)
            await changes.write_review(work, change, summary=story.review, lessons="")


async def _say(actor: Actor, number: str, said: str, moment: datetime) -> None:
    vote, _, reason = said.partition(":")
    async with open_work(actor, now=moment) as work:
        change = await changes.load_visible(work.session, work.actor, number)
        asked = await approvals.of_subject(work.session, changes.SUBJECT, change.id)
        if asked and asked[0].state == approvals.Standing.OPEN:
            await approvals.decide(work, asked[0], approvals.Decision(vote=approvals.Vote(vote), reason=reason))


async def _step(
    story: Story, people: dict[str, Actor], number: str, step: str, starts: datetime, ends: datetime
) -> None:
    move, _, rest = step.partition(":")
    outcome, _, note = rest.partition(":")
    action = changes.ChangeAction(move)
    managing = action in {changes.ChangeAction.SCHEDULE, changes.ChangeAction.CLOSE}
    moment = {"start": starts, "finish": ends, "close": ends + timedelta(hours=24)}.get(move, starts)
    async with open_work(people["manager.ph" if managing else story.does], now=moment) as work:
        change = await changes.load_visible(work.session, work.actor, number, lock=True)
        ended = changes.Outcome(outcome) if outcome else None
        await changes.move_change(work, change, changes.Step(move=action, note=note, outcome=ended))
