"""Every table of the product, so that migrations and tests see the whole schema."""

from __future__ import annotations

import itsm.domains.approvals.models
import itsm.domains.assets.imports.models
import itsm.domains.assets.models
import itsm.domains.audit.chain.models
import itsm.domains.audit.models
import itsm.domains.changes.models
import itsm.domains.classification.models
import itsm.domains.files.models
import itsm.domains.identity.models
import itsm.domains.imports.models
import itsm.domains.knowledge.models
import itsm.domains.lab.models
import itsm.domains.notifications.bell.models
import itsm.domains.notifications.choices.models
import itsm.domains.notifications.models
import itsm.domains.notifications.suppression.models
import itsm.domains.notifications.wording.models
import itsm.domains.presence.models
import itsm.domains.reporting.models
import itsm.domains.reporting.schedules.models
import itsm.domains.routing.models
import itsm.domains.settings.models
import itsm.domains.sla.models
import itsm.domains.status.models
import itsm.domains.teams.models
import itsm.domains.tickets.articles.models
import itsm.domains.tickets.assets.models
import itsm.domains.tickets.attachments.models
import itsm.domains.tickets.bulk.models
import itsm.domains.tickets.comments.models
import itsm.domains.tickets.composing.models
import itsm.domains.tickets.handovers.models
import itsm.domains.tickets.links.models
import itsm.domains.tickets.macros.models
import itsm.domains.tickets.mentions.models
import itsm.domains.tickets.merging.models
import itsm.domains.tickets.models
import itsm.domains.tickets.ratings.models
import itsm.domains.tickets.rules.models
import itsm.domains.tickets.saved_views.models
import itsm.domains.tickets.time_entries.models
import itsm.domains.tickets.watchers.models
import itsm.domains.users.models
import itsm.domains.users.roles.models
import itsm.domains.webhooks.models
import itsm.platform.db.tables  # noqa: F401 - imported for the tables they declare
from itsm.platform.db.base import Base

metadata = Base.metadata
