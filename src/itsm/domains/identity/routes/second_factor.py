"""`/api/auth/second-factor`: the caller's authenticator app and recovery codes."""

from fastapi import APIRouter, Response

from itsm.domains.identity.routes.answers import private
from itsm.domains.identity.schemas import CodeInput, Enrolment, RecoveryCodes, SecondFactorRead
from itsm.domains.identity.service import second_factor
from itsm.platform.http.deps import PROVED, CurrentActor, Work

router = APIRouter(prefix="/auth/second-factor", tags=["auth"])


@router.get("", response_model=SecondFactorRead)
async def get_second_factor(actor: CurrentActor) -> Response:
    """Read whether the caller signs in with a code, and how many recovery codes are left."""
    return private((await second_factor.read_factor(actor)).model_dump_json())


@router.post("/enrolment", response_model=Enrolment, dependencies=[PROVED])
async def begin_enrolment(work: Work) -> Response:
    """Get what an authenticator app needs. Nothing changes before the first code came back."""
    return private((await second_factor.begin_enrolment(work)).model_dump_json())


@router.post("/enrolment/confirm", response_model=RecoveryCodes, dependencies=[PROVED])
async def confirm_enrolment(actor: CurrentActor, body: CodeInput) -> Response:
    """Turn the second step on with a code of the app. The caller's other sessions end."""
    codes = await second_factor.confirm_enrolment(actor, body.code)
    return private(RecoveryCodes(codes=codes).model_dump_json())


@router.post("/recovery-codes", response_model=RecoveryCodes, dependencies=[PROVED])
async def make_recovery_codes(work: Work) -> Response:
    """Get new recovery codes; the earlier ones work no more."""
    return private(RecoveryCodes(codes=await second_factor.make_recovery_codes(work)).model_dump_json())


@router.delete("", status_code=204, dependencies=[PROVED])
async def turn_off_second_factor(work: Work) -> Response:
    """Sign in without a code from now on, where the caller's role allows it. Their other sessions end."""
    await second_factor.turn_off(work)
    return Response(status_code=204)
