"""Administration of settings."""

from fastapi import APIRouter, Request
from starlette.responses import Response

from itsm.domains.settings.presentation import show_setting, show_settings
from itsm.domains.settings.registry import SETTINGS
from itsm.domains.settings.repository import lock_setting, setting_rows
from itsm.domains.settings.schemas import SettingPatch, SettingRead
from itsm.domains.settings.service import MANAGE, change_setting
from itsm.platform.errors import NotFound
from itsm.platform.http.deps import Reading, Work, require
from itsm.platform.http.etags import IfMatch, json_response, require_version
from itsm.platform.http.paging import Page
from itsm.platform.http.resources import changed, shown

router = APIRouter(prefix="/admin/settings", tags=["administration"], dependencies=[require(MANAGE)])


@router.get("", response_model=Page[SettingRead])
async def list_settings(request: Request, session: Reading) -> Response:
    """Return every setting with its value, default, bounds and meaning."""
    items = show_settings(await setting_rows(session))
    page = Page[SettingRead](items=items, next_cursor=None, total=len(items), total_is_estimate=False)
    return json_response(request, page.model_dump_json().encode())


@router.get("/{key}", response_model=SettingRead)
async def get_setting(request: Request, key: str, session: Reading) -> Response:
    """Return one setting."""
    if key not in SETTINGS:
        raise NotFound
    read = show_setting(SETTINGS[key], (await setting_rows(session)).get(key))
    return shown(request, read, read.version)


@router.patch("/{key}", response_model=SettingRead)
async def update_setting(key: str, body: SettingPatch, work: Work, if_match: IfMatch = None) -> Response:
    """Set a value, or null for the shipped default; every process follows within a second."""
    if key not in SETTINGS:
        raise NotFound
    if SETTINGS[key].is_guarded:
        work.actor.require_proof(work.now)
    row = await lock_setting(work.session, key)
    require_version(if_match, row.version if row else 0)
    changed_row = await change_setting(work, key, body.value)
    return changed(show_setting(SETTINGS[key], changed_row), changed_row.version)
