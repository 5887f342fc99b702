"""Which table each piece of a sheet is of: the layout that explains the workbook best, then table by table."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from budgets.importing.book import Problems
from budgets.importing.tables.fit import Fit, fit
from budgets.importing.tables.heads import Head, Path, heads, runs
from budgets.importing.tables.known import Known, known_tables
from budgets.importing.tables.page import Page
from budgets.importing.tables.words import title, title_fits
from budgets.tables.statement import Statement

LEAST = 0.5  # how well headings must fit
TITLED = 0.8  # from here on a title is a table's
RESEMBLING = 0.6  # below this it says nothing
LINES_ABOVE = 6  # how many rows above the headings are looked at for a title
BETTER = 0.2  # by how much a table of another layout must fit better
TIE = 0.01
NAMED = 0.95  # how well a title must fit that stands for a form without its headings
LONGEST = 80  # characters that a title has at most
MOST = 150  # different headings that a workbook has at most
LABELLED = 0.1  # what labels that are the layout's own are worth
STACKED = 0.64  # how well the headings of a form of several parts must fit without a title


@dataclass(frozen=True)
class Choice:
    """A table that a piece may be of: its headings, how they fit, and the row of its title (0: none)."""

    known: Known
    head: Head
    fit: Fit
    titled: float
    title_row: int

    @property
    def score(self) -> float:
        """How well it fits in all."""
        return self.fit.score + self.titled


@dataclass(frozen=True)
class Piece:
    """A table or part of one on a sheet: rows ``first`` (of its title) to ``last``, and what it may be, best first.

    ``top`` is the first row of its headings; 0 where only a title tells (forms with headings of their own). ``tied``
    are the titles of tables that it may be as well; ``repeated`` are rows of headings that are printed again.
    """

    page: Page
    first: int
    top: int
    choices: tuple[Choice, ...]
    last: int = 0
    tied: tuple[str, ...] = ()
    repeated: frozenset[int] = frozenset()

    @property
    def best(self) -> Choice:
        """What it is."""
        return self.choices[0]


@dataclass
class Chooser:
    """Finds what stands on sheets; headings that were seen before, as on every printed page, are not fitted again."""

    kind: str
    problems: Problems
    fitted: dict[tuple[tuple[tuple[int, Path], ...], ...], list[tuple[Known, Fit, int]]] = field(default_factory=dict)

    def pieces(self, page: Page) -> list[Piece]:
        """What stands on a sheet, from the top down."""
        found: list[Piece] = []
        for first, last in runs(page):
            after = found[-1].best.head.last if found else 0
            if first <= after:
                continue
            piece = self._piece(page, first, last, after)
            if piece:
                found.append(piece)
        found += _titled_forms(page, found, self.kind)
        found.sort(key=lambda piece: piece.first)
        ends = [*(piece.first - 1 for piece in found[1:]), page.numbers[-1]]
        return [replace(piece, last=end) for piece, end in zip(found, ends, strict=False)]

    def _piece(self, page: Page, first: int, last: int, after: int) -> Piece | None:
        possible = [head for head in heads(page, first, last) if len(head.paths) > 1]
        above = list(page.between(after + 1, first - 1))[-LINES_ABOVE:]
        choices = []
        for known, best, place in self._fits(page, possible):
            titled, row = _title(page, above, known)
            if titled >= TITLED or (best.score >= LEAST and best.names_rows):
                choices.append(Choice(known, possible[place], best, titled, row))
        choices.sort(key=lambda choice: -choice.score)
        if not choices:
            return None
        return Piece(page, choices[0].title_row or first, first, tuple(choices))

    def _fits(self, page: Page, possible: Sequence[Head]) -> list[tuple[Known, Fit, int]]:
        """Every table that the headings may be of, how they fit, and with how many rows of them."""
        key = tuple(tuple(head.paths.items()) for head in possible)
        if not possible:
            return []
        if key not in self.fitted:
            if len(self.fitted) == MOST:
                self.problems.add(f"像表头的行太多（超过 {MOST} 种），后面的没有读入", page.name, possible[0].first)
            self.fitted[key] = [] if len(self.fitted) >= MOST else list(_fitting(possible, self.kind))
        return self.fitted[key]


def _fitting(possible: Sequence[Head], kind: str) -> Iterator[tuple[Known, Fit, int]]:
    for known in known_tables(kind):
        ordered = isinstance(known.declaration, Statement) or known.is_form
        fits = [fit(head, known, ordered=ordered) for head in possible]
        place = max(range(len(fits)), key=lambda place: (round(fits[place].score, 6), -place))
        if fits[place].score >= LEAST / 2 and len(fits[place].columns) > 1:
            yield known, fits[place], place


def _title(page: Page, rows: Sequence[int], known: Known) -> tuple[float, int]:
    """How well the best line of some rows fits a table's title, and which row it is."""
    found = [(title_fits(text, known.blank.title), row) for row in rows for text in page.texts(row)]
    best, row = max(found, default=(0.0, 0))
    return (best, row) if best >= TITLED else (best if best >= RESEMBLING else 0.0, 0)


def _titled_forms(page: Page, found: Sequence[Piece], kind: str) -> list[Piece]:
    """Forms of several parts, told by their titles alone; the first title of each counts."""
    forms = [known for known in known_tables(kind) if known.is_form and known.is_stacked]
    taken = {piece.first for piece in found}
    pieces: list[Piece] = []
    for row in page.numbers if forms else ():
        texts = [text for text in page.texts(row) if "表" in text and len(text) <= LONGEST]
        fits = [
            Choice(known, Head(row, row, {}, {}), Fit({}), titled, row)
            for known in forms
            if (titled := max((title_fits(text, known.blank.title) for text in texts), default=0.0)) >= NAMED
        ]
        if fits and row not in taken and _heads_a_form(row, found):
            pieces.append(Piece(page, row, 0, tuple(fits)))
    return pieces


def _heads_a_form(row: int, found: Sequence[Piece]) -> bool:
    """Whether what stands below a title is a part of a form; in a list of contents nothing does."""
    below = next((piece for piece in found if piece.first > row), None)
    return below is not None and not below.best.title_row and below.best.known.is_stacked


def chosen_layout(found: Sequence[Piece], prefer: str) -> str:
    """The layout that explains most of the pieces; ``prefer`` wins where others are no better."""
    sums: dict[str, float] = {prefer: TIE}
    for piece in found:
        best: dict[str, float] = {}
        for choice in piece.choices:
            key = choice.known.layout_key
            best[key] = max(best.get(key, 0.0), choice.score + LABELLED * _labelled(piece.page, choice.known))
        for key, score in best.items():
            sums[key] = sums.get(key, 0.0) + score
    return max(sums, key=lambda key: round(sums[key], 4))


def _labelled(page: Page, known: Known) -> float:
    """The share of a table's labels that stand on a sheet."""
    return len(known.labels & page.words) / len(known.labels) if known.labels else 0.0


def settled(piece: Piece, layout: str) -> Piece:
    """The piece with its choice made: a table of ``layout``, unless one of another fits clearly better."""
    best = piece.choices[0].score
    own = [choice for choice in piece.choices if choice.known.layout_key == layout and choice.score > best - BETTER]
    first = own[0] if own else piece.choices[0]
    rest = [choice for choice in (own or piece.choices) if choice.score > first.score - TIE]
    titles = {choice.known.code: f"“{title(choice.known.blank.title)}”" for choice in rest}
    return replace(piece, choices=(first,), tied=tuple(titles.values()) if len(titles) > 1 else ())


def gathered(found: Sequence[Piece]) -> list[Piece]:
    """The pieces of a sheet with headings printed again, and the parts of forms, joined to what they go on with."""
    kept: list[Piece] = []
    for piece in found:
        known, titled = piece.best.known, bool(piece.best.title_row)
        if kept and _goes_on(kept[-1], piece):
            again = frozenset(range(piece.top, piece.best.head.last + 1)) if piece.top else frozenset()
            kept[-1] = replace(kept[-1], last=piece.last, repeated=kept[-1].repeated | again)
        elif titled or not known.is_stacked or piece.best.fit.score >= STACKED:
            kept.append(piece)
    return kept


def _goes_on(before: Piece, piece: Piece) -> bool:
    """Whether a piece goes on with the one above it: parts of a form, or the same headings without another title."""
    one, other = before.best, piece.best
    if one.known.is_stacked:
        return other.known.is_form and (not other.title_row or other.known.code == one.known.code)
    return not other.title_row and bool(one.fit.columns) and one.head.paths == other.head.paths
