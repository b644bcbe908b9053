"""What verification may find."""

from __future__ import annotations

from enum import StrEnum


class Finding(StrEnum):
    """One way in which a trail can differ from its seal."""

    ENTRY_CHANGED = "entry_changed"
    ENTRY_MISSING = "entry_missing"
    ENTRY_ADDED = "entry_added"
    BLOCK_CHANGED = "block_changed"
    BLOCK_MISSING = "block_missing"
    BLOCK_MOVED = "block_moved"
    TRUNCATED = "truncated"
    ANCHOR_DIFFERS = "anchor_differs"
    RETIREMENT_FORGED = "retirement_forged"
    FILE_CHANGED = "file_changed"
    KEY_UNKNOWN = "key_unknown"
