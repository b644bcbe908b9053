"""A good body for every operation that takes one: each is accepted from an administrator. One function a room."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from itsm.platform.clock import utc_now
from tests.fuzz.targets import OWN_ROLE, PROVIDER, REPORT, Targets, change_body

Bodies = dict[str, Any]
HOURS = [{"start": "08:00", "end": "17:00"}]
WEEK = dict.fromkeys(("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"), HOURS)
NEW_PASSWORD = "a purple tractor sings at noon 7"
RULE = {"title": "Laptop broken", "description": "It does not start.", "business_impact": "Nobody can work."}
REASON = {"reason": "It cannot wait any longer."}
SPLIT = {
    "title": "Printer jammed",
    "description": "The printer on floor two is jammed again.",
    "business_impact": "Nobody prints labels today.",
    "category": "Hardware",
    "subcategory": None,
    "location": "Philippines",
    "type": "incident",
}
REPORT_SCHEDULE = {
    "name": "Weekly",
    "page": "manager",
    "filters": {"days": 30, "location": "Philippines"},
    "frequency": "weekly",
    "weekday": 1,
    "hour": 8,
    "timezone": "Asia/Manila",
}
MACRO = {
    "name": "Thanks",
    "body": "Thank you, {requester}.",
    "is_internal": False,
    "changes": {"status": {"to": "pending", "pending_reason": "user"}, "add_tags": ["waiting"]},
}
VIEW = {
    "name": "Laptops of the week",
    "filters": {"view": "queue", "tag": "laptop", "due_within": "600"},
    "sort": "-updated_at",
    "columns": ["priority", "sla", "requester"],
    "grouping": "status",
}
WORDING = {"texts": {"subject": "[{number}] Got it: {title}"}}
_SMOKE = {"field": "title", "op": "mentions_any", "value": ["smoke"]}
_CATEGORY = {"field": "category", "op": "is_one_of", "value": ["Hardware"]}
WHERE = {"all": [_SMOKE, {"any": [_CATEGORY, {"not": _SMOKE}]}]}
IN_DRAFTS = (
    "create_calendar",
    "update_calendar",
    "replace_classification_matrix",
    "create_classification_rule",
    "update_classification_rule",
    "create_routing_rule",
    "update_routing_rule",
    "reorder_routing_rules",
    "create_sla_policy",
    "update_sla_policy",
)
"""Operations that there are once more below a draft."""
OTHER_NAMES = {
    "create_calendar": {"name": "Drafted calendar", "key": "drafted-calendar"},
    "update_calendar": {"name": "Calendar renamed in a draft"},
    "create_sla_policy": {"name": "Drafted policy"},
    "update_sla_policy": {"name": "Policy renamed in a draft"},
}
"""What is in force keeps its name when a draft leaves it out, so a draft adds others."""


def good_bodies(targets: Targets, matrix: list[dict[str, Any]], rule_ids: list[str]) -> Bodies:
    """Return the good bodies by operation; `matrix` are the cells in force, `rule_ids` the routing rules."""
    ids = targets.ids
    live = _classification(matrix) | _routing(ids, rule_ids) | _sla() | _settings(ids)
    return (
        live
        | {f"{name}_in_draft": live[name] | OTHER_NAMES.get(name, {}) for name in IN_DRAFTS}
        | _identity()
        | _signing_in()
        | _changes(ids)
        | _notifications()
        | _people(ids)
        | _presence(ids)
        | _status(ids)
        | _tickets(ids)
        | _handling(ids)
        | _lab(ids)
        | _assets(ids)
        | _knowledge(ids)
    )


def _notifications() -> Bodies:
    nothing = "01890000-0000-7000-8000-000000000000"
    return {
        "finish_notifications": {"keys": [f"ticket.{nothing}"], "up_to": nothing},
        "create_webhook": {"name": "Chat", "url": "https://93.184.215.14/hook", "events": ["ticket.created"]},
        "update_webhook": {"name": "Chat room", "is_active": True},
        "suppress_address": {"address": "left.us@madison88.example", "reason": "Left the company in May"},
        "put_mail_wording": WORDING | {"note": "Friendlier."},
        "restore_mail_wording": {"version": 1},
        "preview_mail_wording": WORDING,
        "send_test_mail": WORDING,
        "take_notifications_back": {"done_at": "2026-11-28T10:00:00Z"},
        "put_notification_settings": {
            "preset": "own",
            "own": {"ticket.closed": {"bell": True, "email": False}},
            "quiet_from": "22:00",
            "quiet_to": "07:00",
            "quiet_weekends": True,
            "digest": "daily",
            "digest_at": "08:00",
        },
    }


def _classification(matrix: list[dict[str, Any]]) -> Bodies:
    rule = {"name": "Smoke", "priority": "P1", "where": WHERE, "is_floor": True, "reason": "Tried.", "position": 3}
    return {
        "replace_classification_matrix": {"cells": matrix, "reason": "Tried."},
        "create_classification_rule": rule,
        "update_classification_rule": rule,
        "test_classification_rules": RULE | {"impact": "few", "urgency": "high", "priority": "P2", "is_vip": False},
    }


def _routing(ids: dict[str, str], rule_ids: list[str]) -> Bodies:
    rule = {
        "where": WHERE,
        "team_id": ids["team_id"],
        "watcher_ids": [ids["user_id"]],
        "position": 3,
        "reason": "Tried.",
    }
    return {
        "create_routing_rule": rule | {"name": "New rule", "priority_floor": "P2", "notify_manager": True},
        "update_routing_rule": rule | {"name": "Renamed rule"},
        "reorder_routing_rules": {"ids": rule_ids, "reason": "Tried."},
        "test_routing_rules": {"category": "Hardware", "location": "Philippines", "priority": "P2", "title": "VPN"},
    }


def _sla() -> Bodies:
    policy = {
        "where": WHERE,
        "targets": {"response": 900, "resolution": 14_400},
        "calendar": {"source": "always", "calendar_id": None},
        "thresholds": [80],
        "reason": "Tried.",
    }
    calendar = {
        "timezone": "Asia/Manila",
        "week": WEEK,
        "holidays": [{"date": "2027-01-01", "name": "New Year"}],
        "exceptions": [{"date": "2027-01-02", "name": "Stocktaking", "hours": HOURS}],
        "reason": "Tried.",
    }
    return {
        "create_sla_policy": policy | {"name": "New policy", "position": 1},
        "update_sla_policy": policy | {"name": "Renamed policy"},
        "preview_sla_policies": {"facts": {"priority": "P1", "category": "Hardware", "location": "Philippines"}},
        "create_calendar": calendar | {"name": "New calendar", "key": "new-calendar", "is_default": False},
        "update_calendar": calendar | {"name": "Renamed calendar", "is_default": True},
    }


def _settings(ids: dict[str, str]) -> Bodies:
    return {
        "create_category": {"name": "New category", "key": "new-category", "parent_id": ids["category_id"]},
        "update_category": {"name": "Renamed", "position": 3, "is_active": True},
        "create_location": {"name": "New site", "key": "new-site", "timezone": "Asia/Manila", "calendar_key": None},
        "update_location": {"name": "Renamed", "timezone": "Asia/Manila", "position": 1, "is_active": True},
        "create_resolution_category": {"name": "New outcome", "key": "new-outcome"},
        "update_resolution_category": {"name": "Renamed", "position": 3, "is_active": True},
        "update_setting": {"value": 6},
        "update_role": {"permissions": ["tickets.create"], "reason": "Tried."},
    }


def _identity() -> Bodies:
    return {
        "login": {"email": "user.ph@madison88.example", "password": "wrong on purpose"},
        "update_me": {
            "name": "Corazon V.",
            "timezone": "Asia/Manila",
            "locale": "fil",
            "theme": "dark",
            "density": "compact",
            "start_page": "tickets",
            "has_shortcuts": False,
        },
        "change_password": {"current_password": "wrong on purpose", "new_password": NEW_PASSWORD},
        "forgot_password": {"email": "user.ph@madison88.example"},
        "reset_password": {"token": "no such token", "password": NEW_PASSWORD},
    }


def _signing_in() -> Bodies:
    provider = PROVIDER | {
        "scopes": "openid email",
        "group_claim": "groups",
        "group_roles": [{"group": "it", "role": "it_agent"}],
        "may_create": False,
    }
    code = {"code": "123456"}
    return {
        "login_with_code": code,
        "confirm_login_enrolment": code,
        "confirm_enrolment": code,
        "prove_identity": {"password": "wrong on purpose"},
        "create_api_token": {"name": "Script", "scopes": ["tickets:read"], "expires_in_days": 30},
        "create_provider": provider | {"key": "new"},
        "update_provider": provider | {"is_active": False},
        "link_user_identity": {"provider": "corp", "subject": "somebody"},
        "create_own_role": OWN_ROLE | {"name": "Another role", "reason": "Tried."},
        "update_own_role": {name: value for name, value in OWN_ROLE.items() if name != "base"} | {"reason": "Tried."},
        "read_invitation": {"token": "no such token"},
        "accept_invitation": {"token": "no such token", "name": "New Person", "password": NEW_PASSWORD},
    }


def _changes(ids: dict[str, str]) -> Bodies:
    change = change_body() | {"implementer_id": ids["user_id"], "team_id": ids["team_id"]}
    answers = [
        {"key": "less", "label": "No", "points": 0},
        {"key": "more", "label": "Yes", "points": 3, "at_least": "high"},
    ]
    questions = [
        {"key": key, "text": "Is it live?", "answers": [{"key": said, "label": "So", "points": 1}, *answers]}
        for key, said in change["risk_answers"].items()
    ]
    template = {"description": "Again and again.", "fields": {"title": "Add a printer"}, "duration_minutes": 30}
    span = {"starts_at": change["starts_at"], "ends_at": change["ends_at"]}
    freeze = span | {"reason": "Payment run.", "timezone": "Asia/Manila", "effect": "warn", "types": ["normal"]}
    freeze |= {"location_ids": [ids["location_id"]], "team_ids": [ids["team_id"]]}
    step = {
        "name": "The boss",
        "phase": "before",
        "types": ["normal"],
        "levels": ["high"],
        "user_ids": [ids["user_id"]],
    }
    return {
        "create_change_request": change | {"location_id": ids["location_id"], "asset_ids": [ids["asset_id"]]},
        "update_change": {name: value for name, value in change.items() if name != "type"},
        "transition_change": {"move": "submit", "note": "Tried."},
        "put_change_review": {"summary": "It went as it was planned.", "lessons": "None."},
        "link_change_ticket": {"ticket_id": ids["other_ticket_id"], "role": "related"},
        "create_change_template": template | {"name": "Add a printer", "is_preapproved": True},
        "update_change_template": template | {"name": "Renamed template", "is_active": True},
        "put_risk_questions": {"items": questions},
        "create_freeze_window": freeze | {"name": "Year end", "approver_ids": [ids["user_id"]]},
        "update_freeze_window": freeze | {"name": "Month end, later"},
        "find_free_slots": {
            "duration_minutes": 60,
            "earliest": span["starts_at"],
            "latest": span["ends_at"],
            "timezone": "Asia/Manila",
            "opens": "18:00",
            "closes": "06:00",
            "weekdays": [5, 6],
            "systems": ["files-ph"],
            "type": "normal",
            "implementer_id": ids["user_id"],
            "asset_ids": [ids["asset_id"]],
            "but": ids["change_ref"],
        },
        "put_approval_rules": {"items": [step | {"team_ids": [], "rule": "any", "quorum": 1, "due_hours": 4}]},
        "decide_approval": {"vote": "approved", "reason": "Tried."},
        "create_delegation": span | {"delegate_id": ids["user_id"], "reason": "Away."},
        "read_approval_letter": {"token": "x"},
        "decide_approval_letter": {"token": "x", "vote": "approved", "reason": "Tried."},
    }


def _people(ids: dict[str, str]) -> Bodies:
    person = {
        "name": "New Person",
        "role": "end_user",
        "location": "Philippines",
        "manager_id": ids["manager_id"],
        "locale": "en",
    }
    manager = {"manager_id": ids["user_id"]}
    return {
        "create_team": {"key": "new-team", "name": "New team", "location": "Philippines"} | manager,
        "update_team": {"name": "Renamed team", "description": "Tried."} | manager,
        "put_team_member": {"is_lead": True, "is_assignable": True, "max_open_tickets": 9},
        "put_board_limits": {"new": 12, "in_progress": 3, "pending": None},
        "create_user": person | {"email": "new@madison88.example", "password": NEW_PASSWORD, "timezone": "Asia/Manila"},
        "update_user": person | {"email": "jomar@madison88.example", "is_vip": False},
    }


def _presence(ids: dict[str, str]) -> Bodies:
    span = {"starts_at": "2027-03-01T00:00:00Z", "ends_at": "2027-03-08T00:00:00Z", "reason": "Wedding"}
    return {
        "set_agent_presence": {"is_away": False},
        "put_shift": {"timezone": "Asia/Manila", "week": WEEK},
        "put_skills": {"skill_ids": [ids["skill_id"]]},
        "plan_leave": span | {"user_id": ids["user_id"]},
        "change_leave": span,
        "add_skill": {"name": "Knitting machines"},
        "change_skill": {"name": "Weaving looms", "is_active": True},
        "put_duty": {"follow_team_id": ids["other_team_id"], "on_call_ids": [ids["user_id"]]},
        "start_handover": {"user_id": ids["absent_id"], "ticket_ids": [ids["held_ticket_id"]], "reason": "On leave."},
    }


def _tickets(ids: dict[str, str]) -> Bodies:
    draft = {name: value for name, value in REPORT.items() if name not in {"tags", "confirm_duplicate"}}
    edited = {name: value for name, value in draft.items() if name not in {"type", "priority"}}
    return {
        "create_ticket": REPORT | {"requester_id": ids["user_id"]},
        "change_tickets": {"ids": [ids["ticket_id"]], "action": "tags", "add_tags": ["bulk"]},
        "preview_ticket": draft | {"requester_id": ids["user_id"]},
        "edit_ticket": edited | {"tags": ["edited"], "subcategory": None},
        "create_comment": {"body": "We look at it.", "is_internal": True},
        "update_comment": {"body": "We look at it now."},
        "create_upload": {"filename": "a.log", "size_bytes": 5},
        "attach_upload": {"is_internal": True},
        "create_link": {"relation": "causes", "ticket_id": ids["other_ticket_id"]},
        "release_held_file": {"reason": "It was looked at."},
        "create_watcher": {"user_id": ids["user_id"]},
        "put_rating": {"score": 4, "comment": "Quick and kind."},
    }


def _status(ids: dict[str, str]) -> Bodies:
    later = f"{utc_now() + timedelta(hours=1):%FT%TZ}"
    services = {"service_ids": [ids["status_service_id"]]}
    return {
        "create_status_post": {
            "kind": "incident",
            "title": "Mail is slow",
            "body": "It takes a minute.",
            "impact": "degraded",
            **services,
            "next_update_at": later,
            "ticket": ids["ticket_id"],
        },
        "update_status_post": {"title": "Looms run slowly", "impact": "degraded"} | services,
        "create_status_update": {"state": "identified", "body": "A belt broke.", "next_update_at": later},
        "create_status_service": {"name": "Dyeing", "description": "Colours", "position": 3},
        "update_status_service": {"name": "Looms and belts", "description": "", "position": 1, "is_active": True},
    }


def _handling(ids: dict[str, str]) -> Bodies:
    return {
        "put_ticket_draft": {"body": "Dear Ana,"},
        "hold_ticket_reply": {
            "body": "We look at it.",
            "mention_ids": [ids["user_id"]],
            "seen_until": f"{utc_now():%FT%TZ}",
            "send_anyway": True,
        },
        "start_bulk_change": {
            "filters": {"tag": "laptop"},
            "action": "tags",
            "add_tags": ["seen"],
            "expected": 10,
        },
        "create_ticket_view": VIEW | {"scope": "private", "team_id": None},
        "update_ticket_view": VIEW,
        "create_time_entry": {"minutes": 15, "note": "Called the vendor.", "spent_on": "2026-01-05"},
        "merge_ticket": {"into": ids["merged_ticket_id"], "into_version": None, "note": "We go on there."},
        "split_ticket_comment": SPLIT,
        "create_report_schedule": REPORT_SCHEDULE,
        "update_report_schedule": {"hour": 9, "filters": {"days": 7}},
        "create_ticket_macro": MACRO | {"scope": "private", "team_id": None},
        "update_ticket_macro": MACRO,
        "apply_ticket_macro": {"text": "Thank you.", "seen_until": f"{utc_now():%FT%TZ}", "send_anyway": True},
        "assign_ticket": {"assignee_id": None, "team_id": ids["team_id"]},
        "escalate_ticket": REASON,
        "override_priority": {"priority": "P1"} | REASON,
        "request_priority": {"priority": "P1"} | REASON,
        "decide_priority_request": {"approve": False} | REASON,
        "reopen_ticket": REASON,
        "transition_ticket": {"to": "in_progress", "comment": "Begun."},
        "promise_date": {"promised_at": f"{utc_now() + timedelta(days=3):%FT%TZ}"} | REASON,
        "withdraw_promise": REASON,
    }


def _lab(ids: dict[str, str]) -> Bodies:
    period = {"period_from": "2026-01-01T00:00:00Z", "period_to": "2026-02-01T00:00:00Z"}
    return {
        "create_rule_draft": {"kind": "routing", "name": "Tried", "reason": "Tried.", "from_version": ids["reference"]},
        "update_rule_draft": {"name": "Tried again", "reason": "Tried."},
        "activate_rule_draft": {"reason": "Tried.", "overwrite": True},
        "create_backtest": period | {"draft_id": ids["draft_id"]},
        "restore_rule_version": {"reason": "Tried."},
    }


def _knowledge(ids: dict[str, str]) -> Bodies:
    shelf, article = ids["article_category_id"], ids["article_id"]
    return {
        "create_knowledge_article": {
            "title": "Why is the VPN slow?",
            "category_id": shelf,
            "summary": "What slows it down.",
            "body": "## Cause\n\n> [!NOTE]\n> Too many people at once.",
            "tags": ["vpn"],
            "audience": "everyone",
            "language": "en",
            "owner_id": ids["user_id"],
            "review_by": "2027-06-01",
        },
        "update_article": {"title": "Why is the VPN so slow?", "body": "It is not.", "tags": ["vpn"], "note": "Tried."},
        "transition_article": {"move": "publish", "note": "Tried."},
        "preview_article": {"body": "# Title\n\n| a | b |\n|---|---|\n| 1 | 2 |"},
        "rate_knowledge_article": {"is_helpful": False, "comment": "Something is missing."},
        "note_knowledge_deflection": {"article_id": article, "text": "VPN is slow"},
        "create_article_category": {"name": "New shelf", "position": 3},
        "update_article_category": {"name": "Renamed shelf", "position": 2, "is_active": True},
        "create_synonyms": {"words": ["vpn", "tunnel"]},
        "put_synonyms": {"words": ["laptop", "notebook", "pc"]},
        "link_ticket_article": {"article_id": article},
        "create_article_from_ticket": {"category_id": shelf},
    }


def _assets(ids: dict[str, str]) -> Bodies:
    fields = [{"key": "memory_gb", "label": "Memory", "kind": "number", "unit": "GB"}]
    written = {
        "name": "ThinkPad T14",
        "serial": "PF-1",
        "manufacturer": "Lenovo",
        "model": "T14 Gen 4",
        "location_id": None,
        "place": "Sample room",
        "purchased_on": "2026-01-15",
        "warranty_until": "2029-01-14",
        "maintenance_on": None,
        "cost": "1150.50",
        "currency": "USD",
        "vendor": "Dealer",
        "contract": "C-88",
        "contract_until": "2028-01-01",
        "seats": 4,
        "needed_up": 1,
        "fields": {"memory_gb": 16},
        "notes": "Bought for the new line.",
    }
    return {
        "create_asset_type": {
            "name": "Scanner",
            "asset_class": "hardware",
            "tag_prefix": "SC",
            "life_months": 48,
            "fields": fields,
        },
        "update_asset_type": {
            "name": "Notebook",
            "life_months": 36,
            "fields": fields,
            "position": 2,
            "is_active": True,
        },
        "create_asset": written | {"type_id": ids["laptop_type_id"], "tag": "FZ-1", "status": "active"},
        "update_asset": written | {"tag": "FZ-2"},
        "transition_asset": {"to": "for_repair", "note": "Broken hinge."},
        "hand_over_asset": {"to_id": ids["user_id"], "condition": "good", "note": "With charger."},
        "create_asset_seat": {"user_id": ids["user_id"]},
        "create_asset_relation": {"kind": "depends_on", "asset_id": ids["other_asset_id"], "is_reversed": True},
        "link_ticket_asset": {"asset_id": ids["asset_id"]},
        "take_device_inventory": {
            "deviceid": "host-1",
            "itemtype": "Computer",
            "action": "inventory",
            "partial": False,
            "tag": "manila",
            "jsonversion": 1,
            "query": "inventory",
            "content": {"hardware": {"name": "host-1", "uuid": "3c1f2a90-0d6e-11ee-be56-0242ac120002"}},
        },
        "put_asset_import_terms": {
            "targets": ["tag", "name", "type"],
            "key": "tag",
            "day_first": True,
            "currency": "USD",
            "type_id": ids["laptop_type_id"],
        },
    }
