"""Administration of classification rules."""

from uuid import UUID

from fastapi import APIRouter, Request
from starlette.responses import Response

from itsm.domains.classification.api import ClassificationFacts, classify
from itsm.domains.classification.repository import get_rule, lock_rule, rule_rows
from itsm.domains.classification.schemas import (
    ClassificationRead,
    ClassificationRuleCreate,
    ClassificationRulePatch,
    ClassificationRuleRead,
    ClassificationTest,
)
from itsm.domains.classification.service import MANAGE, add_rule, change_rule
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
    items = [ClassificationRuleRead.model_validate(row) for row in await rule_rows(session)]
    page = Page[ClassificationRuleRead](items=items, next_cursor=None, total=len(items), total_is_estimate=False)
    return json_response(request, page.model_dump_json().encode())


@router.post("", response_model=ClassificationRuleRead, status_code=201)
async def create_classification_rule(
    request: Request, body: ClassificationRuleCreate, work: Work, once: Once
) -> Response:
    """Add a rule; it decides about tickets from now on."""
    if known := await once.replay(work, body.model_dump(mode="json")):
        return known
    row = await add_rule(work, body.model_dump(exclude={"reason"}), reason=body.reason)
    read = ClassificationRuleRead.model_validate(row)
    return created(request, work, once, read, path=f"/api{PATH}/{row.id}", version=row.version)


@router.post("/test")
async def test_classification_rules(body: ClassificationTest, session: Reading) -> ClassificationRead:
    """Say what priority this ticket would get, and why. Nothing is written."""
    decision = await classify(session, ClassificationFacts(**body.model_dump()))
    return ClassificationRead.model_validate(decision.to_json())


@router.get("/{rule_id}", response_model=ClassificationRuleRead)
async def get_classification_rule(request: Request, rule_id: UUID, session: Reading) -> Response:
    """Return one rule."""
    row = await get_rule(session, rule_id)
    return shown(request, ClassificationRuleRead.model_validate(row), row.version)


@router.patch("/{rule_id}", response_model=ClassificationRuleRead)
async def update_classification_rule(
    rule_id: UUID, body: ClassificationRulePatch, work: Work, if_match: IfMatch = None
) -> Response:
    """Change a rule; decisions already made keep theirs."""
    row = await lock_rule(work.session, rule_id)
    require_version(if_match, row.version)
    await change_rule(work, row, body.model_dump(exclude_unset=True, exclude={"reason"}), reason=body.reason)
    return changed(ClassificationRuleRead.model_validate(row), row.version)


@router.delete("/{rule_id}", status_code=204)
async def deactivate_classification_rule(rule_id: UUID, work: Work, if_match: IfMatch = None) -> None:
    """Stop a rule from deciding; it can be switched on again."""
    row = await lock_rule(work.session, rule_id)
    require_version(if_match, row.version)
    await change_rule(work, row, {"is_active": False}, reason="Deactivated")
