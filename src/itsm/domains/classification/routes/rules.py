"""Administration of classification rules."""

from collections.abc import Sequence
from uuid import UUID

from fastapi import APIRouter, Request
from sqlalchemy.ext.asyncio import AsyncSession
from starlette.responses import Response

from itsm.domains.classification.api import classify
from itsm.domains.classification.engine import VOCABULARY
from itsm.domains.classification.models import ClassificationRuleRow
from itsm.domains.classification.repository import RULES
from itsm.domains.classification.schemas import (
    ClassificationRead,
    ClassificationRuleCreate,
    ClassificationRulePatch,
    ClassificationRuleRead,
)
from itsm.domains.classification.service import MANAGE, add_rule, change_rule
from itsm.domains.conditions import api as conditions
from itsm.domains.conditions.schemas import FactsInput
from itsm.domains.settings.enums import Priority
from itsm.platform.expressions.tree import from_json
from itsm.platform.http.deps import Reading, Work, require
from itsm.platform.http.etags import IfMatch, json_response, require_version
from itsm.platform.http.idempotency import Once
from itsm.platform.http.paging import Page
from itsm.platform.http.resources import changed, created, shown

PATH = "/admin/classification-rules"
router = APIRouter(prefix=PATH, tags=["administration"], dependencies=[require(MANAGE)])


@router.get("", response_model=Page[ClassificationRuleRead])
async def list_classification_rules(request: Request, session: Reading) -> Response:
    """Return every rule in order."""
    items = await _shown(session, await RULES.all(session))
    page = Page[ClassificationRuleRead](items=items, next_cursor=None, total=len(items), total_is_estimate=False)
    return json_response(request, page.model_dump_json().encode())


@router.post("", response_model=ClassificationRuleRead, status_code=201)
async def create_classification_rule(
    request: Request, body: ClassificationRuleCreate, work: Work, once: Once
) -> Response:
    """Add a rule; it decides about tickets from now on."""
    if known := await once.replay(work, body.model_dump(mode="json")):
        return known
    fields = body.model_dump(exclude={"reason"})
    fields["where"] = await conditions.read_where(work.session, body.where, VOCABULARY)
    row = await add_rule(work, fields, reason=body.reason)
    (read,) = await _shown(work.session, [row])
    return created(request, work, once, read, path=f"/api{PATH}/{row.id}", version=row.version)


@router.post("/test")
async def test_classification_rules(body: FactsInput, session: Reading) -> ClassificationRead:
    """Say what priority this ticket would get, and why. Nothing is written."""
    decision = await classify(session, await conditions.read_facts(session, body))
    return ClassificationRead.model_validate(decision.to_json())


@router.get("/{rule_id}", response_model=ClassificationRuleRead)
async def get_classification_rule(request: Request, rule_id: UUID, session: Reading) -> Response:
    """Return one rule."""
    row = await RULES.get(session, rule_id)
    (read,) = await _shown(session, [row])
    return shown(request, read, row.version)


@router.patch("/{rule_id}", response_model=ClassificationRuleRead)
async def update_classification_rule(
    rule_id: UUID, body: ClassificationRulePatch, work: Work, if_match: IfMatch = None
) -> Response:
    """Change a rule; decisions already made keep theirs."""
    row = await RULES.lock(work.session, rule_id)
    require_version(if_match, row.version)
    fields = body.model_dump(exclude_unset=True, exclude={"reason"})
    if "where" in fields:
        fields["where"] = await conditions.read_where(work.session, body.where, VOCABULARY)
    await change_rule(work, row, fields, reason=body.reason)
    (read,) = await _shown(work.session, [row])
    return changed(read, row.version)


@router.delete("/{rule_id}", status_code=204)
async def deactivate_classification_rule(rule_id: UUID, work: Work, if_match: IfMatch = None) -> None:
    """Stop a rule from deciding; it can be switched on again."""
    row = await RULES.lock(work.session, rule_id)
    require_version(if_match, row.version)
    await change_rule(work, row, {"is_active": False}, reason="Deactivated")


async def _shown(session: AsyncSession, rows: Sequence[ClassificationRuleRow]) -> list[ClassificationRuleRead]:
    """Return rules with the names of what they mention, in one query whatever their number."""
    names = await conditions.mentioned(session, [from_json(row.where) for row in rows], VOCABULARY)
    return [
        ClassificationRuleRead(
            id=row.id,
            name=row.name,
            priority=Priority(row.priority),
            where=row.where,
            mentioned=conditions.mentioned_by(row.where, VOCABULARY, names),
            is_floor=row.is_floor,
            position=row.position,
            is_active=row.is_active,
            version=row.version,
        )
        for row in rows
    ]
