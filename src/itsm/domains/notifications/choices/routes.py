"""What whoever asks is told, under /api/users/me/notifications."""

from typing import Annotated

from fastapi import APIRouter, Path, Request
from starlette.responses import Response

from itsm.domains.notifications.choices.queries import NOBODY_CHOSE, choices_of, mutes_of
from itsm.domains.notifications.choices.schemas import (
    ChoicesPut,
    ChoicesRead,
    KindRead,
    MuteList,
    MuteRead,
)
from itsm.domains.notifications.choices.service import choose, mute, unmute
from itsm.domains.notifications.engine.choosing import Choices, Ways, ways
from itsm.domains.notifications.kinds import KINDS
from itsm.domains.notifications.subjects import seen_subjects
from itsm.platform.actor import Actor
from itsm.platform.http.deps import CurrentActor, Reading, Work
from itsm.platform.http.etags import json_response

router = APIRouter(prefix="/users/me/notifications", tags=["notifications"])

GroupKey = Annotated[str, Path(pattern=r"^[a-z_]{2,20}\.[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$")]


@router.get("/settings", response_model=ChoicesRead)
async def get_notification_settings(request: Request, actor: CurrentActor, session: Reading) -> Response:
    """Return what the caller is told, and how."""
    chosen = await choices_of(session, [actor.id] if actor.id else [])
    choices = next(iter(chosen.values()), NOBODY_CHOSE)
    return json_response(request, _show(actor, choices).model_dump_json().encode())


@router.put("/settings")
async def put_notification_settings(body: ChoicesPut, actor: CurrentActor, work: Work) -> ChoicesRead:
    """Choose anew what to be told."""
    choices = Choices(
        preset=body.preset,
        own={key: Ways(bell=way.bell, email=way.email) for key, way in body.own.items()},
        quiet_from=_minutes(body.quiet_from),
        quiet_to=_minutes(body.quiet_to),
        quiet_weekends=body.quiet_weekends,
        digest=body.digest,
        digest_at=_minutes(body.digest_at) or 0,
    )
    await choose(work, choices)
    return _show(actor, choices)


@router.get("/mutes", response_model=MuteList)
async def list_muted_conversations(request: Request, actor: CurrentActor, session: Reading) -> Response:
    """List the conversations the caller muted."""
    keys = await mutes_of(session, actor.id) if actor.id else []
    seen = await seen_subjects(session, actor, keys)
    items = [
        MuteRead(
            key=key,
            title=seen[key].title if key in seen else None,
            reference=seen[key].reference if key in seen else None,
        )
        for key in keys
    ]
    return json_response(request, MuteList(items=items).model_dump_json().encode())


@router.put("/mutes/{group_key}", status_code=204)
async def mute_conversation(group_key: GroupKey, work: Work) -> None:
    """Hear no more of a conversation, but what is meant for oneself in person."""
    await mute(work, group_key)


@router.delete("/mutes/{group_key}", status_code=204)
async def unmute_conversation(group_key: GroupKey, work: Work) -> None:
    """Hear of a conversation again."""
    await unmute(work, group_key)


def _show(actor: Actor, choices: Choices) -> ChoicesRead:
    kinds = []
    for kind in KINDS.values():
        if kind.permission is not None and not actor.can(kind.permission):
            continue
        told = ways(choices, kind.key, is_loud=kind.is_loud, is_personal=kind.is_personal, is_muted=False)
        kinds.append(
            KindRead(
                key=kind.key,
                name=kind.name,
                group=kind.group,
                is_personal=kind.is_personal,
                is_loud=kind.is_loud,
                bell=told.bell,
                email=told.email,
            )
        )
    return ChoicesRead(
        preset=choices.preset,
        kinds=kinds,
        quiet_from=_clock(choices.quiet_from),
        quiet_to=_clock(choices.quiet_to),
        quiet_weekends=choices.quiet_weekends,
        digest=choices.digest,
        digest_at=_clock(choices.digest_at) or "",
        timezone=actor.timezone,
    )


def _minutes(written: str | None) -> int | None:
    return int(written[:2]) * 60 + int(written[3:]) if written is not None else None


def _clock(minutes: int | None) -> str | None:
    return f"{minutes // 60:02d}:{minutes % 60:02d}" if minutes is not None else None
