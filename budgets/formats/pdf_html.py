"""The HTML from which the PDF of a document is made (well-formed XML, see ``engine``)."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape

from budgets.document import Document, Panel, Paragraph, Section, Table
from budgets.formats.grid import Grid, grids
from budgets.formats.html import grid_html, with_asides
from budgets.formats.outline import Heading, edition_line, headings, section_heading, table_heading, title_lines
from budgets.formats.paper import Sheet, em, sheet

LONG_TITLE = 16.5  # em of a line of the title at its usual size
AMOUNT = re.compile(r"[0-9][0-9,.]*(?:[%％]|万?元|[辆台个人])")  # is not broken over two lines
SHORT = 12  # rows up to which a table need not begin a page
FOOT = '<tfoot><tr><td colspan="{}"></td></tr></tfoot>'  # its border closes a table at the bottom of every page


@dataclass(frozen=True, slots=True)
class Printed:
    """A table with its grids and the paper that they are put on."""

    table: Table
    grids: tuple[Grid, ...]
    paper: Sheet

    @classmethod
    def of(cls, table: Table) -> "Printed":
        """``table`` drawn and measured."""
        drawn = grids(table)
        return cls(table, drawn, sheet(drawn))

    def classes(self, before: str) -> str:
        """Orientation and size of type; a short table need not begin a page, unless the paper is turned."""
        paper = self.paper
        short = sum(len(grid.rows) for grid in self.grids) <= SHORT and paper.orientation == before
        return f"table {paper.orientation} size-{f'{paper.size:g}'.replace('.', '-')}{' short' if short else ''}"

    def html(self) -> str:
        """The grids and the notes; of a form's panels the first stays with the title, and short ones stay whole."""
        notes = "".join(f'<p class="note">{escape(note, False)}</p>' for note in self.table.notes)
        first, *others = map(self._grid, self.grids, self.paper.widths) if self.grids else [""]
        panels = zip(self.table.panels[1:], others, strict=False)
        return first + "".join(f'<div class="{_panel_class(panel)}">{html}</div>' for panel, html in panels) + notes

    def _grid(self, grid: Grid, widths: Sequence[str]) -> str:
        foot = FOOT.format(len(grid.columns))
        return grid_html(grid, self.table.code, anchors=False, widths=widths, foot=foot)


def _panel_class(panel: Panel) -> str:
    """A short panel stays whole; the head of a form begins a page."""
    if panel.key.endswith("/head"):
        return "panel head-panel"
    return "panel whole-panel" if len(panel.rows) <= SHORT else "panel"


def pdf_html(document: Document) -> str:
    """The whole page: cover, contents, sections with their tables."""
    body = f"{_cover(document)}{_contents(document)}{''.join(_sections(document))}"
    return f'<!DOCTYPE html><html lang="zh-CN"><head>{_head(document)}</head><body>{body}</body></html>'


def _head(document: Document) -> str:
    words = (document.organisation.name, document.organisation.region_name, f"{document.year}年", document.title)
    return (
        f'<meta charset="utf-8"/><title>{escape(document.title)}</title>'
        f'<meta name="author" content="{escape(document.organisation.name)}"/>'
        f'<meta name="keywords" content="{escape("，".join(word for word in words if word))}"/>'
        f'<meta name="description" content="{escape(edition_line(document))}"/>'
        '<link rel="stylesheet" href="css/pdf.css"/>'
    )


def _cover(document: Document) -> str:
    lines = [("date", document.date), ("edition", edition_line(document)), ("slug", document.slug)]
    facts = "".join(f'<p class="{name}">{escape(text)}</p>' for name, text in lines if text)
    titles = title_lines(document)
    size = ' class="long"' if max(map(em, titles)) > LONG_TITLE else ""
    title = "".join(f"<span>{escape(line)}</span>" for line in titles)
    region = f'<p class="region">{escape(document.organisation.region_name)}</p>'
    return f'<section class="cover">{region}<h1{size}>{title}</h1><section class="facts">{facts}</section></section>'


def _contents(document: Document) -> str:
    items = "".join(
        f'<li class="depth-{min(each.level, 3)}"><a href="#{escape(each.id)}">{escape(each.text)}</a></li>'
        for each in headings(document)
    )
    return f'<section class="contents"><h2>目录</h2><ol>{items}</ol></section>'


def _sections(document: Document) -> Iterator[str]:
    """The sections; headings with nothing below them move to the section that follows, for pages turn at tables."""
    above: list[Heading] = []
    before = "portrait"
    for section in document.sections:
        own = section_heading(section)
        above += [own] if own else []
        if section.paragraphs or section.tables:
            drawn = [Printed.of(table) for table in section.tables]
            yield _section(document, section, above, drawn, before)
            above, before = [], drawn[-1].paper.orientation if drawn else "portrait"
    if above:
        yield f'<section class="level-{above[0].level}">{_headings(above)}</section>'


def _section(document: Document, section: Section, above: list[Heading], drawn: list[Printed], before: str) -> str:
    """Words, then tables; headings stand above the words, or above the first table where there are no words."""
    opening = _headings(above)
    words = "".join(f"<p>{paragraph_text(each)}</p>" for each in section.paragraphs)
    orientations = [before, *(each.paper.orientation for each in drawn)]
    tables = "".join(
        f'<section class="{each.classes(orientations[index])}">{"" if words or index else opening}'
        f"{_heading(table_heading(section, each.table))}{_about(document, each.table)}{each.html()}</section>"
        for index, each in enumerate(drawn)
    )
    level = above[0].level if above else section.level
    return f'<section class="level-{level}">{opening + words if words else ""}{tables}</section>'


def _headings(headings: list[Heading]) -> str:
    return "".join(map(_heading, headings))


def _heading(heading: Heading) -> str:
    tag = f"h{min(heading.level, 3) + 1}"
    return f'<{tag} id="{escape(heading.id)}">{_lines(heading)}</{tag}>'


def _lines(heading: Heading) -> str:
    """The words of a heading; those of a part are in two lines: 第一部分, and what it is called."""
    number, space, name = heading.text.partition("\u3000")
    if heading.level > 1 or not space:
        return escape(heading.text)
    return f"<span>{escape(number + space)}</span><span>{escape(name)}</span>"


def paragraph_text(paragraph: Paragraph) -> str:
    """A paragraph for paper: its words, with last year's amounts, and no links."""
    words = escape("".join(run.text for run in with_asides(paragraph)), False)
    return AMOUNT.sub(r'<span class="whole">\g<0></span>', words)


def _about(document: Document, table: Table) -> str:
    number = f"{table.number}　" if table.number else ""
    return (
        f'<p class="about"><span>{escape(number)}单位：{escape(table.unit)}</span>'
        f"部门名称：{escape(document.organisation.name)}</p>"
    )
