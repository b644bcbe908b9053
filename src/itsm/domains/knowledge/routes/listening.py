"""What readers say: that they read, whether it helped, that no ticket was needed."""

from fastapi import APIRouter, Request
from starlette.responses import Response

from itsm.domains.knowledge import queries
from itsm.domains.knowledge.engine.flow import WRITE
from itsm.domains.knowledge.errors import NoSuchArticle
from itsm.domains.knowledge.repository import load_visible
from itsm.domains.knowledge.routes.common import ArticleRef
from itsm.domains.knowledge.schemas import ArticleFeedbackPut, ArticleFeedbackRead, DeflectionCreate, Ref
from itsm.domains.knowledge.service.listen import note_deflection, note_view, rate_article
from itsm.platform.errors import Invalid
from itsm.platform.http.deps import CurrentActor, Reading, Work, require
from itsm.platform.http.paging import Page
from itsm.platform.http.resources import whole_list

router = APIRouter()


@router.post("/articles/{article_ref}/views", status_code=204)
async def note_article_view(article_ref: ArticleRef, work: Work) -> None:
    """Count that the caller reads an article; once a day."""
    await note_view(work, await load_visible(work.session, work.actor, article_ref))


@router.put("/articles/{article_ref}/feedback", status_code=204)
async def rate_knowledge_article(article_ref: ArticleRef, body: ArticleFeedbackPut, work: Work) -> None:
    """Say whether an article helped; one's last word counts."""
    article = await load_visible(work.session, work.actor, article_ref, lock=True)
    await rate_article(work, article, is_helpful=body.is_helpful, comment=body.comment)


@router.get("/articles/{article_ref}/feedback", response_model=Page[ArticleFeedbackRead], dependencies=[require(WRITE)])
async def list_article_feedback(
    request: Request, article_ref: ArticleRef, actor: CurrentActor, session: Reading
) -> Response:
    """Return what readers said of an article, the newest first."""
    article = await load_visible(session, actor, article_ref)
    items = [
        ArticleFeedbackRead(
            id=row.id,
            person=Ref(id=row.user_id, name=row.user_name),
            is_helpful=row.is_helpful,
            comment=row.comment,
            article_version=row.article_version,
            created_at=row.created_at,
        )
        for row in await queries.feedback_of(session, article.id)
    ]
    return whole_list(request, ArticleFeedbackRead, items)


@router.post("/deflections", status_code=204)
async def note_knowledge_deflection(body: DeflectionCreate, work: Work) -> None:
    """Say that an article solved what one had begun to report."""
    try:
        article = await load_visible(work.session, work.actor, body.article_id)
    except NoSuchArticle as fault:
        raise Invalid.field("article_id", "There is no such article.", "unknown_reference") from fault
    note_deflection(work, article, body.text)
