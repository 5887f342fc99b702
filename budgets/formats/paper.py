"""How a table is put on paper: portrait, landscape or broad, size of type, widths of columns."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import ceil

from budgets.document import NOT_REPORTED, NUMERIC, Amount, Cell, Number
from budgets.formats.grid import Grid

# The choices in the order of liking: orientation, width and height between the margins, size of type, in points;
# A4, and broad is A3. The smaller sizes are taken for wide tables only, the others also where they save a page.
PORTRAIT, LANDSCAPE, BROAD = (487.0, 722.0), (757.0, 498.0), (1105.0, 745.0)
TITLE = 52.0  # height of a table's title and the line below it, in points
CHOICES = (
    ("portrait", *PORTRAIT, 9.0),
    ("portrait", *PORTRAIT, 8.0),
    ("landscape", *LANDSCAPE, 9.0),
    ("landscape", *LANDSCAPE, 8.0),
    ("portrait", *PORTRAIT, 7.5),
    ("landscape", *LANDSCAPE, 7.5),
    ("landscape", *LANDSCAPE, 6.75),
    ("landscape", *LANDSCAPE, 6.0),
    ("broad", *BROAD, 7.0),
    ("broad", *BROAD, 5.5),
)
READABLE = 7.5
Choice = tuple[str, float, float, float]

# In em: padding of a cell, height of a line, and of the space above and below a cell's text.
PADDING, LINE, SPACE = 0.9, 1.3, 0.66
CROWDED = 1.25  # a page on which many rows are broken into lines counts as this many
# In em: codes up to this stand in one line; texts up to this too; what long texts get at least, and at most.
CODE, WRAPPED, LONG, VERY_LONG = 7.0, 10.0, 18.0, 60.0
HEAD_LINES, HEAD_LEAST = 4, 5.0


@dataclass(frozen=True, slots=True)
class Sheet:
    """Orientation, size of type in points, and for each grid the widths of its columns as CSS percentages."""

    orientation: str
    size: float
    widths: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Need:
    """What a column needs, in em: at the very least, to look well, and to have nothing wrapped."""

    floor: float
    least: float
    whole: float


@dataclass(frozen=True, slots=True)
class Measured:
    """A grid with its texts measured: needs of the columns, and for each row (column, width of text) of long texts."""

    needs: list[Need]
    rows: list[list[tuple[int, float]]]
    head_lines: int
    heads: list[float]

    def fits(self, room: float) -> bool:
        """Whether all columns look well in a width of ``room`` em."""
        return sum(need.least + PADDING for need in self.needs) <= room

    def widths(self, room: float) -> list[float]:
        """Widths in em: what is needed, then step by step what saves the most lines for its width."""
        widths = [need.least for need in self.needs]
        spare = room - sum(widths) - PADDING * len(widths)
        if spare < 0:
            gives = [need.least - need.floor for need in self.needs]
            share = min(1.0, -spare / (sum(gives) or 1.0))
            widths = [width - give * share for width, give in zip(widths, gives, strict=True)]
        texts = self._column_texts()
        while spare > 0:
            steps = [step for index, width in enumerate(widths) for step in _steps(texts[index], index, width, spare)]
            if not steps:
                break
            _, index, wider = max(steps)
            spare -= wider - widths[index]
            widths[index] = wider
        widths = [width + PADDING for width in widths]
        return [width * room / sum(widths) for width in widths]

    def _column_texts(self) -> list[Counter[float]]:
        texts = [Counter({head: 1}) for head in self.heads]
        for row in self.rows:
            for index, width in row:
                texts[index][width] += 1
        return texts

    def lines(self, room: float) -> list[int]:
        """About how many lines each row has."""
        widths = [max(width - PADDING, 1.0) for width in self.widths(room)]
        return [max((ceil(text / widths[index]) for index, text in row), default=1) for row in self.rows]


def _steps(texts: Counter[float], index: int, width: float, spare: float) -> Iterator[tuple[float, int, float]]:
    """The next widths at which texts of a column need fewer lines: lines saved for each em, column, width."""
    for text in texts:
        for count in range(1, ceil(text / width)):
            wider = ceil(text / count)
            if width < wider <= width + spare:
                saved = sum(times * (ceil(each / width) - ceil(each / wider)) for each, times in texts.items())
                yield saved / (wider - width), index, wider


def sheet(grids: Sequence[Grid]) -> Sheet:
    """Of the choices on which the grids of a table fit, the first with the fewest pages."""
    measured = [measure(grid) for grid in grids]
    choice = min(_candidates(measured), key=lambda each: _cost(measured, each))
    orientation, width, _, size = choice
    return Sheet(orientation, size, tuple(_percent(each.widths(width / size)) for each in measured))


def _candidates(measured: Sequence[Measured]) -> list[Choice]:
    fitting = [choice for choice in CHOICES if all(each.fits(choice[1] / choice[3]) for each in measured)]
    return [choice for choice in fitting if choice[3] >= READABLE] or fitting[:1] or [CHOICES[-1]]


def _cost(measured: Sequence[Measured], choice: Choice) -> float:
    """How many pages, about; crowded ones count for more."""
    _, width, height, size = choice
    lines = [count for each in measured for count in each.lines(width / size)]
    last = measured[-1].head_lines if measured else 0  # a form that nobody filled in has no grids
    repeated = (last * LINE + 2 * SPACE) * size
    others = sum(each.head_lines * (LINE + SPACE) for each in measured[:-1]) * size
    rows = sum(count * LINE + SPACE for count in lines) * size + others
    crowded = sum(count > 1 for count in lines) * 3 > len(lines)
    pages = ceil((rows + TITLE) / (height - repeated))
    return pages * (CROWDED if crowded and pages > 1 else 1.0)


def _percent(widths: Sequence[float]) -> tuple[str, ...]:
    total = sum(widths)
    return tuple(f"{width / total * 100:.3f}%" for width in widths)


def measure(grid: Grid) -> Measured:
    """The needs of every column of ``grid``, for its headings and texts, and the texts that may be wrapped."""
    longest = [0.0] * len(grid.columns)
    rows = []
    for texts in _texts(grid):
        for index, width in texts:
            longest[index] = max(longest[index], width)
        rows.append([(index, width) for index, width in texts if width > WRAPPED / 2])
    heads = _leaf_headings(grid)
    needs = [_need(column.kind, longest[index], heads[index]) for index, column in enumerate(grid.columns)]
    return Measured(needs, rows, HEAD_LINES if len(grid.head) > 1 else len(grid.head), heads)


def _need(kind: str, longest: float, heading: float) -> Need:
    head = max(min(heading, 2.0), heading / HEAD_LINES)
    if kind in NUMERIC:
        return Need(longest, max(longest, head), max(longest, heading))
    if kind == "code":
        return Need(longest if longest <= CODE else longest / 2, max(longest, head), max(longest, head))
    least = max(min(longest, WRAPPED), min(longest / 2, LONG), head, min(heading, HEAD_LEAST))
    return Need(min(longest, WRAPPED), least, max(min(longest, VERY_LONG), least))


def _leaf_headings(grid: Grid) -> list[float]:
    """Width of the lowest heading of every column."""
    widths = [0.0] * len(grid.columns)
    for row in grid.head:
        for cell in row:
            if cell.colspan == 1 and not cell.numbering:
                widths[cell.first] = em(cell.text)
    return widths


def _texts(grid: Grid) -> list[list[tuple[int, float]]]:
    """For every row the columns that have a text, and its width."""
    rows = []
    covered = [0] * len(grid.columns)
    for row in grid.rows:
        free = [index for index, left in enumerate(covered) if not left]
        covered = [max(left - 1, 0) for left in covered]
        texts = []
        for index, cell in zip(free, row.cells, strict=True):
            covered[index] = cell.rowspan - 1
            if words := _words(cell.content):
                texts.append((index, em(words)))
        rows.append(texts)
    return rows


def _words(content: Cell) -> str:
    if isinstance(content, Amount | Number):
        return content.text
    return NOT_REPORTED if content is None else content


def em(text: str) -> float:
    """Width of ``text`` in em: what is Chinese is one wide, the rest a little over a half."""
    return 0.58 * len(text) if text.isascii() else sum(0.58 if char < "\u2000" else 1.0 for char in text)
