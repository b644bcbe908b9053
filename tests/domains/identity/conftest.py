"""An application with a real database, and browsers that close when the test ends."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Iterator

import pytest
from fastapi import FastAPI

from itsm.domains.identity import attempts
from itsm.domains.identity.authority import AUTHORITIES
from itsm.domains.identity.engine import LONGEST_DELAY, attempt_delay
from itsm.platform.db.engine import Database
from itsm.platform.http import deps
from itsm.platform.settings import Settings
from tests.domains.identity.door import Browser, build_app

OpenBrowser = Callable[..., Browser]


@pytest.fixture
def app(database: Database, settings: Settings) -> Iterator[FastAPI]:
    before = deps._resolver
    yield build_app()
    deps.set_actor_resolver(before)
    AUTHORITIES.clear()


@pytest.fixture
async def open_browser(app: FastAPI) -> AsyncIterator[OpenBrowser]:
    opened: list[Browser] = []

    def open_one(address: str = "10.0.0.1") -> Browser:
        opened.append(Browser.open(app, address=address))
        return opened[-1]

    yield open_one
    for browser in opened:
        await browser.http.aclose()


@pytest.fixture
def browser(open_browser: OpenBrowser) -> Browser:
    return open_browser()


@pytest.fixture
def limited(monkeypatch: pytest.MonkeyPatch, settings: Settings) -> None:
    """Rate limits and brakes on, as in production; the tests' own default is off.

    Every delay is a whole minute, so that a slow machine does not sit one out by accident.
    """
    monkeypatch.setattr(settings, "rate_limits", True)
    monkeypatch.setattr(attempts, "attempt_delay", lambda failures, _: attempt_delay(failures) and LONGEST_DELAY)
