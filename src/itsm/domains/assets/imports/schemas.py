"""What comes in and goes out of imports over the interface."""

from datetime import datetime
from typing import Annotated, Any, Final
from uuid import UUID

from pydantic import Field, StringConstraints

from itsm.domains.assets.enums import ImportKey, ImportSource, ImportState, RowOutcome, RowPhase
from itsm.domains.assets.schemas import Currency
from itsm.platform.http.schemas import InputModel, OutputModel

MOST_COLUMNS: Final = 60
UPLOAD_BODY: Final[dict[str, Any]] = {
    "requestBody": {
        "required": True,
        "content": {
            "multipart/form-data": {
                "schema": {
                    "type": "object",
                    "required": ["file"],
                    "properties": {"file": {"type": "string", "format": "binary"}},
                }
            }
        },
    }
}

Meaning = Annotated[str, StringConstraints(max_length=60)]


class AssetImportTerms(InputModel):
    """What the columns mean, in their order, null for one that is left out; and how the file is read.

    `type_id`: what an asset is where its row does not say. `currency`: of amounts without one.
    """

    targets: Annotated[list[Meaning | None], Field(min_length=1, max_length=MOST_COLUMNS)]
    key: ImportKey
    day_first: bool = False
    currency: Currency = "USD"
    type_id: UUID | None = None


class DeviceInventory(InputModel):
    """What an inventory agent found on one device, in the format of GLPI's agents (`partial`: a part of it)."""

    content: dict[str, Any]
    deviceid: Annotated[str, StringConstraints(max_length=255)] = ""
    itemtype: Annotated[str, StringConstraints(max_length=60)] = "Computer"
    action: Annotated[str, StringConstraints(max_length=60)] = "inventory"
    partial: bool = False
    tag: Annotated[str, StringConstraints(max_length=255)] | None = None
    jsonversion: Annotated[int, Field(ge=0, le=1_000)] | None = None
    query: Annotated[str, StringConstraints(max_length=60)] | None = None


class DeviceTaken(OutputModel):
    """What became of an inventory: of which asset, new or changed; every reason where it was refused."""

    outcome: RowOutcome
    asset_id: UUID | None
    tag: str | None
    reasons: list[str]


class AssetImportCounts(OutputModel):
    """How many rows there are of each outcome; `restored` and `kept` once it was taken back."""

    new: int
    changed: int
    unchanged: int
    refused: int
    restored: int
    kept: int


class AssetImportCard(OutputModel):
    """An import in the list. `rows_moved`: how far it is in what it is doing."""

    id: UUID
    source: ImportSource
    file_name: str
    state: ImportState
    row_count: int
    rows_moved: int
    counts: AssetImportCounts
    asked_by: str
    created_at: datetime
    finished_at: datetime | None
    undone_at: datetime | None
    version: int


class ImportColumn(OutputModel):
    """A column: its heading, what it means, and some of what it holds."""

    heading: str
    target: str | None
    samples: list[str]


class ImportTarget(OutputModel):
    """What a column can mean; `label` names a field that only some types have."""

    key: str
    label: str | None


class AssetImportRead(OutputModel):
    """An import with its columns and how it is read."""

    id: UUID
    source: ImportSource
    file_name: str
    state: ImportState
    row_count: int
    rows_moved: int
    counts: AssetImportCounts
    asked_by: str
    created_at: datetime
    finished_at: datetime | None
    undone_at: datetime | None
    version: int
    fault: str | None
    columns: list[ImportColumn]
    targets: list[ImportTarget]
    key: ImportKey
    day_first: bool
    currency: str
    type_id: UUID | None


class ImportChange(OutputModel):
    """A column that a row sets, as people read it."""

    column: str
    before: str | None
    after: str | None


class AssetImportRowRead(OutputModel):
    """A row: what becomes (or became) of it, every reason against it, what it changes."""

    line: int
    outcome: RowOutcome | None
    phase: RowPhase
    asset_tag: str | None
    name: str | None
    reasons: list[str]
    changes: list[ImportChange]
