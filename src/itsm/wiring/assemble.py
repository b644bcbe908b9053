"""Joins the rooms once per process: consequences of events, adapters behind ports."""

from __future__ import annotations

from itsm.domains.audit import api as audit
from itsm.domains.files import api as files
from itsm.domains.identity import api as identity
from itsm.domains.tickets.attachments import service as attachments
from itsm.platform.http.deps import set_actor_resolver
from itsm.platform.settings import Settings
from itsm.platform.work import CONSEQUENCES
from itsm.wiring.subscriptions import SUBSCRIPTIONS


def assemble(settings: Settings) -> None:  # noqa: ARG001 - adapters are chosen by the settings
    """Connect the rooms of this process. Safe to call again."""
    CONSEQUENCES.subscriptions = SUBSCRIPTIONS
    CONSEQUENCES.audit_row = audit.audit_row
    set_actor_resolver(identity.resolve_request)
    files.set_link_actor(identity.resolve_session)
    files.register_owner(attachments.OWNER, attachments.may_fetch)
