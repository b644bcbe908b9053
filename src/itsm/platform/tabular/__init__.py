"""Tables: those that leave the desk (CSV, JSON, Excel, PDF, row by row), and those that come in (CSV, Excel)."""

from itsm.platform.tabular.cells import safe_cell
from itsm.platform.tabular.formats import MEDIA_TYPES, TableFormat, written
from itsm.platform.tabular.opening import Limits, Table, TableRefusedError, open_table

__all__ = [
    "MEDIA_TYPES",
    "Limits",
    "Table",
    "TableFormat",
    "TableRefusedError",
    "open_table",
    "safe_cell",
    "written",
]
