"""The authorization matrix, to be read: one row for each operation of the OpenAPI document.

A row says who may call the operation at all (anybody else: 403, nobody signed in: 401) and, for things on a ticket,
what each relation to that ticket gets. An operation without a row fails the test, so that whoever adds one decides.
What a persona does not see is answered 404, to the byte like what does not exist; that needs no row.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from tests.authorization.people import (
    ADMIN,
    ADMINS,
    AGENT,
    EVERYBODY,
    MANAGER,
    MANAGERS,
    OTHER_AGENT,
    OTHER_MANAGER,
    OTHER_REQUESTER,
    REQUESTER,
    SIGNED_IN,
    STAFF,
)

# What a persona gets. PASSES: past every check of who; the product may still refuse what is asked (409, 422).
PASSES: Final = "passes"
REFUSED: Final = "403"
UNSEEN: Final = "404"
NOT_SIGNED_IN: Final = "401"

# How a persona stands to a ticket.
RAISED: Final = "raised it"
RAISED_AS_STAFF: Final = "raised it, works elsewhere"
WORKS: Final = "works in its team"
LEADS: Final = "sees every ticket"

_LEADERS: Final = dict.fromkeys((MANAGER, OTHER_MANAGER, ADMIN), LEADS)
TICKETS: Final = {
    "home": _LEADERS | {REQUESTER: RAISED, AGENT: WORKS},
    "away": _LEADERS | {OTHER_REQUESTER: RAISED, OTHER_AGENT: WORKS},
    "lent": _LEADERS | {AGENT: RAISED_AS_STAFF, OTHER_AGENT: WORKS},
}
"""The tickets of the matrix and who stands how to them; who is not named does not see it.

home: of the requester, in the agent's team. away: the same elsewhere. lent: of the agent, in the other team.
"""


@dataclass(frozen=True)
class Rule:
    """Who may call an operation; and for one on a ticket, what each relation to it gets."""

    who: frozenset[str]
    relations: dict[str, str] = field(default_factory=dict)
    owner: str | None = None
    """Only this persona's own thing is aimed at: the others get `other`."""
    other: str = UNSEEN

    @property
    def is_on_ticket(self) -> bool:
        """Tell whether its answer depends on how one stands to a ticket."""
        return bool(self.relations)


def only(who: frozenset[str]) -> Rule:
    """Whoever may call it may call it for everything there is."""
    return Rule(who)


def own_of(owner: str, who: frozenset[str], *, leaders: frozenset[str] = frozenset(), other: str = UNSEEN) -> Rule:
    """Everybody in `who` for what is theirs; the thing aimed at is `owner`'s, and `leaders` may too."""
    return Rule(who, owner=owner, relations=dict.fromkeys({owner} | leaders, PASSES), other=other)


def ticket(
    raised: str = PASSES, staff_raised: str | None = None, works: str = PASSES, leads: str = PASSES,
    who: frozenset[str] = SIGNED_IN,
) -> Rule:  # fmt: skip
    """On a ticket one sees. `staff_raised`: staff who raised it into another team; like `raised` unless said."""
    standing = {RAISED: raised, RAISED_AS_STAFF: staff_raised or raised, WORKS: works, LEADS: leads}
    return Rule(who, relations=standing)


def work(who: frozenset[str] = SIGNED_IN) -> Rule:
    """On a ticket one works, not only raised."""
    return ticket(raised=REFUSED, who=who)


RULES: Final[dict[str, Rule]] = {
    # Open: no account needed. Frozen list; see tests/fuzz/test_document.py.
    "live": only(EVERYBODY),
    "ready": only(EVERYBODY),
    "login": only(EVERYBODY),
    "logout": only(EVERYBODY),
    "forgot_password": only(EVERYBODY),
    # Their authority is not the account: a cookie, a mailed link, a signed link. Without it: 401, 400, 404.
    "refresh": only(EVERYBODY),
    "reset_password": only(EVERYBODY),
    "download_file": only(EVERYBODY),
    "preview_file": only(EVERYBODY),
    # The second step, a mailed invitation, the way to a provider and back: each brings its own secret.
    "login_with_code": only(EVERYBODY),
    "begin_login_enrolment": only(EVERYBODY),
    "confirm_login_enrolment": only(EVERYBODY),
    "read_invitation": only(EVERYBODY),
    "accept_invitation": only(EVERYBODY),
    "list_sign_in_providers": only(EVERYBODY),
    "start_provider_visit": only(EVERYBODY),
    "end_provider_visit": only(EVERYBODY),
    # One's own account
    "prove_identity": only(SIGNED_IN),
    "get_second_factor": only(SIGNED_IN),
    "begin_enrolment": only(SIGNED_IN),
    "confirm_enrolment": only(SIGNED_IN),
    "make_recovery_codes": only(SIGNED_IN),
    "turn_off_second_factor": only(SIGNED_IN),
    "revoke_other_sessions": only(SIGNED_IN),
    "list_api_tokens": only(SIGNED_IN),
    "create_api_token": only(SIGNED_IN),
    "revoke_api_token": own_of(ADMIN, SIGNED_IN),
    "list_identities": only(SIGNED_IN),
    "remove_identity": own_of(ADMIN, SIGNED_IN),
    "link_provider": only(SIGNED_IN),
    "get_me": only(SIGNED_IN),
    "update_me": only(SIGNED_IN),
    "change_password": only(SIGNED_IN),
    "list_sessions": only(SIGNED_IN),
    "revoke_session": own_of(REQUESTER, SIGNED_IN),
    "get_reference": only(SIGNED_IN),
    "list_events": only(SIGNED_IN),
    "list_notifications": only(SIGNED_IN),
    "count_notifications": only(SIGNED_IN),
    "finish_notifications": only(SIGNED_IN),
    "take_notifications_back": only(SIGNED_IN),
    "get_notification_settings": only(SIGNED_IN),
    "put_notification_settings": only(SIGNED_IN),
    "list_muted_conversations": only(SIGNED_IN),
    "mute_conversation": own_of(ADMIN, SIGNED_IN, leaders=MANAGERS | {AGENT}),  # who sees the ticket
    "unmute_conversation": own_of(ADMIN, SIGNED_IN, leaders=MANAGERS | {AGENT}),  # who sees the ticket
    # Tickets
    "list_tickets": only(SIGNED_IN),
    "create_ticket": only(SIGNED_IN),
    "preview_ticket": only(SIGNED_IN),
    "list_duplicates": only(SIGNED_IN),
    "change_tickets": only(STAFF),
    "get_ticket": ticket(),
    "edit_ticket": ticket(),
    "transition_ticket": work(),
    "assign_ticket": ticket(raised=REFUSED, works=PASSES, who=STAFF),
    "confirm_ticket": ticket(works=REFUSED, leads=REFUSED),
    "reopen_ticket": ticket(),
    "escalate_ticket": ticket(),
    "override_priority": ticket(who=MANAGERS),
    "list_priority_requests": work(STAFF),
    "request_priority": work(STAFF),
    "decide_priority_request": ticket(who=MANAGERS),
    "promise_date": ticket(who=MANAGERS),
    "withdraw_promise": ticket(who=MANAGERS),
    "get_ticket_sla": ticket(),
    "get_ticket_timeline": ticket(),
    "get_ticket_audit_log": work(),
    # On a ticket
    "list_comments": ticket(),
    "create_comment": ticket(),
    "get_comment": ticket(),
    "update_comment": ticket(raised=REFUSED, leads=REFUSED),  # the agent wrote it; only the author corrects
    "list_comment_revisions": work(),
    "list_attachments": ticket(),
    "create_attachment": ticket(),
    "delete_attachment": work(),  # the agent sent it
    "create_attachment_link": ticket(),
    "create_upload": ticket(),
    "attach_upload": ticket(),
    "get_upload": own_of(ADMIN, SIGNED_IN),
    "send_piece": own_of(ADMIN, SIGNED_IN),
    "cancel_upload": own_of(ADMIN, SIGNED_IN),
    "list_links": ticket(),
    "create_link": work(),
    "delete_link": work(),
    "list_watchers": ticket(),
    "get_rating": ticket(),
    "put_rating": ticket(works=REFUSED, leads=REFUSED),
    "create_watcher": work(),  # somebody else; oneself may always
    "delete_watcher": work(),
    # People, teams, time
    "list_users": only(STAFF),
    "get_user": only(STAFF),
    "create_user": only(ADMINS),
    "update_user": only(ADMINS),
    "deactivate_user": only(ADMINS),
    "activate_user": only(ADMINS),
    "invite_user": only(ADMINS),
    "sign_user_out": only(ADMINS),
    "withdraw_user_invitation": only(ADMINS),
    "reset_second_factor": only(ADMINS),
    "link_user_identity": only(ADMINS),
    "list_teams": only(STAFF),
    "get_team": only(STAFF),
    "list_team_members": only(STAFF),
    "list_board_limits": only(STAFF),
    "put_board_limits": only(MANAGERS),  # and who leads the team: tests/domains/teams/test_limits.py
    "create_team": only(MANAGERS),
    "update_team": only(MANAGERS),
    "put_team_member": only(MANAGERS),
    "remove_team_member": only(MANAGERS),
    "list_agent_loads": only(MANAGERS),
    "set_agent_presence": own_of(AGENT, STAFF, leaders=MANAGERS, other=REFUSED),
    "read_schedule": only(STAFF),
    "put_shift": own_of(MANAGER, MANAGERS, leaders=ADMINS, other=REFUSED),  # of the manager's own people
    "delete_shift": own_of(MANAGER, MANAGERS, leaders=ADMINS, other=REFUSED),
    "put_skills": own_of(MANAGER, MANAGERS, leaders=ADMINS, other=REFUSED),
    "list_own_leave": only(STAFF),
    "plan_leave": own_of(AGENT, STAFF, leaders=frozenset({MANAGER, ADMIN}), other=REFUSED),
    "change_leave": own_of(AGENT, STAFF, leaders=frozenset({MANAGER, ADMIN}), other=REFUSED),
    "cancel_leave": own_of(AGENT, STAFF, leaders=frozenset({MANAGER, ADMIN}), other=REFUSED),
    "list_skills": only(STAFF),
    "add_skill": only(MANAGERS),
    "change_skill": only(MANAGERS),
    "read_duty": only(STAFF),
    "put_duty": only(MANAGERS),
    "list_handovers": only(MANAGERS),
    "list_handover_offers": only(MANAGERS),
    "preview_handover": only(MANAGERS),
    "start_handover": only(MANAGERS),
    "undo_handover": only(MANAGERS),
    # Views of the queue: the one aimed at is the agent's own
    "list_ticket_views": only(STAFF),
    "create_ticket_view": only(STAFF),
    "update_ticket_view": own_of(AGENT, STAFF),
    "delete_ticket_view": own_of(AGENT, STAFF),
    # Canned replies and macros: the one aimed at is shared by a manager
    "list_ticket_macros": only(STAFF),
    "create_ticket_macro": only(STAFF),
    "update_ticket_macro": own_of(MANAGER, STAFF, leaders=MANAGERS, other=REFUSED),
    "delete_ticket_macro": own_of(MANAGER, STAFF, leaders=MANAGERS, other=REFUSED),
    "preview_ticket_macro": work(STAFF),
    "apply_ticket_macro": work(STAFF),
    # Merging and splitting: one works both tickets
    "list_ticket_merges": work(STAFF),
    "preview_ticket_merge": work(STAFF),
    "merge_ticket": work(STAFF),
    "undo_ticket_merge": work(STAFF),
    "split_ticket_comment": work(STAFF),
    # Time spent on a ticket; the entry aimed at is of who works it, and managers may take it back
    "list_time_entries": work(STAFF),
    "create_time_entry": work(STAFF),
    "delete_time_entry": work(STAFF),
    # The board of a team: figures of tickets one sees
    "read_team_board": only(STAFF),
    "list_open_priority_requests": only(MANAGERS),
    # Changes of many tickets: each their own
    "list_bulk_changes": only(STAFF),
    "start_bulk_change": only(STAFF),
    "get_bulk_change": own_of(AGENT, STAFF),
    "undo_bulk_change": own_of(AGENT, STAFF),
    # Writing: drafts and held replies are their writer's own
    "list_own_drafts": only(SIGNED_IN),
    "get_ticket_composer": ticket(),
    "put_ticket_draft": ticket(),
    "delete_ticket_draft": ticket(),
    "hold_ticket_reply": work(),
    "withdraw_held_reply": ticket(raised=REFUSED, leads=UNSEEN),
    "send_held_reply": ticket(raised=REFUSED, leads=UNSEEN),
    # Articles; what is not live or for IT only is not there for requesters
    "read_knowledge_home": only(SIGNED_IN),
    "search_articles": only(SIGNED_IN),
    "suggest_articles": only(SIGNED_IN),
    "list_articles": only(SIGNED_IN),
    "get_article": only(SIGNED_IN),
    "list_related_articles": only(SIGNED_IN),
    "note_article_view": only(SIGNED_IN),
    "rate_knowledge_article": only(SIGNED_IN),
    "note_knowledge_deflection": only(SIGNED_IN),
    "create_article_file_link": own_of(AGENT, SIGNED_IN, leaders=STAFF),  # readers: what the live text shows
    "create_knowledge_article": only(STAFF),
    "update_article": only(STAFF),
    "transition_article": own_of(MANAGER, STAFF, leaders=MANAGERS, other=REFUSED),  # here: publish
    "preview_article": only(STAFF),
    "create_article_file": only(STAFF),
    "list_article_feedback": only(STAFF),
    "list_article_versions": only(STAFF),
    "get_article_version": only(STAFF),
    "compare_article_versions": only(STAFF),
    "restore_article_version": only(STAFF),
    "list_article_categories": only(STAFF),
    "create_article_category": only(MANAGERS),
    "update_article_category": only(MANAGERS),
    "list_synonyms": only(STAFF),
    "create_synonyms": only(MANAGERS),
    "put_synonyms": only(MANAGERS),
    "delete_synonyms": only(MANAGERS),
    "list_search_misses": only(STAFF),
    "dismiss_search_miss": only(MANAGERS),
    "read_knowledge_insights": only(STAFF),
    "list_ticket_articles": ticket(),
    "link_ticket_article": work(),
    "unlink_ticket_article": work(),
    "create_article_from_ticket": work(STAFF),
    "list_article_tickets": only(STAFF),
    # Assets: agents read, managers write, administrators change types, everybody sees what they hold
    "list_own_assets": only(SIGNED_IN),
    "list_assets": only(STAFF),
    "read_asset_facets": only(STAFF),
    "get_asset": only(STAFF),
    "list_asset_handovers": only(STAFF),
    "list_asset_relations": only(STAFF),
    "list_asset_seats": only(STAFF),
    "read_asset_impact": only(STAFF),
    "read_asset_health": only(STAFF),
    "list_asset_history": only(STAFF),
    "list_asset_types": only(STAFF),
    "list_asset_labels": only(STAFF),
    "create_asset_type": only(ADMINS),
    "update_asset_type": only(ADMINS),
    "create_asset": only(MANAGERS),
    "update_asset": only(MANAGERS),
    "transition_asset": only(MANAGERS),
    "hand_over_asset": only(MANAGERS),
    "create_asset_seat": only(MANAGERS),
    "delete_asset_seat": only(MANAGERS),
    "create_asset_relation": only(MANAGERS),
    "delete_asset_relation": only(MANAGERS),
    "create_asset_import": only(MANAGERS),
    "list_asset_imports": only(MANAGERS),
    "get_asset_import": only(MANAGERS),
    "list_asset_import_rows": only(MANAGERS),
    "put_asset_import_terms": only(MANAGERS),
    "run_asset_import": only(MANAGERS),
    "undo_asset_import": only(MANAGERS),
    "export_refused_rows": only(MANAGERS),
    "take_device_inventory": only(MANAGERS),
    "list_ticket_assets": ticket(),
    "link_ticket_asset": work(),
    "unlink_ticket_asset": work(),
    "list_asset_tickets": only(STAFF),
    # Service status: everybody reads; the post aimed at is an open incident
    "read_status": only(SIGNED_IN),
    "create_status_post": only(STAFF),
    "update_status_post": only(STAFF),
    "create_status_update": only(STAFF),
    "join_status_post": only(SIGNED_IN),
    "leave_status_post": only(SIGNED_IN),
    "subscribe_to_status": only(SIGNED_IN),
    "unsubscribe_from_status": only(SIGNED_IN),
    "create_status_service": only(ADMINS),
    "update_status_service": only(ADMINS),
    # Approvals: the one aimed at is asked by the administrator of those who may approve changes
    "list_my_approvals": only(SIGNED_IN),
    "get_approval": own_of(MANAGER, SIGNED_IN, leaders=MANAGERS),
    "decide_approval": Rule(SIGNED_IN, {MANAGER: PASSES, OTHER_MANAGER: PASSES, ADMIN: REFUSED}, owner=MANAGER),
    "list_delegations": only(SIGNED_IN),
    "create_delegation": only(SIGNED_IN),
    "delete_delegation": own_of(ADMIN, SIGNED_IN),
    "take_mail_events": only(EVERYBODY),  # the signature is the authority: 404 without
    "read_approval_letter": only(EVERYBODY),  # the secret in the body is the authority: 404 without
    "decide_approval_letter": only(EVERYBODY),
    # Changes
    "list_changes": only(STAFF),
    "count_changes": only(STAFF),
    "get_change_figures": only(STAFF),
    "get_change": only(STAFF),
    "create_change_request": only(STAFF),
    "update_change": own_of(ADMIN, STAFF, leaders=MANAGERS, other=REFUSED),
    "remove_change": own_of(ADMIN, STAFF, leaders=MANAGERS, other=REFUSED),
    "transition_change": only(STAFF),  # what stands in the way is told as 409
    "put_change_review": own_of(ADMIN, STAFF, leaders=MANAGERS, other=REFUSED),
    "list_change_approvals": only(STAFF),
    "get_change_history": only(STAFF),
    "list_change_tickets": only(STAFF),
    "link_change_ticket": only(STAFF),
    "unlink_change_ticket": only(STAFF),
    "list_ticket_changes": ticket(who=STAFF),
    "list_change_templates": only(STAFF),
    "create_change_template": only(MANAGERS),
    "update_change_template": only(MANAGERS),
    "list_risk_questions": only(STAFF),
    "put_risk_questions": only(MANAGERS),
    "list_approval_rules": only(STAFF),
    "put_approval_rules": only(MANAGERS),
    "list_freeze_windows": only(STAFF),
    "create_freeze_window": only(MANAGERS),
    "update_freeze_window": only(MANAGERS),
    "delete_freeze_window": only(MANAGERS),
    "find_free_slots": only(STAFF),
    "list_change_conflicts": only(STAFF),
    "get_change_calendar": only(STAFF),
    "get_change_feed": only(STAFF),
    "renew_change_feed": only(STAFF),
    "drop_change_feed": only(STAFF),
    "read_change_calendar": only(EVERYBODY),  # the secret in the address is the authority: 404 without
    # Figures
    "get_pages": only(STAFF),
    "get_metrics": only(STAFF),
    "get_panel": only(STAFF),
    "export_tickets": only(STAFF),
    "export_time_entries": only(STAFF),
    "export_page": only(STAFF),
    "list_feed_tables": only(STAFF),
    "list_report_schedules": only(STAFF),
    "create_report_schedule": only(STAFF),
    "get_report_schedule": own_of(AGENT, STAFF),
    "update_report_schedule": own_of(AGENT, STAFF),
    "delete_report_schedule": own_of(AGENT, STAFF),
    "send_report_now": own_of(AGENT, STAFF),
    "read_feed_table": only(STAFF),
    "get_overview": only(STAFF),
    "get_ticket_volume": only(STAFF),
    "get_sla_performance": only(STAFF),
    "get_team_performance": only(STAFF),
    "get_rule_facts": ticket(who=ADMINS),
}

ADMINISTRATION: Final = (
    "/api/admin/audit",
    "/api/admin/backtests",
    "/api/admin/calendars",
    "/api/admin/categories",
    "/api/admin/classification-matrix",
    "/api/admin/classification-rules",
    "/api/admin/health",
    "/api/admin/jobs",
    "/api/admin/locations",
    "/api/admin/mail-wordings",
    "/api/admin/outbox",
    "/api/admin/own-roles",
    "/api/admin/quarantine",
    "/api/admin/reporting",
    "/api/admin/resolution-categories",
    "/api/admin/roles",
    "/api/admin/routing-rules",
    "/api/admin/rule-drafts",
    "/api/admin/rule-statistics",
    "/api/admin/rule-versions",
    "/api/admin/settings",
    "/api/admin/sign-in-providers",
    "/api/admin/sla-policies",
    "/api/admin/suppressions",
    "/api/admin/webhooks",
)
"""Below these paths every operation without a row of its own is for administrators only."""


def rule_for(operation: str, path: str) -> Rule | None:
    """Return the row of an operation; None where nobody decided yet."""
    if operation in RULES:
        return RULES[operation]
    is_administration = any(path == start or path.startswith(f"{start}/") for start in ADMINISTRATION)
    return only(ADMINS) if is_administration else None
