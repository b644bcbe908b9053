"""What a client missed, and live updates for those without a socket."""

from typing import Annotated, Final

from fastapi import APIRouter, Query, Response

from itsm.domains.realtime.cursor import Cursor, parse_cursor
from itsm.domains.realtime.queries import head, missed_after
from itsm.domains.realtime.rooms import rooms_of
from itsm.domains.realtime.schemas import LiveEvent, LiveEvents
from itsm.platform.errors import Invalid
from itsm.platform.http.deps import CurrentActor, Reading

router = APIRouter(prefix="/events", tags=["realtime"])

MAX_EVENTS: Final = 500


@router.get("")
async def list_events(
    response: Response,
    actor: CurrentActor,
    session: Reading,
    after: Annotated[str | None, Query(max_length=40)] = None,
) -> LiveEvents:
    """List what the caller's rooms heard after a cursor, or, without one, where the log stands now."""
    response.headers["Cache-Control"] = "no-store"
    if after is None:
        return LiveEvents(items=[], next_cursor=str(await head(session)), reset=False)
    missed = await missed_after(session, _cursor(after), rooms_of(actor), limit=MAX_EVENTS)
    items = [LiveEvent(cursor=str(at), type=kind, payload=payload) for at, kind, payload in missed.items]
    return LiveEvents(items=items, next_cursor=str(missed.reached), reset=missed.is_reset)


def _cursor(written: str) -> Cursor:
    cursor = parse_cursor(written)
    if cursor is None:
        raise Invalid.field("after", "is not a cursor of the event log", "bad_cursor")
    return cursor
