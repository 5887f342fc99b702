"""What the stacked forms share: money and labels, goals, tasks, levels of indicators, marks."""

from collections.abc import Iterator, Mapping, Sequence

from budgets.document import Cell, Column, Panel, Row
from budgets.importing.forms.headings import WHOLE, word
from budgets.importing.forms.parts import Form, Part, bare, labelled
from budgets.importing.forms.region import Region
from budgets.importing.forms.source import Source
from budgets.tables.declarations.evaluation import FUNDING, NONE

LONG = ("text", "content", "explanation", "result", "reason", "issue", "expected", "achieved", "goal", "objective")
TOTALS = (WHOLE, "合计", "总计")
LEVELS = ("level1", "level2")

Rows = Sequence[tuple[int, Mapping[str, int]]]
Kinds = Mapping[str, str]


def missing(source: Source, form: Form, parts: Sequence[Part]) -> None:
    """Tell the parts that a form does not have."""
    for part in parts:
        if part.key not in form.parts and not part.optional:
            name = part.titles[0] if part.titles else part.labels[0]
            source.say(f"没有找到“{name}”这一部分的表头", (form.row, 0))


def texts(source: Source, row: int, places: Mapping[str, int], columns: Sequence[Column]) -> dict[str, Cell]:
    """The text cells of a row; empty where a column is not there."""
    return {
        column.key: source.text((row, places[column.key]), column.key in LONG) if column.key in places else ""
        for column in columns
        if column.kind == "text"
    }


def amounts(
    source: Source, region: Region, form: Form, panel: Panel, wanted: Sequence[tuple[str, str]], kinds: Kinds
) -> Panel:
    """Amounts beside the labels of the layout; a label that the sheet lacks is told. ``kinds`` of rows by key."""
    found = labelled(source, region, form.rows.get("amounts", ()), wanted)
    labels = {bare(label) for _, label in wanted}
    spots = {
        key: (row, places.get("amount") or _beside(region, row, place, labels))
        for key, (row, place, places) in found.items()
    }
    zero = source.zeros(spots.values())
    rows = []
    for key, label in present(source, form, wanted, found):
        own: dict[str, Cell] = {"label": label, "amount": source.amount(spots[key], zero)}
        rows.append(Row(f"{panel.key}/{key}", kinds.get(key, "detail"), own))
        source.places |= {
            (f"{panel.key}/{key}", "label"): found[key][:2],
            (f"{panel.key}/{key}", "amount"): spots[key],
        }
    return Panel(panel.columns, tuple(rows), panel.key, panel.title)


def _beside(region: Region, row: int, place: int, labels: set[str]) -> int:
    """The column of the amount of a label: that of the next cell, unless it is a label too."""
    after = next(((column, value) for column, value in region.rows[row].items() if column > place), (place + 1, ""))
    return place + 1 if bare(str(after[1])) in labels else after[0]


def present(
    source: Source, form: Form, wanted: Sequence[tuple[str, str]], found: Mapping[str, object]
) -> Iterator[tuple[str, str]]:
    """The rows of the layout that a form has; the others are told."""
    for key, label in wanted:
        if key in found:
            yield key, label
        else:
            source.say(f"没有找到“{label}”一行", (form.row, 0))


def funding(source: Source, region: Region, form: Form, key: str) -> Panel:
    """Money by source with the marks for execution."""
    wanted = source.layout.rows["funding"]
    found = labelled(source, region, form.rows.get("funding", ()), wanted)
    rows = []
    for name, label in present(source, form, wanted, found):
        row, _, places = found[name]
        kind = "total" if name == "total" else "detail"
        rows.append(Row(f"{key}/{name}", kind, {"label": label, **_money(source, row, places, name == "total")}))
        source.place(f"{key}/{name}", row, places)
    return Panel(FUNDING, tuple(rows), key, "资金情况")


def _money(source: Source, row: int, places: Mapping[str, int], whole: bool) -> dict[str, Cell]:
    spots = {column.key: (row, places.get(column.key, 0)) for column in FUNDING[1:]}
    money = ("initial", "adjusted", "executed")
    zero = source.zeros(spots[key] for key in money)
    found = {key: source.amount(spots[key], zero) for key in money}
    marks = {key: source.mark(spots[key], None if whole else NONE) for key in ("weight", "score")}
    return {**found, **marks, "rate": _rate(source, spots["rate"], found)}


def _rate(source: Source, spot: tuple[int, int], money: Mapping[str, Cell]) -> Cell:
    """The rate of execution: what the layout prints for none where nothing was to be spent."""
    adjusted, executed = money["adjusted"], money["executed"]
    none = str(source.layout.options.get("no_rate", NONE))
    found = source.rate(spot, none)
    if adjusted is None or executed is None:
        return None
    return none if not isinstance(adjusted, str) and getattr(adjusted, "yuan", None) == 0 else found


def goals(source: Source, form: Form, columns: Sequence[Column], key: str, title: str) -> Panel:
    """One row: what was intended, beside what became of it."""
    rows = form.rows.get("goals", [])
    parts = [texts(source, row, places, columns) for row, places in rows]
    joined: dict[str, Cell] = {
        column.key: "\n".join(str(each[column.key]) for each in parts if each[column.key]) for column in columns
    }
    if rows:
        source.place(f"{key}/1", *rows[0])
    return Panel(tuple(columns), (Row(f"{key}/1", "detail", joined),), key, title)


def listed(source: Source, form: Form, part: Part, prefix: str, panel: Panel) -> Panel:
    """Rows of texts alone, numbered from 1."""
    rows = []
    for number, (row, places) in enumerate(form.rows.get(part.key, ()), start=1):
        rows.append(Row(f"{prefix}{number}", "detail", texts(source, row, places, panel.columns)))
        source.place(f"{prefix}{number}", row, places)
    return Panel(panel.columns, tuple(rows), panel.key, panel.title)


def levelled(
    source: Source, region: Region, rows: Rows, columns: Sequence[Column]
) -> Iterator[tuple[int, Mapping[str, int], dict[str, Cell]]]:
    """Rows of indicators with their texts; levels that are printed once for several rows are filled in."""
    above: dict[str, Cell] = {}
    bottoms = dict.fromkeys(LEVELS, 0)
    for row, places in rows:
        own = texts(source, row, places, columns)
        covered = {}
        for level in LEVELS:
            spot = (row, places.get(level, 0))
            bottoms[level] = region.below.get(spot, bottoms[level])
            covered[level] = not own[level] and row <= bottoms[level]
        lone = not own["level1"] and not covered["level1"]
        if not own["level2"] and (covered["level2"] or lone):
            own["level2"] = above.get("level2", "")
        own["level1"] = own["level1"] or above.get("level1", "")
        above = {level: own[level] for level in LEVELS}
        yield row, places, own


def indicators(source: Source, region: Region, form: Form, panel: Panel, key: str) -> Panel:
    """Indicators with their marks, and the total of all marks."""
    rows: list[Row] = []
    total: Row | None = None
    for row, places, own in levelled(source, region, form.rows.get("indicators", ()), panel.columns):
        whole = word(next(iter(region.rows[row].values()))) in TOTALS
        name = f"{key}/total" if whole else f"{key}/{len(rows) + 1}"
        marks = _marks(source, row, places, whole, bool(own["name"]))
        if whole:
            empty = {each: "" for each in own}
            total = Row(name, "total", {**empty, "level1": WHOLE, **marks, "deviation": ""})
        else:
            rows.append(Row(name, "detail", own | marks))
        source.place(name, row, places)
    if total is None and rows:
        source.say(f"指标下面没有“{WHOLE}”一行", (form.row, 0))
    return Panel(panel.columns, (*rows, *([total] if total else [])), key, "绩效指标")


def _marks(source: Source, row: int, places: Mapping[str, int], whole: bool, named: bool) -> dict[str, Cell]:
    """Weight, marks and deviation; a row without an indicator has none."""
    spots = {key: (row, places.get(key, 0)) for key in ("weight", "score", "deviation")}
    if not (whole or named):
        given = next((spot for spot in spots.values() if source.value(spot) != ""), None)
        if given:
            source.say("这一行有分值或得分，没有三级指标的名称", given)
        return dict.fromkeys(spots, "")
    found: dict[str, Cell] = {key: source.mark(spots[key]) for key in ("weight", "score")}
    return found | {"deviation": source.deviation(spots["deviation"])}
