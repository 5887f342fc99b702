"""``check_document``: reads our JSON from whoever wrote it, tells the findings, never falls over."""

import copy
import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.db import OperationalError
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from budgets.checking.lists import lists_of, lists_shipped
from budgets.checks import Check, check
from budgets.document import LARGEST_FILE, DocumentError, from_bytes, from_json, to_json
from budgets.document.reader import KINDS
from budgets.management.commands import check_document
from budgets.models import Code, EconomicMapping
from tests.small_document import small_document
from tests.stub_checks import ASKED, BASIS, DOUBTFUL, EQUAL, MISSING, NEARLY, TITLE, WORDED, Only

DOCUMENT = {
    "organisation": {"region": "410800", "code": "101", "name": "某局"},
    "title": "某局2024年部门预算",
    "year": 2024,
    "kind": "budget",
    "sections": [
        {
            "key": "tables",
            "tables": [
                {
                    "code": "B01",
                    "title": "收支总表",
                    "unit": "万元",
                    "columns": [
                        {"key": "name", "heading": ["项目"], "kind": "text"},
                        {"key": "amount", "heading": ["金额"], "kind": "amount"},
                    ],
                    "rows": [
                        {"key": f"{side}/total", "cells": {"name": name, "amount": {"yuan": yuan, "text": text}}}
                        for side, name, yuan, text in (
                            ("income", "收入总计", "700000.00", "70.00"),
                            ("expenditure", "支出总计", "600000.00", "60.00"),
                        )
                    ],
                }
            ],
        }
    ],
}


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "文件.json"
    path.write_text(json.dumps(DOCUMENT, ensure_ascii=False), encoding="utf-8")
    return path


def run(file: Path, capsys: pytest.CaptureFixture[str], *options: str) -> tuple[int, str, str]:
    """Exit code, what was said, what was complained of."""
    code = 0
    try:
        call_command("check_document", str(file), *options)
    except SystemExit as end:
        code = int(end.code or 0)
    told = capsys.readouterr()
    return code, told.out, told.err


@pytest.mark.django_db
def test_what_is_said_in_words(only: Only, file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    only(NEARLY, DOUBTFUL, EQUAL, ASKED, MISSING, WORDED)
    code, said, _ = run(file, capsys)
    assert code == 1
    assert "比较 6 处：相符 0，尾差 1，不符 3，无法核对 2" in said
    order = ["不符（3 处）", "〔矛盾〕", "〔提醒〕", "无法核对（2 处）", "〔疑问〕", "尾差（1 处）"]
    assert [said.index(words) for words in order] == sorted(said.index(words) for words in order)
    for words in (TITLE, BASIS, "B01/income/total/amount = 70 万元", "B01/expenditure/total/amount = 60 万元"):
        assert words in said
    assert "相差：10 万元" in said and "可能有误" in said and "“某局2024年部门预算”" in said


@pytest.mark.django_db
@pytest.mark.parametrize(("checks", "code"), [((), 0), ((NEARLY, ASKED, MISSING), 0), ((EQUAL,), 1), ((DOUBTFUL,), 1)])
def test_the_exit_code_says_whether_anything_is_wrong(
    only: Only, file: Path, capsys: pytest.CaptureFixture[str], checks: tuple[Check, ...], code: int
) -> None:
    only(*checks)
    assert run(file, capsys)[0] == run(file, capsys, "--json")[0] == code


@pytest.mark.django_db
def test_the_json_has_the_agreed_shape(only: Only, file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    only(EQUAL)
    said = json.loads(run(file, capsys, "--json")[1])
    assert said["tables"] == [{"code": "B01", "title": "收支总表", "pages": [], "verified": False}]
    assert said["counts"] == said["equalities"] == {"相符": 0, "尾差": 0, "不符": 1, "无法核对": 0}
    (finding,) = said["findings"]
    assert (finding["check"], finding["severity"], finding["outcome"]) == ("try-01", "contradiction", "不符")
    assert finding["difference"] == "100000.00" and finding["basis"] == BASIS and "10 万元" in finding["message"]
    left, right = finding["left"], finding["right"]
    assert (left["place"], left["text"], left["yuan"]) == ("B01/income/total/amount", "70.00", "700000.00")
    assert (right["place"], right["yuan"]) == ("B01/expenditure/total/amount", "600000.00")


@pytest.mark.django_db
def test_a_table_of_which_all_holds_is_verified(only: Only, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    only(EQUAL)
    text = json.dumps(DOCUMENT).replace("600000.00", "700000.00").replace("60.00", "70.00")
    (tmp_path / "a.json").write_text(text)
    assert json.loads(run(tmp_path / "a.json", capsys, "--json")[1])["tables"][0]["verified"] is True
    only()
    assert json.loads(run(tmp_path / "a.json", capsys, "--json")[1])["tables"][0]["verified"] is False


@pytest.mark.parametrize("problem", [OperationalError("no such table"), OperationalError("connection refused")])
def test_no_database_is_needed(
    file: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, problem: Exception
) -> None:
    def fails(year: int) -> None:
        raise problem

    monkeypatch.setattr(check_document, "lists_of", fails)
    code, said, _ = run(file, capsys)
    assert code in (0, 1) and "比较" in said


@pytest.mark.django_db
def test_the_lists_of_a_year_are_those_of_the_database_before_the_shipped_ones() -> None:
    Code.objects.create(scheme="functional", year=2024, code="2010101", name="新的名称")
    Code.objects.create(scheme="economic", year=2023, code="39999", name="别的年度")
    EconomicMapping.objects.create(year=2024, economic="39901", government="59999")
    found, shipped = lists_of(2024), lists_shipped()
    assert found.of_year == {"functional": {"2010101": "新的名称"}, "economic": {}, "government": {}}
    assert found.known["functional"]["2010101"] == "新的名称"
    assert found.known["functional"]["2010102"] == shipped.known["functional"]["2010102"]
    assert "39999" not in {**found.known["economic"]} or "39999" in shipped.known["economic"]
    assert found.mapping["39901"] == {"59999"} and found.mapping["30101"] == {"50101", "50501"}
    assert len(shipped.known["functional"]) > 900 and not shipped.of_year["functional"]


BAD = {
    "not there": (None, "没有这个文件"),
    "empty": (b"", "不是 JSON"),
    "no JSON": (b"{", "不是 JSON"),
    "no object": (b"[1]", "最外层 应是对象"),
    "no document": (b"{}", "organisation 缺少"),
    "NaN": (b'{"year": NaN}', "NaN"),
    "infinite": (b'{"year": -Infinity}', "-Infinity"),
    "deep": (b"[" * 200_000, "套叠太深"),
    "thousands of digits": (b'{"year": ' + b"9" * 5000 + b"}", "大得离谱"),
    "another encoding": ("收入".encode("gbk"), "UTF-8"),
    "UTF-16": ("{}".encode("utf-16"), "UTF-8"),
    "too large": (b" " * (LARGEST_FILE + 1), "20 MB"),
}


@pytest.mark.parametrize("which", BAD)
def test_what_cannot_be_read_is_said_in_chinese(tmp_path: Path, capsys: pytest.CaptureFixture[str], which: str) -> None:
    content, words = BAD[which]
    path = tmp_path / "x.json"
    if content is not None:
        path.write_bytes(content)
    code, said, complaint = run(path, capsys)
    assert (code, said) == (2, "")
    assert words in complaint and "Traceback" not in complaint


def test_a_folder_is_no_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, _, complaint = run(tmp_path, capsys)
    assert code == 2 and "这是文件夹" in complaint


def changed(path: tuple[Any, ...], value: Any) -> dict[str, Any]:
    """The document with another value at a place."""
    data = copy.deepcopy(DOCUMENT)
    *outer, last = path
    inner: Any = data
    for key in outer:
        inner = inner[key]
    inner[last] = value
    return data


TABLE = ("sections", 0, "tables", 0)
AMOUNT = (*TABLE, "rows", 1, "cells", "amount")
PLACE = "sections[0].tables[0].rows[1].cells.amount"


@pytest.mark.parametrize(
    ("path", "value", "says"),
    [
        (("year",), 24, "year 应在 1949 至 2100 之间"),
        (("year",), True, "year 应是整数"),
        (("year",), "二〇二四", "year 应是整数"),
        (("kind",), "plan", "kind 应是"),
        (("organisation",), [], "organisation 应是对象"),
        (("organisation", "name"), None, "organisation.name 应是文字"),
        (("sections",), {}, "sections 应是数组"),
        (("sections", 0), "x", "sections[0] 应是对象"),
        ((*TABLE, "columns", 1, "kind"), "money", "sections[0].tables[0].columns[1].kind 应是"),
        ((*TABLE, "rows", 1, "key"), "\ud800", "sections[0].tables[0].rows[1].key 有不成字符的编码"),
        ((*AMOUNT, "yuan"), "NaN", f"{PLACE}.yuan “NaN”不是数"),
        ((*AMOUNT, "yuan"), "1e999999999", f"{PLACE}.yuan"),
        ((*AMOUNT, "yuan"), "9" * 30, f"{PLACE}.yuan"),
        ((*AMOUNT, "yuan"), None, f"{PLACE}.yuan 应是数"),
        ((*AMOUNT, "yuan"), float("inf"), f"{PLACE}.yuan"),
        ((*AMOUNT, "text"), "0." + "0" * 60, f"{PLACE}.text 小数超过"),
        (AMOUNT, 5, f"{PLACE} 应是对象"),
        (AMOUNT, {}, f"{PLACE}.value 缺少"),
        (("sections", 0, "paragraphs"), [[{}]], "sections[0].paragraphs[0][0].text 缺少"),
        (("sections", 0, "paragraphs"), [[{"figure": "a", "text": "1", "cell": "x"}]], "paragraphs[0][0].cell"),
    ],
)
def test_what_is_malformed_is_refused_with_its_place(path: tuple[Any, ...], value: Any, says: str) -> None:
    with pytest.raises(DocumentError) as refused:
        from_json(changed(path, value))
    assert says in str(refused.value)


def of_sections(**sections: Any) -> dict[str, Any]:
    """The document with another section."""
    return changed(("sections", 0), {"key": "s", **sections})


def of_tables(count: int, rows: int = 0, cells: int = 0) -> list[dict[str, Any]]:
    """Tables of one panel, their cells empty."""
    row = {"key": "a", "cells": {f"c{number}": "" for number in range(cells)}}
    return [{"code": f"B{number}", "columns": [], "rows": [row] * rows} for number in range(count)]


FIGURE = {"figure": "a", "text": "1", "unit": "万元"}
LONG = [[], [{"text": "字" * 60_000}] * 2]
BASED = {**FIGURE, "yuan": "1", "base": {"yuan": "0.001", "text": "1"}}
PANELS = [{"key": side, "columns": [], "rows": [{"key": "a", "cells": {"c": ""}}] * 100_001} for side in "ab"]
EXCESS = {
    "paragraph": (of_sections(paragraphs=LONG), "sections[0].paragraphs[1] 一段超过 100000"),
    "paragraphs": (of_sections(paragraphs=[[]] * 5_001), "sections[0].paragraphs[5000] 段落超过 5000"),
    "tables": (of_sections(tables=of_tables(201)), "sections[0].tables[200] 表超过 200"),
    "cells": (
        of_sections(tables=of_tables(2, 200, 501)),
        "sections[0].tables[1].rows[199].cells.c101 单元格超过 200000",
    ),
    "panels": (
        of_sections(tables=[{"code": "B01", "panels": PANELS}]),
        "sections[0].tables[0].panels[1].rows[99999].cells.c 单元格超过",
    ),
    "decimals": (changed((*AMOUNT, "yuan"), "600000.001"), f"{PLACE}.yuan 小数超过 6 位"),
    "digits": (changed((*AMOUNT, "yuan"), "-" + "9" * 16), f"{PLACE}.yuan 整数部分超过 15 位"),
    "number": (changed(AMOUNT, {"value": "9" * 16, "text": "1"}), f"{PLACE}.value 整数部分超过 15 位"),
    "figure": (of_sections(paragraphs=[[{**FIGURE, "yuan": "0.001"}]]), "sections[0].paragraphs[0][0].yuan 小数超过"),
    "count": (of_sections(paragraphs=[[{**FIGURE, "value": 10**15}]]), "sections[0].paragraphs[0][0].value 整数部分"),
    "base": (of_sections(paragraphs=[[BASED]]), "sections[0].paragraphs[0][0].base.yuan 小数超过"),
}


@pytest.mark.parametrize("which", EXCESS)
def test_what_goes_beyond_the_limits_is_refused_with_its_place(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], which: str
) -> None:
    data, says = EXCESS[which]
    (tmp_path / "x.json").write_text(json.dumps(data))
    code, said, complaint = run(tmp_path / "x.json", capsys)
    assert (code, said) == (2, "") and says in complaint


def test_the_limits_themselves_are_allowed() -> None:
    paragraphs = [[{"text": "字" * 100_000}], [{**FIGURE, "yuan": "9" * 15 + ".990"}], *[[]] * 4_998]
    tables = [*of_tables(199), *of_tables(1, 400, 500)]
    content = json.dumps(of_sections(paragraphs=paragraphs, tables=tables)).encode()
    assert len(from_bytes(content).sections[0].paragraphs) == 5_000


def test_what_has_been_published_is_read_without_the_limits_on_files() -> None:
    assert from_json(changed((*AMOUNT, "yuan"), "9" * 17)).table("B01").cell("expenditure/total", "amount")


def crash(book: Any) -> Iterator[Any]:
    yield from EQUAL.compare(book)
    raise ZeroDivisionError("nothing")


@pytest.mark.django_db
@pytest.mark.parametrize("options", [(), ("--json",)])
def test_a_check_that_crashes_is_no_fault_of_the_document(
    only: Only, file: Path, capsys: pytest.CaptureFixture[str], options: tuple[str, ...]
) -> None:
    only(EQUAL, replace(DOUBTFUL, compare=crash, title="出错的检查"))
    code, said, complaint = run(file, capsys, *options)
    assert (code, said) == (2, "")
    for words in ("核对时出错", file.name, "“出错的检查”（try-02）", "ZeroDivisionError nothing"):
        assert words in complaint
    assert "Traceback" not in complaint


@pytest.mark.django_db
def test_what_crashes_elsewhere_has_no_place(
    only: Only, file: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def deep(*_: Any) -> None:
        raise RecursionError

    only(EQUAL)
    for name in ("report_words", "Book"):
        monkeypatch.setattr(check_document, name, deep)
        code, _, complaint = run(file, capsys)
        assert code == 2 and complaint.strip().endswith(f"{file.name}，RecursionError")


@pytest.mark.parametrize("yuan", ["600000", 600000, 600000.0, "600000.00", "-600000.00"])
def test_numbers_may_be_written_in_words_or_as_numbers(yuan: Any) -> None:
    cell = from_json(changed((*AMOUNT, "yuan"), yuan)).table("B01").cell("expenditure/total", "amount")
    assert abs(cell.yuan) == 600000  # type: ignore[union-attr]


def test_a_mark_of_the_byte_order_is_passed_over() -> None:
    assert from_bytes(b"\xef\xbb\xbf" + json.dumps(DOCUMENT).encode()) == from_json(DOCUMENT)


# Fuzzing: a good document, with some of its values taken away, doubled or made into something else

ODD = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.text(max_size=8),
    st.sampled_from(["NaN", "1e400", "-0", "0.000001", "9" * 17, "合计", "万元", "元", "%", "/", "a/b/c", *KINDS]),
    st.lists(st.none(), max_size=2),
    st.dictionaries(st.sampled_from(["yuan", "value", "text", "key", "figure"]), st.text(max_size=4), max_size=2),
)


def places(data: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Every place of some JSON."""
    inner = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    return [path, *(place for key, value in inner for place in places(value, (*path, key)))]


WHOLE = json.loads(json.dumps(to_json(small_document())))
PLACES = [path for path in places(WHOLE) if path]


@st.composite
def mutated(draw: Any) -> Any:
    data = copy.deepcopy(WHOLE)
    for path in draw(st.lists(st.sampled_from(PLACES), min_size=1, max_size=3)):
        try:
            inner = data
            for key in path[:-1]:
                inner = inner[key]
            way = draw(st.sampled_from(["other", "gone", "double"]))
            if way == "gone":
                del inner[path[-1]]
            elif way == "double" and isinstance(inner, list):
                inner.append(copy.deepcopy(inner[path[-1]]))
            else:
                inner[path[-1]] = draw(ODD)
        except (KeyError, IndexError, TypeError):
            continue  # an earlier change took the place away
    return data


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(mutated())
def test_whatever_is_changed_it_is_a_document_or_refused(data: Any) -> None:
    try:
        document = from_json(data)
    except DocumentError as refused:
        assert "JSON" in str(refused)
        return
    assert from_json(json.loads(json.dumps(to_json(document)))).title == document.title
    assert sum(check(document).counts.values()) >= len(check(document).findings)


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=200))
def test_whatever_bytes_there_are_nothing_falls_over(content: bytes) -> None:
    with pytest.raises(DocumentError):
        from_bytes(content)
