"""Who hears of what: event name → jobs. The rooms' own lists, joined."""

from __future__ import annotations

from collections.abc import Mapping

from itsm.domains.approvals import jobs as approvals
from itsm.domains.assets import jobs as assets
from itsm.domains.assets import webhook_events as asset_webhooks
from itsm.domains.changes import jobs as changes
from itsm.domains.changes import webhook_events as change_webhooks
from itsm.domains.identity import jobs as identity
from itsm.domains.knowledge import jobs as knowledge
from itsm.domains.routing import jobs as routing
from itsm.domains.status import jobs as status
from itsm.domains.tickets import jobs as tickets


def _joined(*lists: Mapping[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    """Return one table of several; an event heard by two rooms starts the jobs of both."""
    table: dict[str, tuple[str, ...]] = {}
    for subscriptions in lists:
        for name, jobs in subscriptions.items():
            table[name] = (*table.get(name, ()), *jobs)
    return table


SUBSCRIPTIONS: dict[str, tuple[str, ...]] = _joined(
    tickets.SUBSCRIPTIONS,
    identity.SUBSCRIPTIONS,
    routing.SUBSCRIPTIONS,
    knowledge.SUBSCRIPTIONS,
    assets.SUBSCRIPTIONS,
    status.SUBSCRIPTIONS,
    approvals.SUBSCRIPTIONS,
    changes.SUBSCRIPTIONS,
    asset_webhooks.SUBSCRIPTIONS,
    change_webhooks.SUBSCRIPTIONS,
)
