"""The tables of what happened: tickets, clocks of service levels, changes, time spent, assets."""

from __future__ import annotations

from itsm.domains.reporting.star.table import Column, Seen, StarTable
from itsm.domains.tickets.api import FIRST_CONTACT

_CATEGORY = "JOIN categories c ON c.id = t.category_id LEFT JOIN categories p ON p.id = t.subcategory_id"
_SITE = "JOIN locations l ON l.id = t.location_id"
# `c` is the category here and `p` the subcategory: neither may be confidential.
_KEPT = "NOT c.is_confidential AND p.is_confidential IS NOT TRUE"


def _seconds(end: str) -> str:
    return f"extract(epoch FROM {end} - t.created_at)::bigint"


def _day(moment: str, zone: str = "l.timezone") -> str:
    return f"({moment} AT TIME ZONE {zone})::date"


def _of_the_ticket(*, priority: bool = True) -> tuple[Column, ...]:
    """Return the columns by which every row that hangs on a ticket is sliced."""
    return (
        Column("ticket_id", "t.id", "Id of the ticket; see fact_ticket."),
        *((Column("priority", "t.priority", "Priority of the ticket, 1 to 4; see dim_priority."),) if priority else ()),
        Column("category_id", "t.category_id", "Category of the ticket; see dim_category."),
        Column("location_id", "t.location_id", "Site that the ticket is about; see dim_location."),
        Column("team_id", "t.team_id", "Team whose queue the ticket is in; see dim_team."),
        Column("requester_id", "t.requester_id", "Who asked; see dim_person."),
        Column("assignee_id", "t.assignee_id", "Who works on the ticket; see dim_person."),
    )


# sees all: of the tables here only those with `Seen.TICKET` hold tickets, and the rule is put behind them where they
# are read: by star/ddl.py for logins of the database, by star/queries.py for callers of the interface.
FACT_TICKET = StarTable(
    name="fact_ticket",
    meaning="One row a ticket, as it stands now. Words of people (titles, descriptions, comments) are not here.",
    key="ticket_id",
    seen=Seen.TICKET,
    source=f"tickets t {_SITE} {_CATEGORY}",
    kept=_KEPT,
    columns=(
        *_of_the_ticket(),
        Column("subcategory_id", "t.subcategory_id", "Subcategory of the ticket; see dim_category."),
        Column("number", "t.number", "Number as people know it."),
        Column("type", "t.type", "incident, request and so on."),
        Column("status", "t.status", "new, in_progress, pending, reopened, resolved or closed."),
        Column(
            "is_open",
            "t.status IN ('new', 'in_progress', 'pending', 'reopened')",
            "Somebody still owes an answer or a solution.",
        ),
        Column("source", "t.source", "How it came in: portal, email and so on."),
        Column("created_at", "t.created_at", "When it was raised."),
        Column("created_on", _day("t.created_at"), "Day it was raised, by the clock of its site; see dim_date."),
        Column("first_responded_at", "t.first_responded_at", "When staff first answered."),
        Column("resolved_at", "t.resolved_at", "When it was last resolved; empty while it is open."),
        Column("resolved_on", _day("t.resolved_at"), "Day of the last resolution, by the clock of its site."),
        Column("closed_at", "t.closed_at", "When it was closed."),
        Column("response_seconds", _seconds("t.first_responded_at"), "From raising to the first answer, wall clock."),
        Column("resolution_seconds", _seconds("t.resolved_at"), "From raising to the last resolution, wall clock."),
        Column("response_due_at", "t.response_due_at", "Until when an answer is due by the service level."),
        Column("response_state", "t.response_state", "Target of the answer: running, warning, breached, met …"),
        Column("resolution_due_at", "t.resolution_due_at", "Until when the solution is due by the service level."),
        Column("resolution_state", "t.resolution_state", "Target of the solution: running, warning, breached, met …"),
        Column("is_breached", "t.is_breached", "Missed a target."),
        Column("is_escalated", "t.is_escalated", "Was escalated."),
        Column("is_unrouted", "t.is_unrouted", "No rule found a team."),
        Column("reopen_count", "t.reopen_count", "How often it was reopened."),
        Column("reassignment_count", "t.reassignment_count", "How often it was handed on."),
        Column(
            "is_first_contact",
            f"coalesce({FIRST_CONTACT}, false)",
            "Resolved by who answered first, never handed on or reopened, at most an hour after the first answer.",
        ),
        Column("resolution_category", "t.resolution_category", "In which way it was resolved."),
        Column("rating", "t.rating", "Last rating by its requester, 1 (bad) to 5 (very good)."),
        Column("rated_at", "t.rated_at", "When that rating was given."),
        Column("rated_on", _day("t.rated_at"), "Day of that rating, by the clock of its site."),
        Column("merged_into_id", "t.merged_into_id", "The ticket it was merged into, if it was."),
        Column("updated_at", "t.updated_at", "When anything about it last changed."),
    ),
)
FACT_SLA_CYCLE = StarTable(
    name="fact_sla_cycle",
    meaning="One row a clock of a ticket's service level and cycle; a reopened ticket begins a new cycle.",
    key="cycle_id",
    seen=Seen.TICKET,
    # sees all: as above.
    source=f"sla_clocks k JOIN tickets t ON t.id = k.ticket_id {_SITE} {_CATEGORY}",
    kept=_KEPT,
    columns=(
        Column("cycle_id", "k.id", "Id of the clock."),
        *_of_the_ticket(priority=False),
        Column("priority", "right(k.priority, 1)::int", "Priority the target was set for, 1 to 4; see dim_priority."),
        Column("metric", "k.metric", "What is timed: response, resolution, update, ola or promise."),
        Column("cycle", "k.cycle", "1 for the first time, one more with each reopening."),
        Column("timed_team_id", "k.team_id", "Of metric ola: the team whose time it is; see dim_team."),
        Column("policy", "k.policy_name", "Name of the policy that set the target."),
        Column("state", "k.state", "running, paused, warning, breached, met or cancelled."),
        Column("is_met", "k.met_at IS NOT NULL", "Ended within its target."),
        Column("is_breached", "k.breached_at IS NOT NULL", "Went over its target."),
        Column("target_seconds", "k.target_seconds", "Working seconds allowed."),
        Column("elapsed_seconds", "k.elapsed_seconds", "Working seconds of finished stretches; pauses do not count."),
        Column("started_at", "k.started_at", "When the clock began."),
        Column("started_on", _day("k.started_at"), "Day it began, by the clock of the ticket's site; see dim_date."),
        Column("due_at", "k.due_at", "When the target ends, as things stand."),
        Column("met_at", "k.met_at", "When it was met."),
        Column("breached_at", "k.breached_at", "When it was missed."),
        Column("stopped_at", "k.stopped_at", "When the clock ended."),
    ),
)
FACT_TIME_ENTRY = StarTable(
    name="fact_time_entry",
    meaning="One row a stretch of time somebody wrote down for a ticket.",
    key="entry_id",
    seen=Seen.TICKET,
    # sees all: as above.
    source=f"ticket_time_entries e JOIN tickets t ON t.id = e.ticket_id {_CATEGORY}",
    kept=_KEPT,
    columns=(
        Column("entry_id", "e.id", "Id of the entry."),
        *_of_the_ticket(),
        Column("person_id", "e.user_id", "Who spent the time; see dim_person."),
        Column("minutes", "e.minutes", "Minutes spent."),
        Column("spent_on", "e.spent_on", "Day on which; see dim_date."),
    ),
)
FACT_CHANGE = StarTable(
    name="fact_change",
    meaning="One row a change, as it stands now. For readers who work with changes.",
    key="change_id",
    seen=Seen.CHANGES,
    source="changes g",
    columns=(
        Column("change_id", "g.id", "Id of the change."),
        Column("number", "g.number", "Number as people know it."),
        Column("type", "g.type", "standard, normal or emergency."),
        Column("state", "g.state", "draft, submitted, approved, scheduled, implementing, implemented, closed …"),
        Column("risk_level", "g.risk_level", "Risk by the questionnaire: low, medium, high or critical."),
        Column("risk_score", "g.risk_score", "Points of the questionnaire, in percent of all there are."),
        Column("requester_id", "g.requester_id", "Who asked for it; see dim_person."),
        Column("implementer_id", "g.implementer_id", "Who carries it out; see dim_person."),
        Column("team_id", "g.team_id", "Team that carries it out; see dim_team."),
        Column("location_id", "g.location_id", "Site it is about; see dim_location."),
        Column("created_at", "g.created_at", "When it was written down."),
        Column("created_on", _day("g.created_at", "'UTC'"), "Day it was written down (UTC); see dim_date."),
        Column("submitted_at", "g.submitted_at", "When approval was asked for."),
        Column("approved_at", "g.approved_at", "When it was approved."),
        Column("starts_at", "g.starts_at", "Begin of its window."),
        Column("ends_at", "g.ends_at", "End of its window."),
        Column("started_at", "g.started_at", "When work began."),
        Column("finished_at", "g.finished_at", "When work ended, well or not."),
        Column("finished_on", _day("g.finished_at", "'UTC'"), "Day work ended (UTC); see dim_date."),
        Column("outcome", "g.outcome", "success, failed or rolled_back; empty until work ended."),
        Column("is_success", "g.outcome IS NOT DISTINCT FROM 'success'", "Ended well."),
        Column(
            "incidents_caused",
            "(SELECT count(*) FROM change_tickets x WHERE x.change_id = g.id AND x.role = 'caused')::int",
            "Tickets that people say it caused.",
        ),
        Column(
            "conflicts",
            "(SELECT count(*) FROM change_conflicts x WHERE x.change_id = g.id)::int",
            "What is in its way as of now: other changes, freezes.",
        ),
        Column("closed_at", "g.closed_at", "When it was closed."),
    ),
)
FACT_ASSET = StarTable(
    name="fact_asset",
    meaning="One row an asset of the register, as it stands now. For readers of the register.",
    key="asset_id",
    seen=Seen.ASSETS,
    source="assets a JOIN asset_types y ON y.id = a.type_id",
    columns=(
        Column("asset_id", "a.id", "Id of the asset."),
        Column("tag", "a.tag", "Tag as it stands on the asset."),
        Column("name", "a.name", "Name."),
        Column("type", "y.name", "Type."),
        Column("class", "y.asset_class", "hardware, software or service."),
        Column("status", "a.status", "in_stock, active, for_repair, retired or lost."),
        Column("owner_id", "a.owner_id", "Who holds it; see dim_person."),
        Column("location_id", "a.location_id", "Site; see dim_location."),
        Column("manufacturer", "a.manufacturer", "Manufacturer."),
        Column("model", "a.model", "Model."),
        Column("purchased_on", "a.purchased_on", "Day of purchase; see dim_date."),
        Column("warranty_until", "a.warranty_until", "Last day of the warranty."),
        Column("cost", "a.cost", "Price of purchase, in its currency."),
        Column("currency", "a.currency", "ISO 4217 code of the currency."),
        Column("seats", "a.seats", "Of licences: seats that were bought."),
        Column("updated_at", "a.updated_at", "When it last changed."),
    ),
)

FACTS = (FACT_TICKET, FACT_SLA_CYCLE, FACT_TIME_ENTRY, FACT_CHANGE, FACT_ASSET)
