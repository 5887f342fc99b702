"""What a document itself says of the change of a figure: against last year, or of final accounts against the budget."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from budgets.document import Document, Figure, Paragraph
from budgets.extracts.measures import BY_KEY
from budgets.extracts.vocabulary import Explained
from budgets.formats.anchors import paragraph_id

CHANGE, RATE, COMPLETION = "change", "rate", "completion"
COMPARED = (CHANGE, RATE, COMPLETION)
# What a figure's name may end in without being about something else.
ASPECTS = (*COMPARED, "prior", "share", "initial", "adjusted")
REASON, EVEN = "原因", "持平"
# 收、支总计各增加… is told once, of income.
TOLD_WITH = {"expenditure.total": "income.total"}
_CLAUSE = re.compile(r"[^。；]*(?:[。；]|$)")
_NUMBERING = re.compile(r"^(?:其中：|（[一二三四五六七八九十]+）|[0-9]+[．.、])+")
_DANGLING = re.compile(r"(?:其中|具体情况如下)：$")


@dataclass(frozen=True, slots=True)
class Clause:
    """A part of a paragraph up to 。 or ；: its text, and its figures with how much of the text stands before each."""

    text: str
    figures: tuple[tuple[int, Figure], ...]

    def about(self, names: Sequence[str]) -> bool:
        """Whether it compares one of the figures: by a number of the comparison, or as even with what it was."""
        if any(_compares(figure.name, names) for _, figure in self.figures):
            return True
        place = self.text.find(EVEN)
        before = [figure for at, figure in self.figures if at < place]
        return bool(before) and _subject(before[-1].name) in names

    def strange(self, names: Sequence[str]) -> bool:
        """Whether it has a figure of another subject."""
        return any(_subject(figure.name) not in names for _, figure in self.figures)


def explained(document: Document, key: str) -> tuple[Explained, ...]:
    """What ``document`` says of the change of a measure (or of a figure, as ``item.2010301``), in reading order.

    Each is what one paragraph says, from the clause that compares through the one that gives the reason, and not past
    the next figure of another subject. Without a comparison there is nothing.
    """
    names = _names(document, key)
    found = tuple(_said(document, names))
    return found or (explained(document, TOLD_WITH[key]) if key in TOLD_WITH else ())


def _names(document: Document, key: str) -> tuple[str, ...]:
    """The names of figures of the narrative that a measure has; a key that is no measure's is a name itself."""
    return BY_KEY[key].names(document.kind) if key in BY_KEY else (key,)


def _said(document: Document, names: Sequence[str]) -> Iterator[Explained]:
    for section in document.sections:
        for number, paragraph in enumerate(section.paragraphs, start=1):
            clauses = _clauses(paragraph)
            first = next((place for place, clause in enumerate(clauses) if clause.about(names)), None)
            if first is not None:
                yield _explained(_through_reason(clauses[first:], names), names, paragraph_id(section.key, number))


def _through_reason(clauses: Sequence[Clause], names: Sequence[str]) -> list[Clause]:
    """The first clause and those after it through the reason, which goes on after ；; else through 持平."""
    own = [clauses[0]]
    for clause in clauses[1:]:
        if clause.strange(names):
            break
        own.append(clause)
    reason = next((place for place, clause in enumerate(own) if REASON in clause.text), None)
    if reason is None:
        return own[: 1 + max((place for place, clause in enumerate(own) if EVEN in clause.text), default=0)]
    end = next((place for place in range(reason, len(own)) if own[place].text.endswith("。")), len(own) - 1)
    return own[: end + 1]


def _explained(clauses: Sequence[Clause], names: Sequence[str], fragment: str) -> Explained:
    figures = [figure for clause in clauses for _, figure in clause.figures]

    def known(aspect: str) -> Figure | None:
        return next((f for f in figures if f.name in [f"{name}.{aspect}" for name in names]), None)

    change = known(CHANGE)
    return Explained(
        _tidy("".join(clause.text for clause in clauses)),
        fragment,
        change=change.yuan if change else None,
        rate=_value(known(RATE)),
        completion=_value(known(COMPLETION)),
    )


def _value(figure: Figure | None) -> Decimal | None:
    return figure.value if figure else None


def _tidy(text: str) -> str:
    """A quotation that stands alone: without the number of its paragraph, closed by a full stop."""
    body = _DANGLING.sub("", _NUMBERING.sub("", text.strip())).rstrip("。；")
    return f"{body}。"


def _clauses(paragraph: Paragraph) -> list[Clause]:
    text, figures = "", []
    for run in paragraph:
        if isinstance(run, Figure):
            figures.append((len(text), run))
        text += run.text
    return [
        Clause(
            match.group(),
            tuple((at - match.start(), run) for at, run in figures if match.start() <= at < match.end()),
        )
        for match in _CLAUSE.finditer(text)
        if match.group()
    ]


def _compares(name: str, names: Sequence[str]) -> bool:
    return any(name == f"{own}.{aspect}" for own in names for aspect in COMPARED)


def _subject(name: str) -> str:
    """What a figure is about: its name without the aspect."""
    whole, _, last = name.rpartition(".")
    return whole if last in ASPECTS else name
