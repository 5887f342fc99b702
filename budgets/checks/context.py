"""What a check may know beside the document: code lists, last year's edition, units, dates, other departments."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from budgets.document import Document


@dataclass(frozen=True, slots=True)
class CodeLists:
    """The classification lists: names by scheme (functional, economic, government) and code.

    ``known`` takes in the shipped lists of any year and tells whether a code exists; ``of_year`` holds only the lists
    loaded for the year of the document, and only they judge a name. ``mapping`` are the governmental codes that a
    departmental one may go with.
    """

    known: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    of_year: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    mapping: Mapping[str, frozenset[str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Context:
    """What is known beside the document; whatever is missing makes its checks 无法核对 or says nothing.

    ``previous`` is last year's edition of the same organisation, ``budget`` the budget edition of the same year,
    ``units`` are the documents of its budget units, ``others`` the names of other departments and units.
    ``approved`` is the day of 批复, ``published`` the day of publication (today for a draft).
    """

    lists: CodeLists = field(default_factory=CodeLists)
    previous: Document | None = None
    budget: Document | None = None
    units: tuple[Document, ...] = ()
    others: tuple[str, ...] = ()
    approved: date | None = None
    published: date | None = None


NOTHING = Context()
