"""Settings, as far as they can be judged without asking anybody."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from itsm.entrypoints.doctor.findings import Finding, failing, ok, warning

if TYPE_CHECKING:
    from collections.abc import Iterator

    from itsm.platform.settings import Settings

SHORTEST_SECRET: Final = 32
_LOCAL: Final = "local"


def look_at_settings(settings: Settings) -> list[Finding]:
    """Return what is wrong with the settings of a served desk; one finding where nothing is."""
    found = [*_secrets(settings), *_addresses(settings)]
    return found or [ok("settings", f"environment {settings.environment}, {settings.effective_public_url}")]


def _secrets(settings: Settings) -> Iterator[Finding]:
    secret = settings.secret_key.get_secret_value()
    audit = settings.audit_key.get_secret_value()
    if len(secret) < SHORTEST_SECRET:
        yield failing(
            "secret key",
            f"ITSM_SECRET_KEY has {len(secret)} characters",
            f"set it to {SHORTEST_SECRET} or more random ones: openssl rand -hex 32",
        )
    if settings.environment != _LOCAL and not audit:
        yield warning(
            "audit key",
            "ITSM_AUDIT_KEY is empty, so the trail is sealed under a key derived from ITSM_SECRET_KEY",
            "set a key of its own, kept where those who run the database cannot read it",
        )
    if audit and audit == secret:
        yield warning("audit key", "ITSM_AUDIT_KEY is the same as ITSM_SECRET_KEY", "set another one")


def _addresses(settings: Settings) -> Iterator[Finding]:
    if settings.environment == _LOCAL:
        return
    if not settings.is_https:
        yield failing(
            "public address",
            f"{settings.effective_public_url} is not https: cookies would travel in the open",
            "set ITSM_PUBLIC_URL to the https address that people use",
        )
    if not settings.trusted_proxies:
        yield warning(
            "proxies",
            "ITSM_TRUSTED_PROXIES is empty: behind a balancer everybody shares one address and its limits",
            "name the networks your proxies connect from",
        )
    if not settings.rate_limits:
        yield warning("rate limits", "ITSM_RATE_LIMITS is off", "switch it on; off is for load tests")
    if settings.demo:
        yield warning(
            "demonstration data",
            "ITSM_DEMO is on: `itsm up` would load it into an empty database",
            "set ITSM_DEMO=0",
        )
