"""Every mail of the desk: read it, send it again."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Request, Response

from itsm.domains.notifications import api as notifications
from itsm.domains.notifications.enums import DeliveryState
from itsm.domains.ops.schemas import DeliveryDetail, DeliveryRead
from itsm.platform.errors import Invalid, NotFound
from itsm.platform.http.deps import Reading, Work
from itsm.platform.http.etags import json_response
from itsm.platform.http.paging import Page, PageParams, decode_id_cursor, encode_cursor

router = APIRouter(prefix="/outbox")


def _filter(
    state: Annotated[str | None, Query(max_length=80)] = None,
    template: Annotated[str | None, Query(max_length=40, pattern=r"^[a-z_]+$")] = None,
    recipient_id: UUID | None = None,
    is_ambiguous: bool | None = None,
    q: Annotated[str | None, Query(max_length=100, pattern=r"^[^\x00]*$")] = None,
) -> notifications.DeliveryFilter:
    return notifications.DeliveryFilter(
        states=_states(state), template=template, recipient_id=recipient_id, is_ambiguous=is_ambiguous, text=q
    )


def _states(written: str | None) -> tuple[DeliveryState, ...]:
    """Read `state=queued,failed`."""
    try:
        return tuple(DeliveryState(part) for part in written.split(",")) if written else ()
    except ValueError:
        raise Invalid.field("state", f"is one or more of {', '.join(DeliveryState)}") from None


@router.get("", response_model=Page[DeliveryRead])
async def list_deliveries(
    request: Request,
    session: Reading,
    wanted: Annotated[notifications.DeliveryFilter, Depends(_filter)],
    page: Annotated[PageParams, Depends()],
) -> Response:
    """List mails, newest first."""
    rows = await notifications.search_deliveries(
        session, wanted, limit=page.limit + 1, before=decode_id_cursor(page.cursor)
    )
    total, is_estimate = await notifications.count_deliveries(session, wanted)
    shown = rows[: page.limit]
    answer = Page[DeliveryRead](
        items=[DeliveryRead.model_validate(row) for row in shown],
        next_cursor=encode_cursor(str(shown[-1].id)) if len(rows) > page.limit else None,
        total=total,
        total_is_estimate=is_estimate,
    )
    return json_response(request, answer.model_dump_json().encode())


@router.get("/{delivery_id}", response_model=DeliveryDetail)
async def get_delivery(request: Request, session: Reading, delivery_id: UUID) -> Response:
    """Return one mail with its body."""
    delivery = await notifications.get_delivery(session, delivery_id)
    if delivery is None:
        raise NotFound
    mail = await notifications.shown_mail(session, delivery)
    shown = DeliveryRead.model_validate(delivery).model_dump()
    answer = DeliveryDetail(**shown, html=mail.html, text=mail.text)
    return json_response(request, answer.model_dump_json().encode())


@router.post("/{delivery_id}/resend", status_code=202)
async def resend_delivery(work: Work, delivery_id: UUID) -> DeliveryRead:
    """Send a mail again, with the same message id."""
    return DeliveryRead.model_validate(await notifications.resend_delivery(work, delivery_id))
