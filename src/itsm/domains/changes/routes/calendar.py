"""The calendar of changes."""

from datetime import timedelta
from typing import Annotated, Final
from uuid import UUID

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from itsm.domains.changes.calendar_schemas import CalendarChange, ChangeCalendarRead
from itsm.domains.changes.engine.flow import WRITE
from itsm.domains.changes.presentation import freezes_read
from itsm.domains.changes.queries.bookings import freezes_near
from itsm.domains.changes.queries.calendar import MOST_SHOWN, Stretch, changes_between
from itsm.platform.errors import Invalid
from itsm.platform.http.deps import CurrentActor, Reading, require
from itsm.platform.http.etags import json_response
from itsm.platform.http.schemas import Moment

router = APIRouter(prefix="/changes", dependencies=[require(WRITE)])

LONGEST: Final = timedelta(days=62)


@router.get("/calendar", response_model=ChangeCalendarRead)
async def get_change_calendar(
    request: Request,
    actor: CurrentActor,
    session: Reading,
    since: Annotated[Moment, Query(alias="from")],
    until: Annotated[Moment, Query(alias="to")],
    team_id: UUID | None = None,
    location_id: UUID | None = None,
) -> Response:
    """Return the changes and freezes of a stretch of time (two months at most)."""
    if not since < until <= since + LONGEST:
        raise Invalid.field("to", "It must lie after the beginning, by two months at most.", "bad_span")
    asked = Stretch(starts_at=since, ends_at=until, team_id=team_id, location_id=location_id)
    rows = await changes_between(session, actor, asked)
    shown = ChangeCalendarRead(
        changes=[CalendarChange.model_validate(row) for row in rows[:MOST_SHOWN]],
        freezes=await freezes_read(session, await freezes_near(session, since, until)),
        is_cut=len(rows) > MOST_SHOWN,
    )
    return json_response(request, shown.model_dump_json().encode())
