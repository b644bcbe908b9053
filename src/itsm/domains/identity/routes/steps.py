"""`/api/auth/login/…`: the second step of a sign-in. `/api/auth/proof`: show again that it is you."""

from typing import Final

from fastapi import APIRouter, Request, Response

from itsm.domains.identity import cookies, csrf
from itsm.domains.identity.resolver import anonymous, client_ip
from itsm.domains.identity.routes.answers import COUNTED, private, sign_in_answer, token_body
from itsm.domains.identity.schemas import CodeInput, EnrolledTokens, Enrolment, Proof, Tokens
from itsm.domains.identity.service import steps
from itsm.domains.identity.service.proof import prove
from itsm.platform.http.deps import CurrentActor
from itsm.platform.http.ratelimit import limit_sensitive

router = APIRouter(prefix="/auth", tags=["auth"])

_CODES: Final = "60/minute"


@router.post("/login/code", response_model=Tokens, dependencies=COUNTED)
async def login_with_code(request: Request, body: CodeInput) -> Response:
    """Finish a sign-in with a code of the authenticator app, or a recovery code. Each works once."""
    csrf.require_own_origin(request)
    await limit_sensitive("sign-in-code", client_ip(request), _CODES)
    signed_in = await steps.finish_with_code(
        anonymous(request), secret=cookies.step_cookie(request), code=body.code, device=cookies.device_cookie(request)
    )
    return await sign_in_answer(request, signed_in)


@router.post("/login/enrolment", response_model=Enrolment, dependencies=COUNTED)
async def begin_login_enrolment(request: Request) -> Response:
    """Get what an authenticator app needs, where the role demands a second step and there is none yet."""
    csrf.require_own_origin(request)
    await limit_sensitive("sign-in-code", client_ip(request), _CODES)
    begun = await steps.enrol_in_step(anonymous(request), secret=cookies.step_cookie(request))
    return private(begun.model_dump_json())


@router.post("/login/enrolment/confirm", response_model=EnrolledTokens, dependencies=COUNTED)
async def confirm_login_enrolment(request: Request, body: CodeInput) -> Response:
    """Finish setting up the second step with a code of the app; the sign-in is complete."""
    csrf.require_own_origin(request)
    await limit_sensitive("sign-in-code", client_ip(request), _CODES)
    signed_in = await steps.finish_enrolment(
        anonymous(request), secret=cookies.step_cookie(request), code=body.code, device=cookies.device_cookie(request)
    )
    return await sign_in_answer(request, signed_in)


@router.post("/proof", response_model=Tokens)
async def prove_identity(actor: CurrentActor, body: Proof) -> Response:
    """Show password or code again; the new access token opens guarded things for some minutes."""
    password = body.password.get_secret_value() if body.password else None
    return private((await token_body(await prove(actor, password=password, code=body.code))).model_dump_json())
