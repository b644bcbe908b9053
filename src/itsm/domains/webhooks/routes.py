"""Administration of webhooks, under /api/admin/webhooks."""

from uuid import UUID

from fastapi import APIRouter, Request
from starlette.responses import Response

from itsm.domains.webhooks import queries, service
from itsm.domains.webhooks.catalogue import EVENTS
from itsm.domains.webhooks.schemas import (
    Queued,
    WebhookCreate,
    WebhookDeliveryRead,
    WebhookEventList,
    WebhookEventRead,
    WebhookPatch,
    WebhookRead,
    WebhookWithSecret,
)
from itsm.platform.http.deps import Reading, Work, require
from itsm.platform.http.etags import IfMatch, json_response, require_version
from itsm.platform.http.paging import Page, PageQuery, decode_id_cursor, encode_cursor
from itsm.platform.http.resources import changed, shown

router = APIRouter(prefix="/admin/webhooks", tags=["administration"], dependencies=[require("settings.manage")])


@router.get("", response_model=Page[WebhookRead])
async def list_webhooks(request: Request, session: Reading) -> Response:
    """List every webhook."""
    items = [WebhookRead.model_validate(one) for one in await queries.list_all(session)]
    page = Page[WebhookRead](items=items, next_cursor=None, total=len(items), total_is_estimate=False)
    return json_response(request, page.model_dump_json().encode())


@router.post("", status_code=201)
async def create_webhook(body: WebhookCreate, work: Work, response: Response) -> WebhookWithSecret:
    """Add a webhook; the answer holds its secret, this once, and is not kept for repeating."""
    made, secret = await service.add_webhook(work, name=body.name, url=body.url, events=body.events)
    response.headers["Location"] = f"/api/admin/webhooks/{made.id}"
    response.headers["Cache-Control"] = "no-store"
    return WebhookWithSecret(webhook=WebhookRead.model_validate(made), secret=secret)


@router.get("/events", response_model=WebhookEventList)
async def list_webhook_events(request: Request) -> Response:
    """List the events that can be heard."""
    items = [WebhookEventRead(name=one.name, title=one.title, fields=["id", *one.fields]) for one in EVENTS.values()]
    return json_response(request, WebhookEventList(items=items).model_dump_json().encode())


@router.get("/{webhook_id}", response_model=WebhookRead)
async def get_webhook(request: Request, webhook_id: UUID, session: Reading) -> Response:
    """Return one webhook."""
    found = await queries.webhook(session, webhook_id)
    return shown(request, WebhookRead.model_validate(found), found.version)


@router.patch("/{webhook_id}", response_model=WebhookRead)
async def update_webhook(webhook_id: UUID, body: WebhookPatch, work: Work, if_match: IfMatch = None) -> Response:
    """Change a webhook, or switch it on or off."""
    found = await queries.webhook(work.session, webhook_id, for_update=True)
    require_version(if_match, found.version)
    await service.change_webhook(work, found, body.model_dump(exclude_unset=True))
    return changed(WebhookRead.model_validate(found), found.version)


@router.delete("/{webhook_id}", status_code=204)
async def delete_webhook(webhook_id: UUID, work: Work, if_match: IfMatch = None) -> None:
    """Remove a webhook and its log."""
    found = await queries.webhook(work.session, webhook_id, for_update=True)
    require_version(if_match, found.version)
    await service.remove_webhook(work, found)


@router.post("/{webhook_id}/rotate")
async def rotate_webhook_secret(webhook_id: UUID, work: Work, response: Response) -> WebhookWithSecret:
    """Give a webhook a new secret, shown this once; the old one signs too for a day."""
    found = await queries.webhook(work.session, webhook_id, for_update=True)
    secret = await service.rotate_secret(work, found)
    response.headers["Cache-Control"] = "no-store"
    return WebhookWithSecret(webhook=WebhookRead.model_validate(found), secret=secret)


@router.post("/{webhook_id}/ping", status_code=202)
async def ping_webhook(webhook_id: UUID, work: Work) -> Queued:
    """Send a test message."""
    found = await queries.webhook(work.session, webhook_id)
    return Queued(delivery_id=await service.ping(work, found))


@router.get("/{webhook_id}/deliveries", response_model=Page[WebhookDeliveryRead])
async def list_webhook_deliveries(request: Request, webhook_id: UUID, session: Reading, page: PageQuery) -> Response:
    """List what was sent to a webhook, the latest first."""
    await queries.webhook(session, webhook_id)
    rows = await queries.log_of(session, webhook_id, limit=page.limit + 1, before=decode_id_cursor(page.cursor))
    items = [WebhookDeliveryRead.model_validate(row) for row in rows[: page.limit]]
    answer = Page[WebhookDeliveryRead](
        items=items,
        next_cursor=encode_cursor(str(items[-1].id)) if len(rows) > page.limit else None,
        total=None,
        total_is_estimate=False,
    )
    return json_response(request, answer.model_dump_json().encode())


@router.post("/{webhook_id}/deliveries/{webhook_delivery_id}/replay", status_code=202)
async def replay_webhook_delivery(webhook_id: UUID, webhook_delivery_id: UUID, work: Work) -> Queued:
    """Send a finished delivery again, with the same message id."""
    found = await queries.webhook(work.session, webhook_id)
    delivery = await service.replay(work, found, webhook_delivery_id)
    return Queued(delivery_id=delivery.id)
