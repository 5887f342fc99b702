"""Styles and paper of the Word copy: Chinese fonts, headings, sizes of pages."""

from typing import Any

from docx.document import Document as Word
from docx.enum.section import WD_ORIENT
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.section import Section as Pages
from docx.shared import Cm, Pt, RGBColor

SONG, HEI, FANG, LATIN = "宋体", "黑体", "仿宋", "Times New Roman"
A4, A3 = (21.0, 29.7), (29.7, 42.0)
# Width and height of the paper in cm, and the margins at the sides and at top and bottom in points: what is between
# them is what tables are measured for (``paper``).
PAPERS = {
    "portrait": (A4[0], A4[1], 54.0, 60.0),
    "landscape": (A4[1], A4[0], 42.5, 48.0),
    "broad": (A3[1], A3[0], 42.5, 48.0),
}
# Style: font, size in points, bold, space before and after in points.
STYLES = {
    "Normal": (FANG, 14.0, False, 0, 0),
    "Body Text": (FANG, 14.0, False, 0, 0),
    "Title": (SONG, 26.0, True, 0, 24),
    "Subtitle": (FANG, 16.0, False, 0, 12),
    "Heading 1": (HEI, 18.0, False, 12, 12),
    "Heading 2": (HEI, 15.0, False, 10, 6),
    "Heading 3": (FANG, 14.0, True, 8, 4),
    "Caption": (SONG, 10.5, True, 4, 2),
    "Header": (SONG, 9.0, False, 0, 0),
    "Footer": (SONG, 9.0, False, 0, 0),
    "toc 1": (SONG, 12.0, True, 4, 0),
    "toc 2": (SONG, 11.0, False, 0, 0),
    "toc 3": (SONG, 10.5, False, 0, 0),
    "Table Text": (SONG, 9.0, False, 0, 0),
    "Table Note": (SONG, 9.0, False, 3, 0),
}
CENTRED = ("Title", "Subtitle", "Heading 1", "Header", "Footer")


def set_styles(word: Word) -> None:
    """All styles that the copy uses; those that the template does not have are made."""
    for name, (font, size, bold, before, after) in STYLES.items():
        style = _style(word, name)
        for link in style.element.findall(qn("w:link")):
            style.element.remove(link)  # the style of characters behind it keeps the template's fonts and colours
        _set_font(style, font)
        style.font.size, style.font.bold, style.font.italic = Pt(size), bold, False
        style.font.color.rgb = RGBColor(0, 0, 0)
        spacing = style.paragraph_format
        spacing.space_before, spacing.space_after, spacing.line_spacing = Pt(before), Pt(after), 1.0
        if name in CENTRED:
            spacing.alignment = WD_ALIGN_PARAGRAPH.CENTER
    for language in word.styles.element.iter(qn("w:lang")):
        language.set(qn("w:eastAsia"), "zh-CN")
    body = _style(word, "Body Text").paragraph_format
    body.first_line_indent, body.line_spacing = Pt(2 * STYLES["Body Text"][1]), 1.5
    for level in (2, 3):
        _style(word, f"toc {level}").paragraph_format.left_indent = Pt(12 * (level - 1))
    for border in list(_style(word, "Title").element.iter(qn("w:pBdr"))):
        border.getparent().remove(border)


def _style(word: Word, name: str) -> Any:
    if name not in word.styles:
        style = word.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH, builtin=name.startswith("toc"))
        style.base_style = word.styles["Normal"]
    return word.styles[name]


def _set_font(style: Any, font: str) -> None:
    """Chinese in ``font``; figures and Latin letters in their own, or a headline's font for all."""
    latin = LATIN if font in (FANG, SONG) else font
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    fonts.attrib.clear()
    for kind, name in (("ascii", latin), ("hAnsi", latin), ("eastAsia", font), ("cs", latin)):
        fonts.set(qn(f"w:{kind}"), name)
    fonts.set(qn("w:hint"), "eastAsia")  # quotation marks are Chinese ones


def set_paper(pages: Pages, orientation: str) -> None:
    """Size of the paper and margins for ``portrait``, ``landscape`` or ``broad``."""
    width, height, sides, ends = PAPERS[orientation]
    pages.orientation = WD_ORIENT.PORTRAIT if orientation == "portrait" else WD_ORIENT.LANDSCAPE
    pages.page_width, pages.page_height = Cm(width), Cm(height)
    pages.left_margin = pages.right_margin = Pt(sides)
    pages.top_margin = pages.bottom_margin = Pt(ends)
    pages.header_distance = pages.footer_distance = Pt(28)


def room(pages: Pages) -> float:
    """Points between the margins."""
    return (int(pages.page_width or 0) - int(pages.left_margin or 0) - int(pages.right_margin or 0)) / Pt(1)
