"""Answers that several routes of sign-in share, and the counting of those who are nobody yet."""

from fastapi import Depends, Request, Response

from itsm.domains.identity import cookies
from itsm.domains.identity.me import describe_me
from itsm.domains.identity.resolver import client_ip
from itsm.domains.identity.schemas import EnrolledTokens, SecondStep, Tokens
from itsm.domains.identity.service.steps import PendingStep, SignedInBrowser
from itsm.domains.identity.sessions import IssuedTokens
from itsm.domains.identity.tokens import ACCESS_TOKEN_SECONDS
from itsm.platform.db.engine import get_database
from itsm.platform.http.ratelimit import count_request


async def _count(request: Request) -> None:
    """Count a request of somebody not signed in by address."""
    count_request(request, f"ip:{client_ip(request)}")


COUNTED = [Depends(_count)]


async def token_body(tokens: IssuedTokens) -> Tokens:
    """Return the access token together with who it speaks for."""
    async with get_database().reading() as session:
        me = await describe_me(session, tokens.user_id)
    return Tokens(access_token=tokens.access_token, token_type="Bearer", expires_in=ACCESS_TOKEN_SECONDS, user=me)  # noqa: S106 - the scheme's name


def private(body: str) -> Response:
    """Return JSON that no cache keeps."""
    return Response(body, media_type="application/json", headers={"Cache-Control": "no-store"})


async def tokens_answer(tokens: IssuedTokens) -> Response:
    """Return tokens: the access token in the body, the refresh token in its cookie."""
    response = private((await token_body(tokens)).model_dump_json())
    cookies.set_session_cookies(response, tokens)
    return response


async def sign_in_answer(request: Request, outcome: SignedInBrowser | PendingStep) -> Response:
    """Return what a sign-in led to: tokens, or word that a code is asked for."""
    if isinstance(outcome, PendingStep):
        response = private(SecondStep(next=outcome.next, expires_at=outcome.expires_at).model_dump_json())
        cookies.set_step_cookie(response, outcome.secret, outcome.expires_at)
        return response
    tokens = await token_body(outcome.tokens)
    if outcome.recovery_codes:
        tokens = EnrolledTokens(**dict(tokens), recovery_codes=list(outcome.recovery_codes))
    response = private(tokens.model_dump_json())
    cookies.set_session_cookies(response, outcome.tokens)
    cookies.set_device_cookie(response, outcome.device_cookie)
    if cookies.step_cookie(request):
        cookies.clear_step_cookie(response)
    return response
