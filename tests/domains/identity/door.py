"""Browsers in front of the real edge: cookies, CSRF values, tokens, and people to sign in as."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

import httpx
from fastapi import FastAPI

from itsm.domains.identity import api as identity
from itsm.domains.identity.routes import router
from itsm.domains.teams.routes import router as teams_router
from itsm.domains.users import api as users
from itsm.platform.actor import Role, system_actor
from itsm.platform.http import deps
from itsm.platform.http.middleware import RequestContext
from itsm.platform.http.problems import install_problem_handlers
from itsm.platform.settings import get_settings
from itsm.platform.work import open_work

PASSWORD = "correct horse battery staple 88"
NEW_PASSWORD = "a purple tractor sings at noon 7"
ORIGIN = "http://testserver"
_hashes: dict[str, str] = {}


def build_app() -> FastAPI:
    """Return an application with the routers of identity and teams and the real resolver."""
    deps.set_actor_resolver(identity.resolve_request)
    app = FastAPI()
    app.include_router(router, prefix="/api")
    app.include_router(teams_router, prefix="/api")
    install_problem_handlers(app)
    app.add_middleware(RequestContext, settings=get_settings())
    return app


async def add_person(
    name: str, role: Role = Role.END_USER, *, password: str | None = PASSWORD, location_id: UUID | None = None
) -> UUID:
    """Add an active person whose address is their first name at the test domain."""
    email = f"{name.split(maxsplit=1)[0].lower()}@madison88.example"
    async with open_work(system_actor()) as work:
        new = users.NewUser(email=email, name=name, role=role, location_id=location_id)
        user = await users.create_user(work, new)
        if password is not None:
            if password not in _hashes:
                _hashes[password] = await identity.hash_password(password)
            await identity.set_password_hash(work, user.id, _hashes[password])
    return user.id


@dataclass
class Browser:
    """One browser: its cookie jar and the access token its page holds."""

    http: httpx.AsyncClient
    token: str = ""

    @classmethod
    def open(cls, app: FastAPI, *, address: str = "10.0.0.1") -> Browser:
        """Return a browser with an empty jar."""
        transport = httpx.ASGITransport(app, raise_app_exceptions=False, client=(address, 50000))
        return cls(httpx.AsyncClient(transport=transport, base_url=ORIGIN, headers={"User-Agent": "Testfox/1"}))

    async def sign_in(self, name: str, password: str = PASSWORD) -> httpx.Response:
        """Sign in as `name` and keep the access token."""
        answer = await self.http.post(
            "/api/auth/login", json={"email": f"{name}@madison88.example", "password": password}
        )
        if answer.status_code == 200:
            self.token = answer.json().get("access_token", "")
        return answer

    async def refresh(self, *, cookie: str | None = None, csrf: str | None = None, **headers: str) -> httpx.Response:
        """Refresh with the jar's cookie and CSRF value, or with others."""
        return await self._by_cookie("/api/auth/refresh", cookie, csrf, headers)

    async def sign_out(self, *, cookie: str | None = None, csrf: str | None = None, **headers: str) -> httpx.Response:
        """Sign out with the jar's cookie and CSRF value, or with others."""
        return await self._by_cookie("/api/auth/logout", cookie, csrf, headers)

    async def _by_cookie(
        self, path: str, cookie: str | None, csrf: str | None, headers: dict[str, str]
    ) -> httpx.Response:
        value = self.csrf if csrf is None else csrf
        sent = {"X-CSRF-Token": value} | {name.replace("_", "-"): text for name, text in headers.items()}
        if cookie is not None:
            sent["Cookie"] = f"itsm_refresh={cookie}; itsm_csrf={value}"
        answer = await self.http.post(path, headers=sent)
        if answer.status_code == 200:
            self.token = answer.json()["access_token"]
        return answer

    async def call(self, method: str, path: str, **options: object) -> httpx.Response:
        """Call the API with the access token."""
        headers = {"Authorization": f"Bearer {self.token}"} | dict(options.pop("headers", {}))  # type: ignore[call-overload]
        return await self.http.request(method, path, headers=headers, **options)  # type: ignore[arg-type]

    @property
    def refresh_token(self) -> str:
        """Return the refresh token in the jar."""
        return str(self.http.cookies.get("itsm_refresh"))

    @property
    def csrf(self) -> str:
        """Return the CSRF value in the jar."""
        return str(self.http.cookies.get("itsm_csrf") or "")
