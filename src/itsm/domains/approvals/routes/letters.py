"""Behind the link in a mail: look, and decide once, without signing in.

The secret comes in the body, never in an address: mail scanners and logs see none, and looking decides nothing.
"""

from typing import Final

from fastapi import APIRouter, Request
from starlette.responses import Response

from itsm.domains.approvals.presentation import letter_read
from itsm.domains.approvals.schemas import LetterDecision, LetterDone, LetterInput, LetterRead
from itsm.domains.approvals.service.by_mail import decide_by_letter, open_letter
from itsm.domains.approvals.service.decide import Decision
from itsm.domains.identity import api as identity
from itsm.platform.db.engine import get_database
from itsm.platform.http.ratelimit import count_request, limit_sensitive

router = APIRouter(prefix="/approval-letters")

_LINKS: Final = "30/minute"


@router.post("", response_model=LetterRead)
async def read_approval_letter(request: Request, body: LetterInput) -> Response:
    """Return what a mailed link asks. Looking uses nothing up and decides nothing."""
    await _count(request)
    async with get_database().reading() as session:
        shown = await letter_read(session, await open_letter(session, body.token))
    return _private(shown.model_dump_json())


@router.post("/decide", response_model=LetterDone)
async def decide_approval_letter(request: Request, body: LetterDecision) -> Response:
    """Decide by a mailed link, once. Where the risk is high it is not enough: sign in."""
    await _count(request)
    said = Decision(vote=body.vote, reason=body.reason)
    after = await decide_by_letter(identity.anonymous(request), body.token, said)
    return _private(LetterDone(state=after).model_dump_json())


async def _count(request: Request) -> None:
    identity.require_own_origin(request)
    ip = identity.client_ip(request)
    count_request(request, f"ip:{ip}")
    await limit_sensitive("approval-link", ip, _LINKS)


def _private(body: str) -> Response:
    return Response(body, media_type="application/json", headers={"Cache-Control": "no-store"})
