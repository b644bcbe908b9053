"""The address at which other programs read the calendar of changes.

It lies beside /api/changes and not below it: no API token, whatever it may read, gets or renews such an address.
"""

from typing import Annotated, Final

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from itsm.domains.changes.calendar_schemas import FeedRead
from itsm.domains.changes.engine.flow import WRITE
from itsm.domains.changes.feeds import address_of, feed_of
from itsm.domains.changes.models import ChangeFeed
from itsm.domains.changes.service.feed import give_address, read_calendar, withdraw_address
from itsm.domains.identity import api as identity
from itsm.platform.clock import utc_now
from itsm.platform.db.engine import get_database
from itsm.platform.http.deps import CurrentActor, Reading, Work, require
from itsm.platform.http.ratelimit import count_request, limit_sensitive

router = APIRouter(prefix="/calendar", tags=["changes"])

_READS: Final = "30/minute"


@router.get("/feed", response_model=FeedRead, dependencies=[require(WRITE)])
async def get_change_feed(actor: CurrentActor, session: Reading) -> Response:
    """Return the caller's own calendar address."""
    return _private(await feed_of(session, actor.id))


@router.put("/feed", response_model=FeedRead, dependencies=[require(WRITE)])
async def renew_change_feed(work: Work) -> Response:
    """Give the caller a calendar address; the one they had is dead from now on."""
    return _private(await give_address(work))


@router.delete("/feed", status_code=204, dependencies=[require(WRITE)])
async def drop_change_feed(work: Work) -> None:
    """Withdraw the caller's calendar address; nothing happens where there is none."""
    await withdraw_address(work)


@router.get("/changes.ics", response_class=Response)
async def read_change_calendar(
    request: Request, token: Annotated[str, Query(max_length=200, description="The secret of the address.")]
) -> Response:
    """Return the calendar of whoever an address belongs to, as it is for them now (iCalendar)."""
    ip = identity.client_ip(request)
    count_request(request, f"ip:{ip}")
    await limit_sensitive("change-feed", ip, _READS)
    async with get_database().reading() as session:
        body = await read_calendar(session, token, utc_now())
    headers = {"Cache-Control": "private, no-store", "Content-Disposition": 'inline; filename="changes.ics"'}
    return Response(body, media_type="text/calendar; charset=utf-8", headers=headers)


def _private(feed: ChangeFeed | None) -> Response:
    shown = FeedRead(address=address_of(feed) if feed else None, created_at=feed.created_at if feed else None)
    return Response(shown.model_dump_json(), media_type="application/json", headers={"Cache-Control": "no-store"})
