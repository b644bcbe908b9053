"""Paths of this room, under /api."""

from fastapi import APIRouter

from itsm.domains.identity.accounts.routes import router as accounts
from itsm.domains.identity.api_tokens.routes import router as api_tokens
from itsm.domains.identity.oidc.routes import router as oidc
from itsm.domains.identity.routes import auth, second_factor, steps

router = APIRouter()
for part in (auth.router, steps.router, second_factor.router, api_tokens, oidc, accounts):
    router.include_router(part)
