"""What the page of a document shows, for the public and for the preview of a draft."""

import re
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.safestring import SafeString, mark_safe

from budgets.document import Document
from budgets.editions import document_of
from budgets.formats.outline import Heading, edition_line, headings, title_lines
from budgets.formats.page import body_html
from budgets.models import Disclosure, Edition
from budgets.site.checked import summary


@dataclass(frozen=True, slots=True)
class Parts:
    """A document drawn: the document, its contents, its body."""

    document: Document
    contents: tuple[Heading, ...]
    body: SafeString


def parts(document: Document) -> Parts:
    """Draw ``document``."""
    return Parts(document, tuple(headings(document)), mark_safe(body_html(document)))


def page_context(document: Document, preview: bool = True) -> dict[str, Any]:
    """The context of ``disclosure.html`` for a document that is no edition: the preview of a draft."""
    return _context(parts(document), preview)


def edition_context(edition: Edition, editions: Sequence[Edition]) -> dict[str, Any]:
    """The context of ``disclosure.html`` for an edition; ``editions`` are all of its address, the newest first."""
    department = edition.disclosure.department
    return {
        **_context(_drawn(edition), False),
        "edition": edition,
        "newest": editions[0].number,
        "editions": editions,
        "checked": summary(edition),
        "who": f"{department.region.code}-{department.code}",
        "department": department,
    }


@dataclass(frozen=True, slots=True)
class Source:
    """An edition from which a document took amounts: which amounts, whose, the address."""

    taken: str
    name: str
    slug: str
    number: int


TAKEN = {"source.initial": "年初预算", "source.prior": "上年数"}
ADDRESS = re.compile(r"(?P<slug>[0-9a-z-]+-(?P<year>\d{4})-(?P<kind>budget|final))/e(?P<number>\d+)")


def sources(document: Document) -> list[Source]:
    """The editions from which ``document`` says that it took amounts."""
    found = [(taken, ADDRESS.fullmatch(document.meta.get(key, ""))) for key, taken in TAKEN.items()]
    return [_source(taken, address) for taken, address in found if address]


def _source(taken: str, address: re.Match[str]) -> Source:
    kind = dict(Disclosure.KINDS)[address["kind"]]
    number = int(address["number"])
    return Source(taken, f"{address['year']}年{kind}第 {number} 版", address["slug"], number)


_RECENT: OrderedDict[str, Parts] = OrderedDict()
_KEPT = 32


def _drawn(edition: Edition) -> Parts:
    """The parts of an edition; editions never change, so the last ones drawn are kept, by their SHA-256."""
    drawn = _RECENT.pop(edition.sha256, None) or parts(document_of(edition))
    _RECENT[edition.sha256] = drawn
    while len(_RECENT) > _KEPT:
        _RECENT.popitem(last=False)
    return drawn


def _context(drawn: Parts, preview: bool) -> dict[str, Any]:
    kinds = dict(Disclosure.KINDS)
    document = drawn.document
    return {
        "document": document,
        "contents": drawn.contents,
        "body": drawn.body,
        "kind": kinds.get(document.kind, ""),
        "title_lines": title_lines(document),
        "edition_line": edition_line(document),
        "sources": sources(document),
        "preview": preview,
    }
