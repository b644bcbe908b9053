"""Whether what an import did to an asset can be taken back, and why not. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from itsm.domains.assets.engine.intake.planning import UNHELD
from itsm.domains.assets.enums import AssetStatus

_SEEN: Final = "seen_at"
"""That a device was seen again is no change by anybody."""


def why_kept(
    present: Mapping[str, Any], after: Mapping[str, Any], before: Mapping[str, Any] | None, *, seats_used: int
) -> str | None:
    """Return why an asset stays as it is, None where it can be as it was before.

    `present`: its columns now. `after`, `before`: the columns that the import set, as it left and as it found them;
    no `before`: it made the asset.
    """
    edited = [name for name, value in after.items() if present.get(name) != value and name != _SEEN]
    if edited:
        return "Changed since: " + ", ".join(name.removesuffix("_id").replace("_", " ") for name in edited) + "."
    if before is None:
        return None
    then = {**present, **before}
    if then["owner_id"] is not None and AssetStatus(then["status"]) in UNHELD:
        return "Somebody holds it since."
    if then["seats"] is not None and then["seats"] < seats_used:
        return "More of its seats are in use since."
    return None


def to_restore(present: Mapping[str, Any], after: Mapping[str, Any], before: Mapping[str, Any]) -> dict[str, Any]:
    """Return the columns that get their value from before; when it was seen stays where it was seen again since."""
    return {name: value for name, value in before.items() if name != _SEEN or present[_SEEN] == after[_SEEN]}
