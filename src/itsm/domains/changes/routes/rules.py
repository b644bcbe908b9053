"""Templates, the questionnaire, and who approves: data that change managers alter."""

from uuid import UUID

from fastapi import APIRouter, Request
from starlette.responses import Response

from itsm.domains.changes.engine.flow import MANAGE, WRITE
from itsm.domains.changes.presentation import rules_read, template_read
from itsm.domains.changes.repository import approval_rules, get_template, questions, templates
from itsm.domains.changes.rule_schemas import (
    ChangeRuleRead,
    ChangeRulesPut,
    ChangeTemplateCreate,
    ChangeTemplatePatch,
    ChangeTemplateRead,
    RiskAnswerRead,
    RiskQuestionRead,
    RiskQuestionsPut,
)
from itsm.domains.changes.service.settle_rules import add_template, change_template, put_questions, put_rules
from itsm.platform.http.deps import CurrentActor, Reading, Work, require
from itsm.platform.http.etags import IfMatch, require_version
from itsm.platform.http.idempotency import Once
from itsm.platform.http.paging import Page
from itsm.platform.http.resources import changed, created, whole_list

router = APIRouter(prefix="/changes", dependencies=[require(WRITE)])


@router.get("/templates", response_model=Page[ChangeTemplateRead])
async def list_change_templates(request: Request, actor: CurrentActor, session: Reading) -> Response:
    """Return the templates in use; change managers are shown the others as well."""
    rows = await templates(session, only_active=not actor.can(MANAGE))
    return whole_list(request, ChangeTemplateRead, [template_read(row) for row in rows])


@router.post("/templates", response_model=ChangeTemplateRead, status_code=201, dependencies=[require(MANAGE)])
async def create_change_template(request: Request, body: ChangeTemplateCreate, work: Work, once: Once) -> Response:
    """Add a template."""
    if known := await once.replay(work, body.model_dump(mode="json")):
        return known
    said = body.model_dump() | {"fields": body.fields.model_dump(mode="json", exclude_none=True)}
    row = await add_template(work, said)
    await work.session.flush()
    return created(request, work, once, template_read(row), path="/api/changes/templates", version=row.version)


@router.patch("/templates/{template_id}", response_model=ChangeTemplateRead, dependencies=[require(MANAGE)])
async def update_change_template(
    template_id: UUID, body: ChangeTemplatePatch, work: Work, if_match: IfMatch = None
) -> Response:
    """Alter a template, or take it out of use; changes made from it stay as they are."""
    row = await get_template(work.session, template_id, lock=True)
    require_version(if_match, row.version)
    said = body.model_dump(exclude_unset=True)
    if "fields" in said:
        said["fields"] = body.fields.model_dump(mode="json", exclude_none=True)
    await change_template(work, row, said)
    await work.session.flush()
    return changed(template_read(row), row.version)


@router.get("/risk-questions", response_model=Page[RiskQuestionRead])
async def list_risk_questions(request: Request, session: Reading) -> Response:
    """Return the questionnaire about risk."""
    found = [
        RiskQuestionRead(
            key=question.key,
            text=question.text,
            answers=[RiskAnswerRead.model_validate(answer) for answer in question.answers],
        )
        for question in await questions(session)
    ]
    return whole_list(request, RiskQuestionRead, found)


@router.put("/risk-questions", status_code=204, dependencies=[require(MANAGE)])
async def put_risk_questions(body: RiskQuestionsPut, work: Work) -> None:
    """Replace the questionnaire; risks worked out before stay as they are."""
    await put_questions(work, [one.model_dump(mode="json") for one in body.items])


@router.get("/approval-rules", response_model=Page[ChangeRuleRead])
async def list_approval_rules(request: Request, session: Reading) -> Response:
    """Return the steps of approval in their order."""
    return whole_list(request, ChangeRuleRead, await rules_read(session, await approval_rules(session)))


@router.put("/approval-rules", status_code=204, dependencies=[require(MANAGE)])
async def put_approval_rules(body: ChangeRulesPut, work: Work) -> None:
    """Replace the steps of approval; what is asked already stays as it is."""
    items = [one.model_dump() | {"phase": one.phase.value, "rule": one.rule.value} for one in body.items]
    await put_rules(work, items)
