"""Which column of a sheet is which column of a table, told by the path of headings over it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache

from budgets.document import Column
from budgets.importing.tables.heads import Head, Path
from budgets.importing.tables.known import Known
from budgets.importing.tables.words import heading, likeness

LEAST = 0.72  # how alike whole paths are that have no last heading in common
APART = 0.04  # by how much the better of two must fit
# Headings of the one column of amounts of a statement.
AMOUNTS = frozenset(map(heading, ("金额", "预算数", "决算数", "本年预算", "本年预算数", "年初预算", "年初预算数")))

LEVELS = ("类", "款", "项")

Target = tuple[int, Column]  # panel, column


@dataclass(frozen=True)
class Fit:
    """Columns of a sheet by what they are; ``strange`` are none of the table's, ``rivals`` fit where another does."""

    columns: Mapping[int, Target]
    exact: int = 0
    strange: tuple[int, ...] = ()
    rivals: tuple[tuple[int, int], ...] = ()
    wanted: int = 1
    labelled: bool = True
    score: float = field(init=False, default=0.0)

    def __post_init__(self) -> None:
        """How well the headings fit, 0–1: the share of the sheet's columns, then of the table's."""
        known = len(self.columns)
        worth = self.exact + 0.7 * (known - self.exact)
        printed = known + len(self.strange) + len(self.rivals)
        score = 0.6 * worth / printed + 0.4 * worth / self.wanted if printed else 0.0
        object.__setattr__(self, "score", score)

    @property
    def names_rows(self) -> bool:
        """Whether a column that tells the rows apart was found; of a table without such, half of its columns."""
        kinds = {column.kind for _, column in self.columns.values()}
        return bool(kinds & {"text", "code"}) if self.labelled else 2 * len(self.columns) >= self.wanted

    def columns_of(self, panel: int) -> dict[int, Column]:
        """The sheet's columns of a panel, by what they are."""
        return {place: column for place, (own, column) in self.columns.items() if own == panel}


@cache
def _targets(known: Known) -> tuple[tuple[Path, Target], ...]:
    """Every column of a table with its path of headings."""
    found = []
    for place, panel in enumerate(known.blank.panels):
        for column in panel.columns:
            words = (heading(part) for part in column.heading)
            path = tuple(dict.fromkeys(word for word in words if word))
            found.append((path, (place, column)))
    return tuple(found)


def fit(head: Head, known: Known, *, ordered: bool) -> Fit:
    """How the headings fit a table; where ``ordered``, columns with the same heading stand in the table's order."""
    targets = list(_targets(known))
    paths, leaders = _one_code(head.paths, targets)
    found: dict[int, Target] = {}
    free: dict[int, Path] = {}
    rivals: list[tuple[int, int]] = []
    for column, path in paths.items():
        same = next((entry for entry in targets if entry[0] == path), None)
        if same:
            targets.remove(same)
            found[column] = same[1]
        else:
            free[column] = path
    exact = len(found)
    for column, path in list(free.items()):
        if twin := next((place for place in found if paths[place] == path), 0):
            rivals.append((twin, column))
            del free[column]
    more, unsure = _loosely(free, targets, ordered)
    rivals += unsure
    strange = tuple(column for column in free if column not in more and column not in {pair[1] for pair in unsure})
    found |= more
    found |= {column: found[leader] for column, leader in leaders.items() if leader in found}
    labelled = any(column.kind in ("text", "code") for _, (_, column) in _targets(known))
    return Fit(found, exact + len(leaders), strange, tuple(rivals), max(1, len(_targets(known))), labelled)


def _one_code(paths: Mapping[int, Path], targets: list[tuple[Path, Target]]) -> tuple[dict[int, Path], dict[int, int]]:
    """The paths where 类, 款, 项 of a sheet are one column of the table, and the columns that go on with another."""
    if any(path[-1:] == LEVELS[:1] for path, _ in targets):
        return dict(paths), {}
    kept: dict[int, Path] = {}
    leaders: dict[int, int] = {}
    leader = 0
    for column, path in paths.items():
        if path[-1] in LEVELS[1:] and leader and paths[leader][:-1] == path[:-1]:
            leaders[column] = leader
            continue
        leader = column if path[-1] == LEVELS[0] else leader
        kept[column] = path[:-1] if path[-1] == LEVELS[0] and len(path) > 1 else path
    return kept, leaders


def _loosely(
    free: Mapping[int, Path], targets: list[tuple[Path, Target]], ordered: bool
) -> tuple[dict[int, Target], list[tuple[int, int]]]:
    """The columns that fit by their last headings or nearly, best first; and pairs of columns of which either fits."""
    pairs = sorted(_pairs(free, targets), key=lambda pair: (-pair[0], pair[1], pair[2]))
    found: dict[int, Target] = {}
    taken: set[int] = set()
    unsure: list[tuple[int, int]] = []
    for score, column, place in pairs:
        if column in found or place in taken or any(column in pair for pair in unsure):
            continue
        near = (
            []
            if ordered
            else [
                other
                for least, other, where in pairs
                if where == place and other != column and other not in found and least > score - APART
            ]
        )
        if near:
            unsure.append((column, near[0]))
        else:
            found[column] = targets[place][1]
            taken.add(place)
    return found, unsure


def _pairs(free: Mapping[int, Path], targets: list[tuple[Path, Target]]) -> Iterator[tuple[float, int, int]]:
    for column, path in free.items():
        for place, (wanted, _) in enumerate(targets):
            score = _score(path, wanted)
            if score:
                yield score, column, place


@cache
def _score(path: Path, wanted: Path) -> float:
    """How well a path fits a wanted one: the last headings that they share, and how alike they are as a whole."""
    shared = 0
    for one, other in zip(reversed(path), reversed(wanted), strict=False):
        if one != other and not (one in AMOUNTS and other in AMOUNTS):
            break
        shared += 1
    alike = likeness("".join(path), "".join(wanted))
    return shared + alike if shared or alike >= LEAST else 0.0
