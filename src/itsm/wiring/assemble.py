"""Joins the rooms once per process: consequences of events, adapters behind ports."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from itsm.domains.approvals import api as approvals
from itsm.domains.approvals.news import subjects_of as approval_subjects
from itsm.domains.assets import api as assets
from itsm.domains.assets import webhook_events as asset_webhook_events
from itsm.domains.audit import api as audit
from itsm.domains.changes import api as changes
from itsm.domains.changes import webhook_events as change_webhook_events
from itsm.domains.changes.queries.news import subjects_of as change_subjects
from itsm.domains.files import api as files
from itsm.domains.identity import api as identity
from itsm.domains.knowledge.service import files as article_files
from itsm.domains.knowledge.subjects import subjects_of as article_subjects
from itsm.domains.notifications import api as notifications
from itsm.domains.ops import ports as ops_ports
from itsm.domains.reporting.schedules.queries import file_of as file_of_report
from itsm.domains.reporting.schedules.subjects import subjects_of as report_subjects
from itsm.domains.reporting.service.cached import cache_counts
from itsm.domains.settings import ports as settings_ports
from itsm.domains.teams import api as teams
from itsm.domains.tickets import webhook_events as ticket_webhook_events
from itsm.domains.tickets.assets.queries import incidents_on, open_work
from itsm.domains.tickets.assets.queries import mentioned_assets as mentioned_by_tickets
from itsm.domains.tickets.attachments import service as attachments
from itsm.domains.tickets.queries.subjects import facts_of as ticket_facts
from itsm.domains.tickets.queries.subjects import subjects_of as ticket_subjects
from itsm.domains.webhooks import api as webhooks
from itsm.platform.http.deps import set_actor_resolver
from itsm.platform.mail.adapters import open_mail, sendgrid_account
from itsm.platform.mail.message import Attachment
from itsm.platform.settings import Settings
from itsm.platform.work import CONSEQUENCES
from itsm.wiring.subscriptions import SUBSCRIPTIONS


def assemble(settings: Settings) -> None:
    """Connect the rooms of this process. Safe to call again."""
    CONSEQUENCES.subscriptions = SUBSCRIPTIONS
    CONSEQUENCES.audit_row = audit.audit_row
    set_actor_resolver(identity.resolve_request)
    notifications.set_mail_room(
        open_mail(settings.smtp_url.get_secret_value() or None, sendgrid=sendgrid_account(settings)),
        sender=settings.mail_from,
        public_url=settings.effective_public_url,
        secret_links=_secret_link,
        readers=identity.reader_of,
        attachments=_attachment,
    )
    approvals.register_subject(changes.SUBJECT, changes.subject)
    notifications.register_subjects("ticket", ticket_subjects)
    notifications.set_ticket_facts(ticket_facts)
    notifications.register_subjects("article", article_subjects)
    notifications.register_subjects("approval", approval_subjects)
    notifications.register_subjects("change", change_subjects)
    notifications.register_subjects("report", report_subjects)
    ops_ports.set_figure_cache(cache_counts)
    for event in (*ticket_webhook_events.EVENTS, *change_webhook_events.EVENTS, *asset_webhook_events.EVENTS):
        webhooks.register_event(event)
    settings_ports.set_team_directory(_active_teams)
    assets.register_work("ticket", open_work)
    assets.set_incidents(incidents_on)
    assets.register_mentions("ticket", mentioned_by_tickets)
    assets.register_mentions("change", changes.mentioned_assets)
    files.set_link_actor(identity.resolve_session)
    files.register_owner(attachments.OWNER, attachments.may_fetch)
    files.register_owner(article_files.OWNER, article_files.may_fetch)


async def _secret_link(session: AsyncSession, link_id: UUID) -> str | None:
    """Return the address of a link by its id, whichever room made it."""
    return await identity.password_link(session, link_id) or await approvals.link_address(session, link_id)


async def _active_teams(session: AsyncSession) -> Sequence[tuple[UUID, str]]:
    return [(team.id, team.name) for team in await teams.list_teams(session)]


async def _attachment(session: AsyncSession, attachment_id: UUID) -> Attachment | None:
    found = await file_of_report(session, attachment_id)
    return Attachment(*found) if found is not None else None
