"""Every table of the product, so that migrations and tests see the whole schema."""

from __future__ import annotations

import itsm.platform.db.tables  # noqa: F401 - imported for the tables they declare
from itsm.platform.db.base import Base

metadata = Base.metadata
