"""Administration of routing rules."""

from typing import Any
from uuid import UUID

from fastapi import APIRouter, Request
from sqlalchemy.ext.asyncio import AsyncSession
from starlette.responses import Response

from itsm.domains.conditions import api as conditions
from itsm.domains.conditions.schemas import FactsInput
from itsm.domains.routing.api import asked_of, preview_agent
from itsm.domains.routing.engine.teams import VOCABULARY
from itsm.domains.routing.presentation import names_for, names_of, show_rule, show_test
from itsm.domains.routing.repository import RULES, SNAPSHOT
from itsm.domains.routing.schemas import (
    RoutingOrder,
    RoutingRuleCreate,
    RoutingRulePatch,
    RoutingRuleRead,
    RoutingTestRead,
)
from itsm.domains.routing.service import MANAGE, add_rule, change_rule, reorder_rules
from itsm.platform.http.deps import Reading, Work, require
from itsm.platform.http.etags import IfMatch, json_response, require_version
from itsm.platform.http.idempotency import Once
from itsm.platform.http.paging import Page
from itsm.platform.http.resources import changed, created, shown

PATH = "/admin/routing-rules"
router = APIRouter(prefix=PATH, tags=["administration"], dependencies=[require(MANAGE)])


@router.get("", response_model=Page[RoutingRuleRead])
async def list_routing_rules(request: Request, session: Reading) -> Response:
    """Return every rule in order; the ETag is the version of the rule set."""
    page = await _page(session)
    return json_response(request, page.model_dump_json().encode(), etag=str(await RULES.latest(session)))


@router.post("", response_model=RoutingRuleRead, status_code=201)
async def create_routing_rule(request: Request, body: RoutingRuleCreate, work: Work, once: Once) -> Response:
    """Add a rule; it routes tickets from now on."""
    if known := await once.replay(work, body.model_dump(mode="json")):
        return known
    fields = await _fields(work.session, body)
    row = await add_rule(work, fields, reason=body.reason)
    read = show_rule(row, await names_for(work.session, [row]))
    return created(request, work, once, read, path=f"/api{PATH}/{row.id}", version=row.version)


@router.post("/test")
async def test_routing_rules(body: FactsInput, session: Reading) -> RoutingTestRead:
    """Say where this ticket would go, to whom, and why no other rule took it. Nothing is written."""
    facts = await conditions.read_facts(session, body)
    team, outcomes = (await SNAPSHOT.get(session)).explain(facts)
    agent = await preview_agent(session, team.team_id, asked_of(team)) if team.team_id else None
    names = await names_of(session, {team.team_id} if team.team_id else set(), set(team.watcher_ids))
    return show_test(team, outcomes, agent, names)


@router.post("/reorder", response_model=Page[RoutingRuleRead])
async def reorder_routing_rules(body: RoutingOrder, work: Work, if_match: IfMatch = None) -> Response:
    """Put the rules in a new order; If-Match takes the version of the rule set that was read."""
    await RULES.lock_versions(work.session)
    require_version(if_match, await RULES.latest(work.session))
    await reorder_rules(work, body.ids, reason=body.reason)
    await work.session.flush()
    return changed(await _page(work.session), await RULES.latest(work.session))


@router.get("/{rule_id}", response_model=RoutingRuleRead)
async def get_routing_rule(request: Request, rule_id: UUID, session: Reading) -> Response:
    """Return one rule."""
    row = await RULES.get(session, rule_id)
    return shown(request, show_rule(row, await names_for(session, [row])), row.version)


@router.patch("/{rule_id}", response_model=RoutingRuleRead)
async def update_routing_rule(rule_id: UUID, body: RoutingRulePatch, work: Work, if_match: IfMatch = None) -> Response:
    """Change a rule; tickets already routed stay where they are."""
    row = await RULES.lock(work.session, rule_id)
    require_version(if_match, row.version)
    await change_rule(work, row, await _fields(work.session, body), reason=body.reason)
    return changed(show_rule(row, await names_for(work.session, [row])), row.version)


@router.delete("/{rule_id}", status_code=204)
async def deactivate_routing_rule(rule_id: UUID, work: Work, if_match: IfMatch = None) -> None:
    """Stop a rule from routing; it can be switched on again."""
    row = await RULES.lock(work.session, rule_id)
    require_version(if_match, row.version)
    await change_rule(work, row, {"is_active": False}, reason="Deactivated")


async def _fields(session: AsyncSession, body: RoutingRuleCreate | RoutingRulePatch) -> dict[str, Any]:
    is_patch = isinstance(body, RoutingRulePatch)
    fields = body.model_dump(exclude={"reason", "where"}, exclude_unset=is_patch)
    if not is_patch or "where" in body.model_fields_set:
        fields["where"] = await conditions.read_where(session, body.where, VOCABULARY)
    return fields


async def _page(session: AsyncSession) -> Page[RoutingRuleRead]:
    rows = await RULES.all(session)
    names = await names_for(session, rows)
    items = [show_rule(row, names) for row in rows]
    return Page[RoutingRuleRead](items=items, next_cursor=None, total=len(items), total_is_estimate=False)
