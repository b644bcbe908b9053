"""Writing articles and sending them on their way."""

from fastapi import APIRouter, Request
from starlette.responses import Response

from itsm.domains.knowledge.engine.flow import WRITE
from itsm.domains.knowledge.engine.markdown import render
from itsm.domains.knowledge.presentation import read
from itsm.domains.knowledge.repository import load_visible
from itsm.domains.knowledge.routes.common import ArticleRef
from itsm.domains.knowledge.schemas import (
    ArticleCreate,
    ArticleMove,
    ArticlePatch,
    ArticleRead,
    HeadingRead,
    PreviewInput,
    RenderedRead,
)
from itsm.domains.knowledge.service.move_article import move_article
from itsm.domains.knowledge.service.write_article import NewArticle, create_article, edit_article
from itsm.platform.http.deps import Work, require
from itsm.platform.http.etags import IfMatch, require_version
from itsm.platform.http.idempotency import Once
from itsm.platform.http.resources import changed, created

router = APIRouter(dependencies=[require(WRITE)])


@router.post("/articles", response_model=ArticleRead, status_code=201)
async def create_knowledge_article(request: Request, body: ArticleCreate, work: Work, once: Once) -> Response:
    """Begin an article as a draft."""
    if known := await once.replay(work, body.model_dump(mode="json")):
        return known
    article = await create_article(work, NewArticle(**body.model_dump()))
    shown = await read(work.session, work.actor, article, newest=True)
    return created(request, work, once, shown, path=f"/api/kb/articles/{article.slug}", version=article.version)


@router.patch("/articles/{article_ref}", response_model=ArticleRead)
async def update_article(article_ref: ArticleRef, body: ArticlePatch, work: Work, if_match: IfMatch = None) -> Response:
    """Change an article. Readers keep what is live until the new text is published."""
    article = await load_visible(work.session, work.actor, article_ref, lock=True)
    require_version(if_match, article.version)
    changes = body.model_dump(exclude_unset=True)
    note = changes.pop("note", "")
    await edit_article(work, article, changes, note=note)
    await work.session.flush()
    return changed(await read(work.session, work.actor, article, newest=True), article.version)


@router.post("/articles/{article_ref}/transitions", response_model=ArticleRead)
async def transition_article(
    article_ref: ArticleRef, body: ArticleMove, work: Work, if_match: IfMatch = None
) -> Response:
    """Send an article to review, give it back, publish it, archive it, or take it up again."""
    article = await load_visible(work.session, work.actor, article_ref, lock=True)
    require_version(if_match, article.version)
    await move_article(work, article, body.move, note=body.note)
    await work.session.flush()
    return changed(await read(work.session, work.actor, article, newest=True), article.version)


@router.post("/preview")
async def preview_article(body: PreviewInput) -> RenderedRead:
    """Return Markdown as readers would see it; nothing is kept."""
    made = render(body.body)
    outline = [HeadingRead(id=one.id, level=one.level, text=one.text) for one in made.outline]
    return RenderedRead(html=made.html, outline=outline)
