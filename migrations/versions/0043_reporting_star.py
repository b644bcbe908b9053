"""The schema `reporting`: facts and dimensions as views, a column's meaning beside it; logins that may read them.

Categories can be confidential: their tickets are in none of the views.

Revision: 0043_reporting_star, after 0042_asset_health.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0043_reporting_star"
down_revision = "0042_asset_health"
branch_labels = None
depends_on = None

# A copy of `reporting/star/ddl.py` as it was; a test holds what both make against each other.
STAR = (
    "CREATE SCHEMA reporting",
    ("COMMENT ON SCHEMA reporting IS 'Facts and dimensions of the desk for Power BI; each login has its own rows.'"),
    (
        "CREATE VIEW reporting.fact_ticket WITH (security_barrier) AS SELECT t.id AS ticket_id, t.priority AS "
        "priority, t.category_id AS category_id, t.location_id AS location_id, t.team_id AS team_id, "
        "t.requester_id AS requester_id, t.assignee_id AS assignee_id, t.subcategory_id AS subcategory_id, "
        "t.number AS number, t.type AS type, t.status AS status, t.status IN ('new', 'in_progress', "
        "'pending', 'reopened') AS is_open, t.source AS source, t.created_at AS created_at, (t.created_at AT "
        "TIME ZONE l.timezone)::date AS created_on, t.first_responded_at AS first_responded_at, t.resolved_at "
        "AS resolved_at, (t.resolved_at AT TIME ZONE l.timezone)::date AS resolved_on, t.closed_at AS "
        "closed_at, extract(epoch FROM t.first_responded_at - t.created_at)::bigint AS response_seconds, "
        "extract(epoch FROM t.resolved_at - t.created_at)::bigint AS resolution_seconds, t.response_due_at AS "
        "response_due_at, t.response_state AS response_state, t.resolution_due_at AS resolution_due_at, "
        "t.resolution_state AS resolution_state, t.is_breached AS is_breached, t.is_escalated AS "
        "is_escalated, t.is_unrouted AS is_unrouted, t.reopen_count AS reopen_count, t.reassignment_count AS "
        "reassignment_count, coalesce((t.resolved_at IS NOT NULL AND t.reopen_count = 0 AND "
        "t.reassignment_count = 0 AND t.resolved_at <= t.first_responded_at + interval '1 hour'), false) AS "
        "is_first_contact, t.resolution_category AS resolution_category, t.rating AS rating, t.rated_at AS "
        "rated_at, (t.rated_at AT TIME ZONE l.timezone)::date AS rated_on, t.merged_into_id AS "
        "merged_into_id, t.updated_at AS updated_at FROM tickets t JOIN locations l ON l.id = t.location_id "
        "JOIN categories c ON c.id = t.category_id LEFT JOIN categories p ON p.id = t.subcategory_id CROSS "
        "JOIN (SELECT n.* FROM reporting_logins n JOIN users w ON w.id = n.user_id AND w.is_active AND "
        "w.authority_version = n.authority_version WHERE n.login = session_user) r WHERE NOT "
        "c.is_confidential AND p.is_confidential IS NOT TRUE AND (r.sees_all OR t.location_id = "
        "ANY(r.location_ids) OR t.team_id = ANY(r.team_ids) OR t.assignee_id = ANY(r.assignee_ids) OR "
        "t.requester_id = ANY(r.requester_ids))"
    ),
    (
        "COMMENT ON VIEW reporting.fact_ticket IS 'One row a ticket, as it stands now. Words of people "
        "(titles, descriptions, comments) are not here.'"
    ),
    "COMMENT ON COLUMN reporting.fact_ticket.ticket_id IS 'Id of the ticket; see fact_ticket.'",
    ("COMMENT ON COLUMN reporting.fact_ticket.priority IS 'Priority of the ticket, 1 to 4; see dim_priority.'"),
    "COMMENT ON COLUMN reporting.fact_ticket.category_id IS 'Category of the ticket; see dim_category.'",
    ("COMMENT ON COLUMN reporting.fact_ticket.location_id IS 'Site that the ticket is about; see dim_location.'"),
    ("COMMENT ON COLUMN reporting.fact_ticket.team_id IS 'Team whose queue the ticket is in; see dim_team.'"),
    "COMMENT ON COLUMN reporting.fact_ticket.requester_id IS 'Who asked; see dim_person.'",
    "COMMENT ON COLUMN reporting.fact_ticket.assignee_id IS 'Who works on the ticket; see dim_person.'",
    ("COMMENT ON COLUMN reporting.fact_ticket.subcategory_id IS 'Subcategory of the ticket; see dim_category.'"),
    "COMMENT ON COLUMN reporting.fact_ticket.number IS 'Number as people know it.'",
    "COMMENT ON COLUMN reporting.fact_ticket.type IS 'incident, request and so on.'",
    ("COMMENT ON COLUMN reporting.fact_ticket.status IS 'new, in_progress, pending, reopened, resolved or closed.'"),
    "COMMENT ON COLUMN reporting.fact_ticket.is_open IS 'Somebody still owes an answer or a solution.'",
    "COMMENT ON COLUMN reporting.fact_ticket.source IS 'How it came in: portal, email and so on.'",
    "COMMENT ON COLUMN reporting.fact_ticket.created_at IS 'When it was raised.'",
    (
        "COMMENT ON COLUMN reporting.fact_ticket.created_on IS 'Day it was raised, by the clock of its site; "
        "see dim_date.'"
    ),
    "COMMENT ON COLUMN reporting.fact_ticket.first_responded_at IS 'When staff first answered.'",
    ("COMMENT ON COLUMN reporting.fact_ticket.resolved_at IS 'When it was last resolved; empty while it is open.'"),
    ("COMMENT ON COLUMN reporting.fact_ticket.resolved_on IS 'Day of the last resolution, by the clock of its site.'"),
    "COMMENT ON COLUMN reporting.fact_ticket.closed_at IS 'When it was closed.'",
    ("COMMENT ON COLUMN reporting.fact_ticket.response_seconds IS 'From raising to the first answer, wall clock.'"),
    (
        "COMMENT ON COLUMN reporting.fact_ticket.resolution_seconds IS 'From raising to the last resolution, "
        "wall clock.'"
    ),
    ("COMMENT ON COLUMN reporting.fact_ticket.response_due_at IS 'Until when an answer is due by the service level.'"),
    (
        "COMMENT ON COLUMN reporting.fact_ticket.response_state IS 'Target of the answer: running, warning, "
        "breached, met …'"
    ),
    (
        "COMMENT ON COLUMN reporting.fact_ticket.resolution_due_at IS 'Until when the solution is due by the "
        "service level.'"
    ),
    (
        "COMMENT ON COLUMN reporting.fact_ticket.resolution_state IS 'Target of the solution: running, "
        "warning, breached, met …'"
    ),
    "COMMENT ON COLUMN reporting.fact_ticket.is_breached IS 'Missed a target.'",
    "COMMENT ON COLUMN reporting.fact_ticket.is_escalated IS 'Was escalated.'",
    "COMMENT ON COLUMN reporting.fact_ticket.is_unrouted IS 'No rule found a team.'",
    "COMMENT ON COLUMN reporting.fact_ticket.reopen_count IS 'How often it was reopened.'",
    "COMMENT ON COLUMN reporting.fact_ticket.reassignment_count IS 'How often it was handed on.'",
    (
        "COMMENT ON COLUMN reporting.fact_ticket.is_first_contact IS 'Resolved by who answered first, never "
        "handed on or reopened, at most an hour after the first answer.'"
    ),
    "COMMENT ON COLUMN reporting.fact_ticket.resolution_category IS 'In which way it was resolved.'",
    ("COMMENT ON COLUMN reporting.fact_ticket.rating IS 'Last rating by its requester, 1 (bad) to 5 (very good).'"),
    "COMMENT ON COLUMN reporting.fact_ticket.rated_at IS 'When that rating was given.'",
    "COMMENT ON COLUMN reporting.fact_ticket.rated_on IS 'Day of that rating, by the clock of its site.'",
    ("COMMENT ON COLUMN reporting.fact_ticket.merged_into_id IS 'The ticket it was merged into, if it was.'"),
    "COMMENT ON COLUMN reporting.fact_ticket.updated_at IS 'When anything about it last changed.'",
    (
        "CREATE VIEW reporting.fact_sla_cycle WITH (security_barrier) AS SELECT k.id AS cycle_id, t.id AS "
        "ticket_id, t.category_id AS category_id, t.location_id AS location_id, t.team_id AS team_id, "
        "t.requester_id AS requester_id, t.assignee_id AS assignee_id, right(k.priority, 1)::int AS priority, "
        "k.metric AS metric, k.cycle AS cycle, k.team_id AS timed_team_id, k.policy_name AS policy, k.state "
        "AS state, k.met_at IS NOT NULL AS is_met, k.breached_at IS NOT NULL AS is_breached, k.target_seconds "
        "AS target_seconds, k.elapsed_seconds AS elapsed_seconds, k.started_at AS started_at, (k.started_at "
        "AT TIME ZONE l.timezone)::date AS started_on, k.due_at AS due_at, k.met_at AS met_at, k.breached_at "
        "AS breached_at, k.stopped_at AS stopped_at FROM sla_clocks k JOIN tickets t ON t.id = k.ticket_id "
        "JOIN locations l ON l.id = t.location_id JOIN categories c ON c.id = t.category_id LEFT JOIN "
        "categories p ON p.id = t.subcategory_id CROSS JOIN (SELECT n.* FROM reporting_logins n JOIN users w "
        "ON w.id = n.user_id AND w.is_active AND w.authority_version = n.authority_version WHERE n.login = "
        "session_user) r WHERE NOT c.is_confidential AND p.is_confidential IS NOT TRUE AND (r.sees_all OR "
        "t.location_id = ANY(r.location_ids) OR t.team_id = ANY(r.team_ids) OR t.assignee_id = "
        "ANY(r.assignee_ids) OR t.requester_id = ANY(r.requester_ids))"
    ),
    (
        "COMMENT ON VIEW reporting.fact_sla_cycle IS 'One row a clock of a ticket''s service level and cycle; "
        "a reopened ticket begins a new cycle.'"
    ),
    "COMMENT ON COLUMN reporting.fact_sla_cycle.cycle_id IS 'Id of the clock.'",
    "COMMENT ON COLUMN reporting.fact_sla_cycle.ticket_id IS 'Id of the ticket; see fact_ticket.'",
    ("COMMENT ON COLUMN reporting.fact_sla_cycle.category_id IS 'Category of the ticket; see dim_category.'"),
    ("COMMENT ON COLUMN reporting.fact_sla_cycle.location_id IS 'Site that the ticket is about; see dim_location.'"),
    ("COMMENT ON COLUMN reporting.fact_sla_cycle.team_id IS 'Team whose queue the ticket is in; see dim_team.'"),
    "COMMENT ON COLUMN reporting.fact_sla_cycle.requester_id IS 'Who asked; see dim_person.'",
    "COMMENT ON COLUMN reporting.fact_sla_cycle.assignee_id IS 'Who works on the ticket; see dim_person.'",
    (
        "COMMENT ON COLUMN reporting.fact_sla_cycle.priority IS 'Priority the target was set for, 1 to 4; see "
        "dim_priority.'"
    ),
    (
        "COMMENT ON COLUMN reporting.fact_sla_cycle.metric IS 'What is timed: response, resolution, update, "
        "ola or promise.'"
    ),
    ("COMMENT ON COLUMN reporting.fact_sla_cycle.cycle IS '1 for the first time, one more with each reopening.'"),
    (
        "COMMENT ON COLUMN reporting.fact_sla_cycle.timed_team_id IS 'Of metric ola: the team whose time it "
        "is; see dim_team.'"
    ),
    "COMMENT ON COLUMN reporting.fact_sla_cycle.policy IS 'Name of the policy that set the target.'",
    ("COMMENT ON COLUMN reporting.fact_sla_cycle.state IS 'running, paused, warning, breached, met or cancelled.'"),
    "COMMENT ON COLUMN reporting.fact_sla_cycle.is_met IS 'Ended within its target.'",
    "COMMENT ON COLUMN reporting.fact_sla_cycle.is_breached IS 'Went over its target.'",
    "COMMENT ON COLUMN reporting.fact_sla_cycle.target_seconds IS 'Working seconds allowed.'",
    (
        "COMMENT ON COLUMN reporting.fact_sla_cycle.elapsed_seconds IS 'Working seconds of finished "
        "stretches; pauses do not count.'"
    ),
    "COMMENT ON COLUMN reporting.fact_sla_cycle.started_at IS 'When the clock began.'",
    (
        "COMMENT ON COLUMN reporting.fact_sla_cycle.started_on IS 'Day it began, by the clock of the "
        "ticket''s site; see dim_date.'"
    ),
    "COMMENT ON COLUMN reporting.fact_sla_cycle.due_at IS 'When the target ends, as things stand.'",
    "COMMENT ON COLUMN reporting.fact_sla_cycle.met_at IS 'When it was met.'",
    "COMMENT ON COLUMN reporting.fact_sla_cycle.breached_at IS 'When it was missed.'",
    "COMMENT ON COLUMN reporting.fact_sla_cycle.stopped_at IS 'When the clock ended.'",
    (
        "CREATE VIEW reporting.fact_time_entry WITH (security_barrier) AS SELECT e.id AS entry_id, t.id AS "
        "ticket_id, t.priority AS priority, t.category_id AS category_id, t.location_id AS location_id, "
        "t.team_id AS team_id, t.requester_id AS requester_id, t.assignee_id AS assignee_id, e.user_id AS "
        "person_id, e.minutes AS minutes, e.spent_on AS spent_on FROM ticket_time_entries e JOIN tickets t ON "
        "t.id = e.ticket_id JOIN categories c ON c.id = t.category_id LEFT JOIN categories p ON p.id = "
        "t.subcategory_id CROSS JOIN (SELECT n.* FROM reporting_logins n JOIN users w ON w.id = n.user_id AND "
        "w.is_active AND w.authority_version = n.authority_version WHERE n.login = session_user) r WHERE NOT "
        "c.is_confidential AND p.is_confidential IS NOT TRUE AND (r.sees_all OR t.location_id = "
        "ANY(r.location_ids) OR t.team_id = ANY(r.team_ids) OR t.assignee_id = ANY(r.assignee_ids) OR "
        "t.requester_id = ANY(r.requester_ids))"
    ),
    ("COMMENT ON VIEW reporting.fact_time_entry IS 'One row a stretch of time somebody wrote down for a ticket.'"),
    "COMMENT ON COLUMN reporting.fact_time_entry.entry_id IS 'Id of the entry.'",
    "COMMENT ON COLUMN reporting.fact_time_entry.ticket_id IS 'Id of the ticket; see fact_ticket.'",
    ("COMMENT ON COLUMN reporting.fact_time_entry.priority IS 'Priority of the ticket, 1 to 4; see dim_priority.'"),
    ("COMMENT ON COLUMN reporting.fact_time_entry.category_id IS 'Category of the ticket; see dim_category.'"),
    ("COMMENT ON COLUMN reporting.fact_time_entry.location_id IS 'Site that the ticket is about; see dim_location.'"),
    ("COMMENT ON COLUMN reporting.fact_time_entry.team_id IS 'Team whose queue the ticket is in; see dim_team.'"),
    "COMMENT ON COLUMN reporting.fact_time_entry.requester_id IS 'Who asked; see dim_person.'",
    ("COMMENT ON COLUMN reporting.fact_time_entry.assignee_id IS 'Who works on the ticket; see dim_person.'"),
    "COMMENT ON COLUMN reporting.fact_time_entry.person_id IS 'Who spent the time; see dim_person.'",
    "COMMENT ON COLUMN reporting.fact_time_entry.minutes IS 'Minutes spent.'",
    "COMMENT ON COLUMN reporting.fact_time_entry.spent_on IS 'Day on which; see dim_date.'",
    (
        "CREATE VIEW reporting.fact_change WITH (security_barrier) AS SELECT g.id AS change_id, g.number AS "
        "number, g.type AS type, g.state AS state, g.risk_level AS risk_level, g.risk_score AS risk_score, "
        "g.requester_id AS requester_id, g.implementer_id AS implementer_id, g.team_id AS team_id, "
        "g.location_id AS location_id, g.created_at AS created_at, (g.created_at AT TIME ZONE 'UTC')::date AS "
        "created_on, g.submitted_at AS submitted_at, g.approved_at AS approved_at, g.starts_at AS starts_at, "
        "g.ends_at AS ends_at, g.started_at AS started_at, g.finished_at AS finished_at, (g.finished_at AT "
        "TIME ZONE 'UTC')::date AS finished_on, g.outcome AS outcome, g.outcome IS NOT DISTINCT FROM "
        "'success' AS is_success, (SELECT count(*) FROM change_tickets x WHERE x.change_id = g.id AND x.role "
        "= 'caused')::int AS incidents_caused, (SELECT count(*) FROM change_conflicts x WHERE x.change_id = "
        "g.id)::int AS conflicts, g.closed_at AS closed_at FROM changes g CROSS JOIN (SELECT n.* FROM "
        "reporting_logins n JOIN users w ON w.id = n.user_id AND w.is_active AND w.authority_version = "
        "n.authority_version WHERE n.login = session_user) r WHERE true AND r.sees_changes"
    ),
    (
        "COMMENT ON VIEW reporting.fact_change IS 'One row a change, as it stands now. For readers who work "
        "with changes.'"
    ),
    "COMMENT ON COLUMN reporting.fact_change.change_id IS 'Id of the change.'",
    "COMMENT ON COLUMN reporting.fact_change.number IS 'Number as people know it.'",
    "COMMENT ON COLUMN reporting.fact_change.type IS 'standard, normal or emergency.'",
    (
        "COMMENT ON COLUMN reporting.fact_change.state IS 'draft, submitted, approved, scheduled, "
        "implementing, implemented, closed …'"
    ),
    (
        "COMMENT ON COLUMN reporting.fact_change.risk_level IS 'Risk by the questionnaire: low, medium, high "
        "or critical.'"
    ),
    (
        "COMMENT ON COLUMN reporting.fact_change.risk_score IS 'Points of the questionnaire, in percent of "
        "all there are.'"
    ),
    "COMMENT ON COLUMN reporting.fact_change.requester_id IS 'Who asked for it; see dim_person.'",
    "COMMENT ON COLUMN reporting.fact_change.implementer_id IS 'Who carries it out; see dim_person.'",
    "COMMENT ON COLUMN reporting.fact_change.team_id IS 'Team that carries it out; see dim_team.'",
    "COMMENT ON COLUMN reporting.fact_change.location_id IS 'Site it is about; see dim_location.'",
    "COMMENT ON COLUMN reporting.fact_change.created_at IS 'When it was written down.'",
    "COMMENT ON COLUMN reporting.fact_change.created_on IS 'Day it was written down (UTC); see dim_date.'",
    "COMMENT ON COLUMN reporting.fact_change.submitted_at IS 'When approval was asked for.'",
    "COMMENT ON COLUMN reporting.fact_change.approved_at IS 'When it was approved.'",
    "COMMENT ON COLUMN reporting.fact_change.starts_at IS 'Begin of its window.'",
    "COMMENT ON COLUMN reporting.fact_change.ends_at IS 'End of its window.'",
    "COMMENT ON COLUMN reporting.fact_change.started_at IS 'When work began.'",
    "COMMENT ON COLUMN reporting.fact_change.finished_at IS 'When work ended, well or not.'",
    "COMMENT ON COLUMN reporting.fact_change.finished_on IS 'Day work ended (UTC); see dim_date.'",
    ("COMMENT ON COLUMN reporting.fact_change.outcome IS 'success, failed or rolled_back; empty until work ended.'"),
    "COMMENT ON COLUMN reporting.fact_change.is_success IS 'Ended well.'",
    "COMMENT ON COLUMN reporting.fact_change.incidents_caused IS 'Tickets that people say it caused.'",
    ("COMMENT ON COLUMN reporting.fact_change.conflicts IS 'What is in its way as of now: other changes, freezes.'"),
    "COMMENT ON COLUMN reporting.fact_change.closed_at IS 'When it was closed.'",
    (
        "CREATE VIEW reporting.fact_asset WITH (security_barrier) AS SELECT a.id AS asset_id, a.tag AS tag, "
        "a.name AS name, y.name AS type, y.asset_class AS class, a.status AS status, a.owner_id AS owner_id, "
        "a.location_id AS location_id, a.manufacturer AS manufacturer, a.model AS model, a.purchased_on AS "
        "purchased_on, a.warranty_until AS warranty_until, a.cost AS cost, a.currency AS currency, a.seats AS "
        "seats, a.updated_at AS updated_at FROM assets a JOIN asset_types y ON y.id = a.type_id CROSS JOIN "
        "(SELECT n.* FROM reporting_logins n JOIN users w ON w.id = n.user_id AND w.is_active AND "
        "w.authority_version = n.authority_version WHERE n.login = session_user) r WHERE true AND "
        "r.sees_assets"
    ),
    (
        "COMMENT ON VIEW reporting.fact_asset IS 'One row an asset of the register, as it stands now. For "
        "readers of the register.'"
    ),
    "COMMENT ON COLUMN reporting.fact_asset.asset_id IS 'Id of the asset.'",
    "COMMENT ON COLUMN reporting.fact_asset.tag IS 'Tag as it stands on the asset.'",
    "COMMENT ON COLUMN reporting.fact_asset.name IS 'Name.'",
    "COMMENT ON COLUMN reporting.fact_asset.type IS 'Type.'",
    "COMMENT ON COLUMN reporting.fact_asset.class IS 'hardware, software or service.'",
    "COMMENT ON COLUMN reporting.fact_asset.status IS 'in_stock, active, for_repair, retired or lost.'",
    "COMMENT ON COLUMN reporting.fact_asset.owner_id IS 'Who holds it; see dim_person.'",
    "COMMENT ON COLUMN reporting.fact_asset.location_id IS 'Site; see dim_location.'",
    "COMMENT ON COLUMN reporting.fact_asset.manufacturer IS 'Manufacturer.'",
    "COMMENT ON COLUMN reporting.fact_asset.model IS 'Model.'",
    "COMMENT ON COLUMN reporting.fact_asset.purchased_on IS 'Day of purchase; see dim_date.'",
    "COMMENT ON COLUMN reporting.fact_asset.warranty_until IS 'Last day of the warranty.'",
    "COMMENT ON COLUMN reporting.fact_asset.cost IS 'Price of purchase, in its currency.'",
    "COMMENT ON COLUMN reporting.fact_asset.currency IS 'ISO 4217 code of the currency.'",
    "COMMENT ON COLUMN reporting.fact_asset.seats IS 'Of licences: seats that were bought.'",
    "COMMENT ON COLUMN reporting.fact_asset.updated_at IS 'When it last changed.'",
    (
        "CREATE VIEW reporting.dim_date WITH (security_barrier) AS SELECT d.date AS date, extract(year FROM "
        "d.date)::int AS year, extract(quarter FROM d.date)::int AS quarter, extract(month FROM d.date)::int "
        "AS month, to_char(d.date, 'FMMonth') AS month_name, date_trunc('month', d.date)::date AS "
        "month_start, extract(isoyear FROM d.date)::int AS iso_year, extract(week FROM d.date)::int AS "
        "iso_week, extract(isodow FROM d.date)::int AS weekday, to_char(d.date, 'FMDay') AS weekday_name, "
        "extract(isodow FROM d.date) > 5 AS is_weekend FROM (SELECT generate_series(date_trunc('year', "
        "coalesce((SELECT min(created_at) FROM tickets), now()) AT TIME ZONE 'UTC'), date_trunc('year', now() "
        "AT TIME ZONE 'UTC') + interval '2 years' - interval '1 day', interval '1 day')::date AS date) d "
        "CROSS JOIN (SELECT n.* FROM reporting_logins n JOIN users w ON w.id = n.user_id AND w.is_active AND "
        "w.authority_version = n.authority_version WHERE n.login = session_user) r WHERE true AND true"
    ),
    ("COMMENT ON VIEW reporting.dim_date IS 'Every day from the year of the first ticket until the end of next year.'"),
    ("COMMENT ON COLUMN reporting.dim_date.date IS 'The day. Facts point here with their columns that end in _on.'"),
    "COMMENT ON COLUMN reporting.dim_date.year IS 'Calendar year.'",
    "COMMENT ON COLUMN reporting.dim_date.quarter IS 'Quarter of the year, 1 to 4.'",
    "COMMENT ON COLUMN reporting.dim_date.month IS 'Month of the year, 1 to 12.'",
    "COMMENT ON COLUMN reporting.dim_date.month_name IS 'Name of the month in English.'",
    "COMMENT ON COLUMN reporting.dim_date.month_start IS 'First day of the month, to group and sort by.'",
    "COMMENT ON COLUMN reporting.dim_date.iso_year IS 'Year that the ISO week belongs to.'",
    "COMMENT ON COLUMN reporting.dim_date.iso_week IS 'ISO week, 1 to 53.'",
    "COMMENT ON COLUMN reporting.dim_date.weekday IS 'Day of the week, 1 Monday to 7 Sunday.'",
    "COMMENT ON COLUMN reporting.dim_date.weekday_name IS 'Name of the weekday in English.'",
    ("COMMENT ON COLUMN reporting.dim_date.is_weekend IS 'Saturday or Sunday. Holidays are the calendars''.'"),
    (
        "CREATE VIEW reporting.dim_priority WITH (security_barrier) AS SELECT v.priority AS priority, 'P' || "
        "v.priority AS code, v.name AS name FROM (VALUES (1, 'Critical'), (2, 'High'), (3, 'Medium'), (4, "
        "'Low')) v (priority, name) CROSS JOIN (SELECT n.* FROM reporting_logins n JOIN users w ON w.id = "
        "n.user_id AND w.is_active AND w.authority_version = n.authority_version WHERE n.login = "
        "session_user) r WHERE true AND true"
    ),
    "COMMENT ON VIEW reporting.dim_priority IS 'The four priorities.'",
    "COMMENT ON COLUMN reporting.dim_priority.priority IS '1 to 4; the smaller, the more urgent.'",
    "COMMENT ON COLUMN reporting.dim_priority.code IS 'As people say it: P1 to P4.'",
    "COMMENT ON COLUMN reporting.dim_priority.name IS 'Name in English.'",
    (
        "CREATE VIEW reporting.dim_team WITH (security_barrier) AS SELECT m.id AS team_id, m.key AS key, "
        "m.name AS name, m.location_id AS location_id, m.is_active AS is_active FROM teams m CROSS JOIN "
        "(SELECT n.* FROM reporting_logins n JOIN users w ON w.id = n.user_id AND w.is_active AND "
        "w.authority_version = n.authority_version WHERE n.login = session_user) r WHERE true AND true"
    ),
    "COMMENT ON VIEW reporting.dim_team IS 'The teams of the desk.'",
    "COMMENT ON COLUMN reporting.dim_team.team_id IS 'Id of the team.'",
    "COMMENT ON COLUMN reporting.dim_team.key IS 'Key for programs; it never changes.'",
    "COMMENT ON COLUMN reporting.dim_team.name IS 'Name.'",
    ("COMMENT ON COLUMN reporting.dim_team.location_id IS 'Site of the team, if it has one; see dim_location.'"),
    "COMMENT ON COLUMN reporting.dim_team.is_active IS 'Whether it takes new tickets.'",
    (
        "CREATE VIEW reporting.dim_category WITH (security_barrier) AS SELECT c.id AS category_id, c.key AS "
        "key, c.name AS name, c.parent_id AS parent_id, coalesce(p.name, c.name) AS category, CASE WHEN p.id "
        "IS NOT NULL THEN c.name END AS subcategory, c.is_active AS is_active FROM categories c LEFT JOIN "
        "categories p ON p.id = c.parent_id CROSS JOIN (SELECT n.* FROM reporting_logins n JOIN users w ON "
        "w.id = n.user_id AND w.is_active AND w.authority_version = n.authority_version WHERE n.login = "
        "session_user) r WHERE NOT c.is_confidential AND p.is_confidential IS NOT TRUE AND true"
    ),
    (
        "COMMENT ON VIEW reporting.dim_category IS 'Categories and subcategories. Confidential ones are not "
        "here, nor is any ticket in them.'"
    ),
    "COMMENT ON COLUMN reporting.dim_category.category_id IS 'Id of the category or subcategory.'",
    ("COMMENT ON COLUMN reporting.dim_category.key IS 'Key for programs, unique below one parent; it never changes.'"),
    "COMMENT ON COLUMN reporting.dim_category.name IS 'Name.'",
    ("COMMENT ON COLUMN reporting.dim_category.parent_id IS 'Of a subcategory: its category. Empty for categories.'"),
    "COMMENT ON COLUMN reporting.dim_category.category IS 'Name of the category, also for subcategories.'",
    "COMMENT ON COLUMN reporting.dim_category.subcategory IS 'Name of the subcategory, else empty.'",
    "COMMENT ON COLUMN reporting.dim_category.is_active IS 'Whether forms offer it.'",
    (
        "CREATE VIEW reporting.dim_location WITH (security_barrier) AS SELECT l.id AS location_id, l.key AS "
        "key, l.name AS name, l.timezone AS timezone, l.is_active AS is_active FROM locations l CROSS JOIN "
        "(SELECT n.* FROM reporting_logins n JOIN users w ON w.id = n.user_id AND w.is_active AND "
        "w.authority_version = n.authority_version WHERE n.login = session_user) r WHERE true AND true"
    ),
    "COMMENT ON VIEW reporting.dim_location IS 'The sites.'",
    "COMMENT ON COLUMN reporting.dim_location.location_id IS 'Id of the site.'",
    "COMMENT ON COLUMN reporting.dim_location.key IS 'Key for programs; it never changes.'",
    "COMMENT ON COLUMN reporting.dim_location.name IS 'Name.'",
    (
        "COMMENT ON COLUMN reporting.dim_location.timezone IS 'IANA time zone; the days of facts (_on) are "
        "days of this zone.'"
    ),
    "COMMENT ON COLUMN reporting.dim_location.is_active IS 'Whether forms offer it.'",
    (
        "CREATE VIEW reporting.dim_person WITH (security_barrier) AS SELECT u.id AS person_id, u.name AS "
        "name, u.role AS role, u.department AS department, u.job_title AS job_title, u.location_id AS "
        "location_id, u.is_active AS is_active FROM users u CROSS JOIN (SELECT n.* FROM reporting_logins n "
        "JOIN users w ON w.id = n.user_id AND w.is_active AND w.authority_version = n.authority_version WHERE "
        "n.login = session_user) r WHERE true AND r.sees_people"
    ),
    (
        "COMMENT ON VIEW reporting.dim_person IS 'People as facts name them: no address, no secret. For "
        "readers who may look people up.'"
    ),
    "COMMENT ON COLUMN reporting.dim_person.person_id IS 'Id of the person.'",
    "COMMENT ON COLUMN reporting.dim_person.name IS 'Name.'",
    "COMMENT ON COLUMN reporting.dim_person.role IS 'Role that the person''s rights are built on.'",
    "COMMENT ON COLUMN reporting.dim_person.department IS 'Department, as the profile has it.'",
    "COMMENT ON COLUMN reporting.dim_person.job_title IS 'Job title, as the profile has it.'",
    "COMMENT ON COLUMN reporting.dim_person.location_id IS 'Site of the person; see dim_location.'",
    "COMMENT ON COLUMN reporting.dim_person.is_active IS 'Whether the person may sign in.'",
)


def upgrade() -> None:
    op.add_column(
        "categories", sa.Column("is_confidential", sa.Boolean(), server_default=sa.text("false"), nullable=False)
    )
    op.create_table(
        "reporting_logins",
        sa.Column("login", sa.String(length=40), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("authority_version", sa.Integer(), nullable=False),
        sa.Column("sees_all", sa.Boolean(), nullable=False),
        sa.Column("location_ids", postgresql.ARRAY(sa.Uuid()), nullable=False),
        sa.Column("team_ids", postgresql.ARRAY(sa.Uuid()), nullable=False),
        sa.Column("assignee_ids", postgresql.ARRAY(sa.Uuid()), nullable=False),
        sa.Column("requester_ids", postgresql.ARRAY(sa.Uuid()), nullable=False),
        sa.Column("sees_people", sa.Boolean(), nullable=False),
        sa.Column("sees_changes", sa.Boolean(), nullable=False),
        sa.Column("sees_assets", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("renewed_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_reporting_logins_user_id")),
        sa.PrimaryKeyConstraint("login", name=op.f("pk_reporting_logins")),
    )
    op.create_index(op.f("ix_reporting_logins_user_id"), "reporting_logins", ["user_id"])
    for statement in STAR:
        op.execute(statement)


def downgrade() -> None:
    op.execute("DROP SCHEMA reporting CASCADE")
    op.drop_table("reporting_logins")
    op.drop_column("categories", "is_confidential")
