"""The impact of an asset as it goes out over the interface."""

from datetime import datetime
from uuid import UUID

from itsm.domains.assets.engine.impact import Harm
from itsm.domains.assets.enums import Direction, RelationKind
from itsm.domains.assets.schemas import AssetMention, OtherAsset
from itsm.platform.http.schemas import OutputModel


class WorkRead(OutputModel):
    """An open ticket or change on an asset; only what the caller may read."""

    kind: str
    id: UUID
    number: str
    title: str
    status: str
    asset_id: UUID
    created_at: datetime


class ImpactNode(OutputModel):
    """An asset in the way of a failure. `up` of what it needs would be left, `needed` must be."""

    asset: OtherAsset
    distance: int
    harm: Harm
    up: int
    needed: int
    owner: AssetMention | None


class ImpactEdge(OutputModel):
    """`effect` suffers if `cause` fails."""

    kind: RelationKind
    cause_id: UUID
    effect_id: UUID


class PersonHit(OutputModel):
    """Somebody who holds, or has a seat of, assets that would be hit."""

    id: UUID
    name: str
    department: str | None
    assets: int


class ImpactRead(OutputModel):
    """What breaks if an asset fails, or what it stands on. `is_cut`: there is more than is shown."""

    asset_id: UUID
    direction: Direction
    depth: int
    nodes: list[ImpactNode]
    edges: list[ImpactEdge]
    people: list[PersonHit]
    work: list[WorkRead]
    is_cut: bool
