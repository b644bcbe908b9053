"""Every table of the star."""

from __future__ import annotations

from itsm.domains.reporting.star.dimensions import DIMENSIONS
from itsm.domains.reporting.star.facts import FACTS
from itsm.domains.reporting.star.table import StarTable

TABLES: dict[str, StarTable] = {table.name: table for table in (*FACTS, *DIMENSIONS)}
