"""Joins the rooms once per process: consequences of events, adapters behind ports."""

from __future__ import annotations

from itsm.platform.settings import Settings
from itsm.platform.work import CONSEQUENCES
from itsm.wiring.subscriptions import SUBSCRIPTIONS


def assemble(settings: Settings) -> None:  # noqa: ARG001 - adapters are chosen by the settings
    """Connect the rooms of this process. Safe to call again."""
    CONSEQUENCES.subscriptions = SUBSCRIPTIONS
