"""Where SendGrid tells what became of mails. Its signature is the authority; without a key there is no such address."""

from typing import Final

from fastapi import APIRouter, Request

from itsm.domains.notifications.suppression.returns import take_returns
from itsm.platform.actor import system_actor
from itsm.platform.errors import Invalid, NotFound
from itsm.platform.http.ratelimit import count_request, limit_sensitive
from itsm.platform.mail.events import SIGNATURE_HEADER, TIMESTAMP_HEADER, BadEventsError, is_signed, read_events
from itsm.platform.settings import get_settings
from itsm.platform.work import open_work

router = APIRouter(prefix="/mail-events", tags=["administration"])

_CALLS: Final = "600/minute"


@router.post("/sendgrid", status_code=204)
async def take_mail_events(request: Request) -> None:
    """Hear from SendGrid's Event Webhook what bounced, was called spam, or unsubscribed."""
    ip: str = getattr(request.state, "ip", "")
    count_request(request, f"ip:{ip}")
    await limit_sensitive("mail-events", ip, _CALLS)
    key = get_settings().sendgrid_webhook_key
    signature = request.headers.get(SIGNATURE_HEADER, "")
    timestamp = request.headers.get(TIMESTAMP_HEADER, "")
    body = await request.body()
    if not key or not is_signed(key, signature, timestamp, body):
        raise NotFound
    try:
        told = read_events(body)
    except BadEventsError as error:
        raise Invalid(str(error)) from error
    if told:
        async with open_work(system_actor("SendGrid")) as work:
            await take_returns(work, told)
