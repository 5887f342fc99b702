"""From the address of a printed number to where it is seen and where it is entered."""

import re

from budgets.admin.addresses import page_of
from budgets.document import Figure
from budgets.models import ExpenditureLine, IncomeLine

FIGURE = re.compile(r"(?P<section>.+)\.(?P<paragraph>\d+)\.(?P<run>\d+)")
TEXTS = "texts"
# Statements have two sides, whose rows begin with their names: what is entered for the other one.
OTHER_SIDE = {"income": ExpenditureLine, "expenditure": IncomeLine}


class Whereabouts:
    """Links for the addresses of one draft: ``seen`` in its preview, ``entered`` on its page."""

    def __init__(self, disclosure, document, inlines):
        self._preview, self._page = page_of(disclosure, "preview"), page_of(disclosure)
        self._sections = {section.key: section for section in document.sections}
        self._inlines = [inline for inline in inlines if inline.belongs(disclosure)]

    def seen(self, element):
        """The place of an element in the preview; empty without one."""
        return f"{self._preview}#{element}" if element else ""

    def entered(self, address):
        """(title, address) of the parts of the page in which a number is entered."""
        if "/" in address:
            return self._feeding(address)
        figure = self._figure(address)
        name, cell = (figure.name, figure.cell) if figure else ("", "")
        return self._using(name) or (self._feeding(cell) if cell else []) or self._parts(_is_texts)

    def _feeding(self, address):
        code, _, row = address.partition("/")
        other = OTHER_SIDE.get(row.partition("/")[0])
        return self._parts(lambda inline: code in inline.feeds and inline.model is not other)

    def _using(self, name):
        return self._parts(lambda inline: bool(name) and name.startswith(tuple(inline.uses)))

    def _parts(self, wanted):
        return [(_title(inline), f"{self._page}#{_prefix(inline)}-group") for inline in self._inlines if wanted(inline)]

    def _figure(self, address):
        """The figure at an address of the narrative."""
        found = FIGURE.fullmatch(address)
        section = self._sections.get(found["section"]) if found else None
        paragraphs = section.paragraphs if section else ()
        runs = paragraphs[int(found["paragraph"]) - 1] if found and int(found["paragraph"]) <= len(paragraphs) else ()
        run = runs[int(found["run"])] if found and int(found["run"]) < len(runs) else None
        return run if isinstance(run, Figure) else None


def _is_texts(inline):
    return _prefix(inline) == TEXTS


def _title(inline):
    return inline.verbose_name_plural or inline.model._meta.verbose_name_plural


def _prefix(inline):
    """The prefix of an inline's fields: its own, or of a sheet the name by which the disclosure has it."""
    named = "get_default_prefix" in vars(inline.formset)
    return (
        inline.formset.get_default_prefix()
        if named
        else inline.model._meta.get_field("disclosure").related_query_name()
    )
