"""The published documents are carried whole: their cells and figures, mistakes included, are those of tests/golden."""

import json
import re

import pytest

from budgets.document import Amount, Number, to_json
from tests import comparison, published
from tests.published import number
from tests.published_documents import FOLDER, SLUGS, load

HENAN_FINAL = "410803-101-2023-final"
FENGQUAN = "410704-101-2024-budget"

# Where the published text says something else than tests/golden: (document, table, row, column) → finding, or text.
OTHERWISE = {
    # The text does have the last row of the last project.
    (FENGQUAN, "B15", "410704240000000029264", "output"): "002-26",
    # The unit in the label, which the comparison with the samples leaves out.
    **{(HENAN_FINAL, "F12", f"{form}/funding/total", "label"): "年度资金总额（万元）：" for form in (1, 2, 3)},
}
# What stands in the published tables though it is wrong, by the number of the finding.
MISTAKES = [
    ("002-01", FENGQUAN, "B03", "101", "total", "0.00"),
    ("002-02", FENGQUAN, "B04", "expenditure/223", "general", "20.00"),
    ("002-02", FENGQUAN, "B04", "expenditure/223", "capital", "0.00"),
    ("002-02", FENGQUAN, "B04", "expenditure/total", "general", "1,261.66"),
    ("002-03", FENGQUAN, "B04", "income/carried", "amount", ""),
    ("002-37", FENGQUAN, "B06", "302.50299", "economic_name", "商品和服务支出"),
    ("002-43", FENGQUAN, "B10", "101001/2013101", "unit_code", "101001"),
    ("003-01", "410395-001-2024-budget", "B15", "41039524000000012849", "cost.target", "≤15.93元"),
    ("003-02", "410395-001-2024-budget", "B15", "41039524000000012850", "name", "视频会商调度系延伸工程"),
    ("003-24", "410395-001-2024-budget", "B14", "amounts/basic", "amount", "562.6"),
    ("004-28", "410802-524-2024-budget", "B03", "524/2080505", "basic.public", "0"),
    ("D0-20", "410800-101-2024-budget", "B15", "合计", "name", "市委办"),
    ("D1-09", HENAN_FINAL, "F11", "19", "system", "54.2"),
    ("D1-20", HENAN_FINAL, "F04", "expenditure/current", "fund", "611.70"),
    ("D1-20", HENAN_FINAL, "F04", "expenditure/total", "capital", "611.70"),
    ("D1-26", HENAN_FINAL, "F06", "30217", "name", "公务招待费"),
    ("D1-29", HENAN_FINAL, "F12", "2/head/2", "text", "中国共产党焦作市市中站区委员会办公室"),
    ("D1-37", HENAN_FINAL, "F08", "合计", "basic", "0.00"),
]
# Cells that the published text has no place for: the labels lost of the totals (D1-21).
LOST = {(HENAN_FINAL, "F04", f"expenditure/{row}", "label") for row in ("current", "closing", "total")}
# Figures that tests/golden has mended: (document, as published) → as mended.
MENDED = {(HENAN_FINAL, "35.36.00"): "35.36"}


@pytest.mark.parametrize("slug", SLUGS)
def test_it_loads_without_loss(slug: str) -> None:
    data = json.loads((FOLDER / f"{slug}.json").read_text(encoding="utf-8"))
    body = to_json(load(slug))
    assert body.pop("sha256") and body == data
    assert (data["slug"], data["edition"], data["meta"]) == (slug, 0, {})


@pytest.mark.parametrize("slug", SLUGS)
def test_its_tables_are_the_published_ones(slug: str) -> None:
    assert {table.code for table in load(slug).tables()} == set(published.tables(slug))


@pytest.mark.parametrize(("slug", "code"), [(slug, code) for slug in SLUGS for code in published.tables(slug)])
def test_its_cells_are_as_published(slug: str, code: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(comparison, "NOT_OURS", {})  # the rows that the samples leave out are here,
    monkeypatch.setattr(comparison, "UNLABELLED", {})  # and the labels that the text has lost are not
    same = comparison.same_print if code in published.printed(slug) else comparison.same_amount
    found = {each[:2] for each in comparison.differences(slug, code, load(slug), same)}
    assert found == {key[2:] for key in OTHERWISE if key[:2] == (slug, code)}


@pytest.mark.parametrize("slug", SLUGS)
def test_money_is_what_is_printed_and_nothing_more(slug: str) -> None:
    lost = set()
    for table in load(slug).tables():
        for _, row in table.rows():
            for column, cell in row.cells.items():
                if isinstance(cell, Amount):
                    assert cell.yuan == number(cell.text) * 10000, (table.code, row.key, column)
                elif isinstance(cell, Number):
                    assert cell.value == number(cell.text.rstrip("%")), (table.code, row.key, column)
                elif cell is None:
                    lost.add((slug, table.code, row.key, column))
    assert lost == {key for key in LOST if key[0] == slug}


@pytest.mark.parametrize(("finding", "slug", "code", "row", "column", "text"), MISTAKES)
def test_mistakes_are_not_mended(finding: str, slug: str, code: str, row: str, column: str, text: str) -> None:
    cell = load(slug).table(code).cell(row, column)
    assert (cell.text if isinstance(cell, Amount | Number) else cell) == text, finding


@pytest.mark.parametrize("slug", SLUGS)
def test_figures_of_the_explanation_are_as_published(slug: str) -> None:
    theirs = [tuple(figure) for section in published.narrative(slug) for figure in section["numbers"]]
    units = "|".join(sorted({re.escape(unit) for _, unit in theirs}, key=len, reverse=True))
    keys = [section.key for section in load(slug).sections]
    explained = load(slug).sections[keys.index("overall") : keys.index("glossary")]
    text = "\n".join(run.text for section in explained for paragraph in section.paragraphs for run in paragraph)
    ours = re.findall(rf"(\d[\d.]*)({units})(?!以上|（含）以上)", text)  # a threshold is no figure
    assert [(MENDED.get((slug, figure), figure), unit) for figure, unit in ours] == theirs
