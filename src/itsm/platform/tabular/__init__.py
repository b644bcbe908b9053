"""Tables that leave the desk: CSV, JSON, Excel and PDF, written row by row."""

from itsm.platform.tabular.cells import safe_cell
from itsm.platform.tabular.formats import MEDIA_TYPES, TableFormat, written

__all__ = ["MEDIA_TYPES", "TableFormat", "safe_cell", "written"]
