"""Fields, bookmarks and links of the Word copy, which python-docx has no words for."""

from collections.abc import Sequence
from typing import Any

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph

from budgets.formats.words import printable

# Headings of three levels, as links, without numbers of pages: those are known only to who lays out the pages.
CONTENTS = r'TOC \o "1-3" \h \n \z \u'


def element(tag: str, **attributes: str) -> Any:
    """A WordprocessingML element with attributes of its namespace."""
    made = OxmlElement(f"w:{tag}")
    for name, value in attributes.items():
        made.set(qn(f"w:{name}"), value)
    return made


def add_text(paragraph: Paragraph, text: str) -> None:
    """A run of ``text`` without what XML cannot hold."""
    paragraph.add_run(printable(text))


def add_field(paragraph: Paragraph, code: str, result: str) -> None:
    """A field; ``result`` stands there until it is calculated anew."""
    field = element("fldSimple", instr=code)
    run = element("r")
    run.append(_text(result))
    field.append(run)
    paragraph._p.append(field)


def add_page_numbers(paragraph: Paragraph) -> None:
    """第 1 页 共 9 页."""
    for words, code in (("第 ", "PAGE"), (" 页　共 ", "NUMPAGES")):
        add_text(paragraph, words)
        add_field(paragraph, code, "1")
    add_text(paragraph, " 页")


def bookmark(paragraph: Paragraph, number: int) -> None:
    """Mark the whole paragraph, for links from the contents."""
    start = element("bookmarkStart", id=str(number), name=_name(number))
    first = 1 if paragraph._p.pPr is not None else 0
    paragraph._p.insert(first, start)
    paragraph._p.append(element("bookmarkEnd", id=str(number)))


def fill_contents(paragraphs: Sequence[Paragraph], texts: Sequence[str]) -> None:
    """The contents, a paragraph for each heading: one field, which Word may build anew, with links to bookmarks."""
    for number, (paragraph, text) in enumerate(zip(paragraphs, texts, strict=True)):
        if number == 0:
            for run in (_mark("begin"), _code(CONTENTS), _mark("separate")):
                paragraph._p.append(run)
        link = element("hyperlink", anchor=_name(number), history="1")
        run = element("r")
        run.append(_text(text))
        link.append(run)
        paragraph._p.append(link)
    if paragraphs:
        paragraphs[-1]._p.append(_mark("end"))


def _name(number: int) -> str:
    return f"_Toc{number + 1:08}"


def _text(words: str) -> Any:
    made = element("t")
    made.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    made.text = printable(words)
    return made


def _mark(kind: str) -> Any:
    run = element("r")
    run.append(element("fldChar", fldCharType=kind))
    return run


def _code(code: str) -> Any:
    run = element("r")
    instruction = element("instrText")
    instruction.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    instruction.text = f" {code} "
    run.append(instruction)
    return run
