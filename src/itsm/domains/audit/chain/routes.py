"""The seal over the audit trail, for administrators."""

from fastapi import APIRouter, Request, Response

from itsm.domains.audit.chain.schemas import ChainRead, chain_read
from itsm.domains.audit.chain.service import status
from itsm.domains.audit.events import AuditVerificationAsked
from itsm.platform.http.deps import Reading, Work
from itsm.platform.http.etags import json_response

router = APIRouter()


@router.get("/chain", response_model=ChainRead)
async def get_audit_chain(request: Request, session: Reading) -> Response:
    """Return how the seal stands: newest block, anchor, last verification."""
    return json_response(request, chain_read(await status(session)).model_dump_json().encode())


@router.post("/verify", status_code=202)
async def verify_audit_chain(work: Work) -> None:
    """Have the whole trail verified in the background; the result appears in the chain's status."""
    work.defer("audit.verify", {}, dedupe_key="audit.verify:asked")
    if work.actor.id is not None:
        asked = AuditVerificationAsked(subject_id=work.actor.id, summary="Asked for a verification of the audit trail")
        work.record(asked)
