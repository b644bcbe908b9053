"""An authenticator app for tests: the codes of a seed, now and later."""

from __future__ import annotations

import time
from dataclasses import dataclass

import pyotp

from tests.domains.identity.door import Browser


@dataclass
class Phone:
    """An app with one seed; `code()` gives a code that was not given before, within the step that is tolerated."""

    seed: str
    spent: int = 0

    def code(self, *, ahead: int = 0) -> str:
        """Return the code of the present step, or of `ahead` steps later."""
        return pyotp.TOTP(self.seed).generate_otp(int(time.time()) // 30 + ahead)

    def fresh(self) -> str:
        """Return a code of a step not used yet: the present one at first, then the next, which is accepted too."""
        step = max(int(time.time()) // 30 - 1, self.spent + 1)
        self.spent = step
        return pyotp.TOTP(self.seed).generate_otp(step)


async def set_up(browser: Browser) -> tuple[Phone, list[str]]:
    """Turn the second step of a signed-in person on; return their phone and recovery codes."""
    begun = await browser.call("POST", "/api/auth/second-factor/enrolment")
    assert begun.status_code == 200, begun.text
    phone = Phone(begun.json()["secret"])
    done = await browser.call("POST", "/api/auth/second-factor/enrolment/confirm", json={"code": phone.fresh()})
    assert done.status_code == 200, done.text
    return phone, done.json()["codes"]


async def enter(browser: Browser, code: str) -> int:
    """Send a code as the second step of a sign-in; keep the access token. Returns the status."""
    answer = await browser.http.post("/api/auth/login/code", json={"code": code})
    if answer.status_code == 200:
        browser.token = answer.json()["access_token"]
    return answer.status_code
