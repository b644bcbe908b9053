"""A table as PDF: plain text in cells, landscape, heading on every page. Nothing is fetched, no markup is read."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from itsm.platform.tabular.cells import plain_text

PDF_ROWS: Final = 2_000
_CELL_CHARS: Final = 120
_FONT: Final = "Helvetica"
_MARGIN: Final = 10
_HEADING_FILL: Final = (237, 240, 247)
_STRIPE_FILL: Final = (248, 249, 252)


def pdf_table(title: str, columns: Sequence[str], rows: Sequence[Sequence[Any]], *, is_cut: bool = False) -> bytes:
    """Return a PDF of the rows. Letters outside Latin-1 become `?`; the other formats keep them."""
    # Imported here: who never exports a PDF need not load the writer.
    from fpdf import FPDF  # noqa: PLC0415
    from fpdf.enums import TableCellFillMode  # noqa: PLC0415
    from fpdf.fonts import FontFace  # noqa: PLC0415

    class Paper(FPDF):
        def footer(self) -> None:
            self.set_y(-_MARGIN)
            self.set_font(_FONT, size=7)
            self.cell(0, 5, f"{self.page_no()} / {{nb}}", align="R")

    paper = Paper(orientation="landscape", format="A4")
    paper.set_margin(_MARGIN)
    paper.set_title(_shown(title))
    paper.add_page()
    paper.set_font(_FONT, "B", 14)
    paper.cell(0, 10, _shown(title), new_x="LMARGIN", new_y="NEXT")
    paper.set_font(_FONT, size=7)
    heading = FontFace(emphasis="BOLD", fill_color=_HEADING_FILL)
    with paper.table(
        headings_style=heading,
        cell_fill_color=_STRIPE_FILL,
        cell_fill_mode=TableCellFillMode.ROWS,
        borders_layout="HORIZONTAL_LINES",
        line_height=4,
        text_align="LEFT",
    ) as table:
        for row in ([*columns], *rows):
            line = table.row()
            for value in row:
                line.cell(_shown(plain_text(value)))
    if is_cut:
        paper.ln(3)
        paper.cell(0, 6, f"Cut after {len(rows)} rows; CSV, XLSX and JSON hold them all.")
    return bytes(paper.output())


def _shown(text: str) -> str:
    short = text if len(text) <= _CELL_CHARS else f"{text[: _CELL_CHARS - 3]}..."
    return "".join(c if c.isprintable() else " " for c in short).encode("latin-1", "replace").decode("latin-1")
