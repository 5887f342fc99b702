"""The same money through the year: rows are matched, sums add what one document says, rates never guess."""

from collections.abc import Sequence
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from budgets.document import (
    Amount,
    Column,
    Document,
    Figure,
    Number,
    Organisation,
    Panel,
    Row,
    Section,
    Table,
    Text,
    anchor,
)
from budgets.years import (
    Comparison,
    Found,
    Line,
    Stages,
    by_economic,
    by_function,
    by_project,
    history,
    identified,
    mentions,
    public_key,
)

Rows = Sequence[tuple[str, Decimal | None]]
FUNCTIONS = ("2010301", "2010302", "2013101", "2080505", "2210201")
ECONOMICS = ("30101", "30102", "30201", "30302", "31002")
NAMES = ("会费", "档案事业费", "值班补助")
amounts = st.none() | st.integers(0, 10**11).map(lambda fen: Decimal(fen).scaleb(-2))
by_codes = {
    codes: st.dictionaries(st.sampled_from(codes), amounts).map(lambda found: list(found.items()))
    for codes in (FUNCTIONS, ECONOMICS)
}
functions, economics = by_codes[FUNCTIONS], by_codes[ECONOMICS]
projects = st.lists(st.tuples(st.sampled_from(["", "41080024000001"]), st.sampled_from(NAMES), amounts), max_size=5)


def cell(yuan: Decimal | None) -> Amount | None:
    return None if yuan is None else Amount(yuan, f"{yuan}")


def table(code: str, label: str, column: str, rows: Rows) -> Table:
    found = [Row(key, "detail", {label: key, "name": f"科目{key}", column: cell(yuan)}) for key, yuan in rows]
    columns = (Column(label, ("编码",), "code"), Column(column, ("金额",)))
    return Table(code, f"{code}表", "万元", (Panel(columns, tuple(found)),))


def document(kind: str, *sections: Section, year: int = 2023) -> Document:
    slug = f"410800-101-{year}-{kind}"
    who = Organisation("410800", "焦作市", "101", "某局")
    return Document(slug, "文件", who, year, kind, "万元", "test@1", sections)


def printed(kind: str, *tables: Table) -> Document:
    return document(kind, Section("tables", "各表", 1, (), tables))


def told(rows: Rows, stage: str) -> Section:
    runs = tuple(Figure(f"item.{code}.{stage}", "", yuan) for code, yuan in rows)
    return Section("general", "五、一般公共预算", 2, (runs,))


def budget_of(rows: Rows, economic: Rows = ()) -> Document:
    return printed("budget", table("B05", "function", "total", rows), table("B06", "economic", "total", economic))


def final_of(rows: Rows, economic: Rows = ()) -> Document:
    return printed("final", table("F05", "function", "total", rows), table("F06", "code", "amount", economic))


def column(comparison: Comparison, stage: str) -> list[Found]:
    return [getattr(line.stages, stage) for line in comparison.lines]


def at(comparison: Comparison, code: str) -> Line:
    return next(line for line in comparison.lines if line.code == code)


def whole(rows: Rows) -> Decimal | None:
    known = [yuan for _, yuan in rows if yuan is not None]
    return sum(known, Decimal(0)) if rows and len(known) == len(rows) else None


@given(functions, functions)
def test_a_sum_adds_the_rows_of_its_own_document(planned: Rows, spent: Rows) -> None:
    found = by_function(budget_of(planned), final_of(spent), {})
    for line in found.lines:
        under = [[row for row in rows if row[0].startswith(line.code)] for rows in (planned, spent)]
        assert line.stages.actual.yuan == whole(under[1])
        if any(yuan is not None for _, yuan in planned):
            assert line.stages.initial.yuan == whole(under[0])


@given(functions, functions)
def test_every_code_with_money_has_one_row_below_its_class(planned: Rows, spent: Rows) -> None:
    lines = by_function(budget_of(planned), final_of(spent), {}).lines
    codes = [line.code for line in lines]
    money = {code for code, yuan in (*planned, *spent) if yuan}
    assert {line.code for line in lines if line.kind == "detail"} == money
    assert len(codes) == len(set(codes)) and codes == sorted(codes)
    assert {code[:3] for code in money} <= set(codes)


@given(functions, functions, economics, economics)
def test_a_linked_amount_stands_where_it_leads(planned: Rows, spent: Rows, before: Rows, after: Rows) -> None:
    budget, final = budget_of(planned, before), final_of(spent, after)
    places = {
        (each.slug, anchor(f"{table.code}/{row.key}/{key}")): content
        for each in (budget, final)
        for table in each.tables()
        for _, row in table.rows()
        for key, content in row.cells.items()
    }
    for found in (by_function(budget, final, {}), by_economic(budget, final, {})):
        for line in found.lines:
            for each in (line.stages.initial, line.stages.actual):
                if each.fragment:
                    content = places[each.slug, each.fragment]
                    assert each.yuan == (content.yuan if isinstance(content, Amount) else None)


@given(functions)
def test_without_the_other_document_nothing_is_known_of_it(rows: Rows) -> None:
    before, after = by_function(budget_of(rows), None, {}), by_function(None, final_of(rows), {})
    assert all(each == Found() for each in (*column(before, "actual"), *column(after, "initial")))
    assert [line.code for line in before.lines] == [line.code for line in after.lines]


@given(functions, functions)
def test_what_the_final_account_tells_stands_in_for_a_budget(rows: Rows, spent: Rows) -> None:
    final = final_of(spent)
    with_words = document("final", told(rows, "initial"), *final.sections)
    for line in by_function(None, with_words, {}).lines:
        assert line.stages.initial.yuan == whole([row for row in rows if row[0].startswith(line.code)])
    published = budget_of([("2013101", Decimal(5))])
    assert by_function(published, with_words, {}).total.initial.yuan == 5


@given(amounts, amounts, amounts)
def test_a_rate_is_of_a_base_that_is_known_and_not_zero(
    initial: Decimal | None, adjusted: Decimal | None, actual: Decimal | None
) -> None:
    stages = Stages(Found(initial), Found(adjusted), Found(actual))
    base = initial or adjusted
    if actual is None or not base:
        assert stages.rate is None
    else:
        assert stages.rate == actual * 100 / base and stages.difference == actual - base
        assert (stages.base == "initial") == bool(initial)


def test_an_unknown_amount_is_no_zero() -> None:
    budget = budget_of([("2013101", Decimal(10))])
    found = by_function(budget, final_of([("2013101", None), ("2210201", Decimal(0))]), {})
    assert at(found, "2013101").stages.actual.yuan is None
    assert found.total.actual.yuan is None and found.total.rate is None
    assert by_function(budget, final_of([("2013101", Decimal(0))]), {}).total.rate == 0


def test_a_class_that_is_not_divided_keeps_what_is_printed() -> None:
    rows = [("30201", Decimal(4)), ("30202", None)]
    final = final_of([], rows)
    panel = final.table("F06").panels[0]
    whole_class = Row("302", "subtotal", {"code": "302", "name": "商品和服务支出", "amount": Amount(Decimal(9), "9")})
    with_class = printed("final", Table("F06", "F06表", "万元", (Panel(panel.columns, (whole_class, *panel.rows)),)))
    found = by_economic(None, with_class, {})
    assert at(found, "302").stages.actual == Found(Decimal(9), final.slug, "F06-302-amount")
    assert found.total.actual.yuan == 9 and any("没有全部分到款" in note for note in found.notes)


def test_what_a_document_prints_stands_before_what_its_rows_add_up_to() -> None:
    rows = [("2010301", Decimal(4)), ("2130101", Decimal(5))]
    columns = table("F05", "function", "total", rows).panels[0].columns
    found = [
        Row("合计", "total", {"function": "", "name": "合计", "total": cell(Decimal(20))}),
        Row("201", "subtotal", {"function": "201", "name": "", "total": cell(Decimal(14))}),
        Row("20105", "subtotal", {"function": "20105", "name": "", "total": cell(Decimal(10))}),
        *(row for _, row in table("F05", "function", "total", rows).rows()),
    ]
    final = printed("final", Table("F05", "F05表", "万元", (Panel(columns, tuple(found)),)))
    compared = by_function(None, final, {})
    assert compared.total.actual == Found(Decimal(20), final.slug, anchor("F05/合计/total"))
    assert at(compared, "201").stages.actual == Found(Decimal(14), final.slug, "F05-201-total")
    assert at(compared, "213").stages.actual.yuan == 5 and at(compared, "20105").stages.actual.yuan == 10
    assert any("以文件印出的为准" in note for note in compared.notes)
    even = by_function(None, final_of(rows), {})
    assert even.total.actual.yuan == 9 and not any("以文件印出的为准" in note for note in even.notes)


def test_without_sums_of_all_the_printed_classes_add_up() -> None:
    rows = [("30201", Decimal(4))]
    panel = final_of([], rows).table("F06").panels[0]
    sums = Row("302", "subtotal", {"code": "302", "name": "", "amount": cell(Decimal(9))})
    final = printed("final", Table("F06", "F06表", "万元", (Panel(panel.columns, (sums, *panel.rows)),)))
    assert by_economic(None, final, {}).total.actual.yuan == 9


def test_what_only_the_narrative_says_of_an_item_is_read_there() -> None:
    zero = Decimal(0)
    runs = (Figure("item.2010308", "0.00", zero), Figure("item.2013101", "7.00", Decimal(7)))
    final = document("final", Section("items", "支出", 2, (runs,)), *final_of([("2013101", Decimal(6))]).sections)
    found = by_function(budget_of([("2010308", Decimal(12)), ("2013101", Decimal(6))]), final, {})
    assert at(found, "2010308").stages.actual == Found(zero, final.slug, "s-items")
    assert at(found, "2013101").stages.actual.yuan == 6 and found.total.rate == Decimal(600) / 18


def test_totals_are_those_that_the_narrative_tells() -> None:
    runs = (Figure("general.initial", "0.00", Decimal(0)), Figure("general.adjusted", "9.00", Decimal(9)))
    final = document("final", Section("items", "支出", 2, (runs,)), *final_of([("2013101", Decimal(6))]).sections)
    total = by_function(None, final, {}).total
    assert total.initial == Found(Decimal(0), final.slug, "s-items") and total.adjusted.yuan == 9
    assert by_function(budget_of([("2013101", Decimal(5))]), final, {}).total.initial.yuan == 5


def test_what_was_taken_back_has_no_rate() -> None:
    stages = Stages(Found(Decimal(10)), actual=Found(Decimal(-1)))
    assert stages.rate is None and stages.difference == -11


# Projects

HEADS = (Column("name", ("项目",), "text"), Column("total", ("合计",)), Column("adjusted", ("全年预算",)))
Named = Sequence[tuple[str, str, Decimal | None]]


def planned_projects(rows: Named) -> Table:
    found = [
        Row(f"101/{code or place}", "detail", {"name": name, "total": cell(yuan)})
        for place, (code, name, yuan) in enumerate(rows, start=1)
    ]
    return Table("B12", "项目支出预算表", "万元", (Panel(HEADS, tuple(found)),))


def evaluated_projects(rows: Named) -> Table:
    found = [
        Row(
            code or str(place),
            "detail",
            {"name": name, "adjusted": cell(yuan), "executed": cell(yuan), "score": Number(Decimal(90), "90")},
        )
        for place, (code, name, yuan) in enumerate(rows, start=1)
    ]
    return Table("F11", "自评汇总表", "万元", (Panel(HEADS, tuple(found)),))


def year_of(planned: Named, evaluated: Named) -> Comparison:
    return by_project(printed("budget", planned_projects(planned)), printed("final", evaluated_projects(evaluated)))


@given(projects, projects)
def test_every_mention_is_of_one_project(planned: Named, evaluated: Named) -> None:
    budget, final = printed("budget", planned_projects(planned)), printed("final", evaluated_projects(evaluated))
    found = (*mentions(budget), *mentions(final))
    grouped = identified(found)
    assert len(found) == len(planned) + len(evaluated)
    assert sorted(map(repr, found)) == sorted(repr(each) for own in grouped.values() for each in own)
    for own in grouped.values():
        assert len({each.code for each in own if each.code}) <= 1
    assert len({public_key(key) for key in grouped}) == len(grouped)
    lines = by_project(budget, final).lines
    assert len(lines) == (len(grouped) + 1 if grouped else 0)


@given(projects, projects)
def test_the_total_of_projects_is_that_of_each_document(planned: Named, evaluated: Named) -> None:
    found = year_of(planned, evaluated)
    assert found.total.actual.yuan == whole([(name, yuan) for _, name, yuan in evaluated])


def test_a_project_is_matched_by_its_code_before_its_name() -> None:
    one, two = Decimal(10), Decimal(20)
    found = year_of([("41080024000001", "会费", one)], [("41080024000001", "会费（改名）", two)])
    assert [(line.stages.initial.yuan, line.stages.actual.yuan) for line in found.lines] == [(one, two)] * 2
    apart = year_of([("41080024000001", "会费", one)], [("41080024000002", "会费", two)])
    assert len(apart.lines) == 3 and any("会费" in note for note in apart.notes)
    named = year_of([("41080024000001", "会费", one)], [("", "会费", two)])
    assert len(named.lines) == 2 and named.total.rate == 200


def test_a_name_that_two_codes_have_cannot_be_told_apart() -> None:
    one = Decimal(10)
    found = year_of([("41080024000001", "会费", one), ("41080024000002", "会费", one)], [("", "会费", one)])
    assert len(found.lines) == 4 and any("无法对应" in note for note in found.notes)


def test_a_name_beside_its_own_code_is_another_project() -> None:
    one, two = Decimal(10), Decimal(20)
    found = year_of([("41080024000001", "会费", one), ("", "会费", two)], [])
    assert sorted((line.code, line.stages.initial.yuan) for line in found.lines[1:]) == [
        ("", two),
        ("41080024000001", one),
    ]
    assert any("无法对应" in note for note in found.notes)


@pytest.mark.parametrize("key", ["3", "12", "OA24", "101/2024 OA/IT", "101/3", "101/值班"])
def test_a_short_key_is_no_code(key: str) -> None:
    rows = (Row(key, "detail", {"name": "重点工作", "total": cell(Decimal(1)), "adjusted": cell(Decimal(1))}),)
    for code in ("B12", "F11"):
        (found,) = mentions(printed("budget", Table(code, "表", "万元", (Panel(HEADS, rows),))))
        assert (found.code, found.name) == ("", "重点工作")


def said(*lines: str) -> Document:
    paragraphs = tuple((Text(line),) for line in lines)
    quarter = (Text("用款"), Figure("statement.quarter1", "1.00", Decimal(1)))
    section = Section("statements", "项目经费情况说明", 1, (*paragraphs, quarter))
    return document("budget", section, *printed("budget", planned_projects([("", "会费", Decimal(3))])).sections)


@pytest.mark.parametrize(
    ("lines", "names"),
    [
        (("项目：新建", "一、项目概况", "概况。"), ["新建"]),
        (("某局没有公开项目经费情况说明。", "项目：新建"), []),
        (("项目：新建", "二、立项依据", "项目：编的", "依据。", "三、实施主体", "某局。"), ["新建"]),
        (("项目：新建", "二、立项依据", "项目：编的", "三、实施主体", "某局。"), ["新建"]),
        (("项目：新建", "二、立项依据", "依据。", "项目：又一个", "一、项目概况", "概况。"), ["新建", "又一个"]),
        (("项目：新建", "一、项目概况", "概况。", "项目：会费", "三、实施主体", "某局。"), ["新建", "会费"]),
        (("项目：新建", "一、项目概况", "本项目：编的", "一、项目概况"), ["新建"]),
    ],
)
def test_a_statement_begins_where_one_may_begin(lines: Sequence[str], names: Sequence[str]) -> None:
    found = [mention for mention in mentions(said(*lines)) if not mention.table]
    assert [mention.name for mention in found] == names
    assert [mention.name for mention in found if mention.stages.initial.yuan] == names[-1:]


def test_totals_of_different_projects_are_not_measured() -> None:
    found = year_of([("", "会费", Decimal(10))], [("", "会费", Decimal(9)), ("", "值班补助", Decimal(99))])
    assert not found.lines[0].measured and found.lines[1].measured


# Real documents


@pytest.fixture(scope="module")
def final(documents: dict[str, Document]) -> Document:
    return documents["410803-101-2023-final"]


def test_rows_of_one_code_lead_to_their_sum_or_to_the_table() -> None:
    rows = [("30101", Decimal(3)), ("30101", Decimal(4)), ("30102", Decimal(5)), ("30102", Decimal(0))]
    lines = [
        Row(f"{code}.{place}", "detail", {"economic": code, "total": cell(yuan)})
        for place, (code, yuan) in enumerate(rows)
    ]
    columns = (Column("economic", ("编码",), "code"), Column("total", ("金额",)))
    found = by_economic(printed("budget", Table("B06", "B06表", "万元", (Panel(columns, tuple(lines)),))), None, {})
    summed, same = at(found, "30101").stages.initial, at(found, "30102").stages.initial
    assert (summed.yuan, summed.fragment) == (Decimal(7), "B06")
    assert (same.yuan, same.fragment) == (Decimal(5), anchor("B06/30102.2/total"))
    assert any("链接指向整张表" in note for note in found.notes)


def test_rows_of_one_project_lead_to_the_table() -> None:
    found = year_of([("41080024000001", "会费", Decimal(3)), ("41080024000001", "会费", Decimal(4))], [])
    (line,) = found.lines[1:]
    assert (line.stages.initial.yuan, line.stages.initial.fragment) == (Decimal(7), "B12")
    assert any("链接指向整张表" in note for note in found.notes)


@pytest.mark.django_db
def test_the_year_of_a_real_final_account(final: Document) -> None:
    functions, projects = by_function(None, final, {}), by_project(None, final)
    assert functions.total.initial.yuan == functions.total.actual.yuan == Decimal("6117000")
    assert at(functions, "2012604").name == "档案馆" and at(functions, "20126").stages.rate == 100
    assert len(projects.lines) == 23 and projects.total.actual.yuan == Decimal("1694900")
    assert projects.total.initial.yuan is None, "only three of the projects have a form that tells it"
    assert by_economic(None, final, {}).total.actual.yuan == Decimal("6050000")


@pytest.mark.django_db
def test_a_real_project_with_a_form(final: Document) -> None:
    found = identified(mentions(final))["2023年改革办工作经费"]
    assert [mention.table for mention in found] == ["F11", "F12"]
    (year,) = history(found, {final.slug: final})
    assert (year.stages.initial.yuan, year.stages.actual.yuan) == (Decimal("50000"), Decimal("50000"))
    assert year.marked is not None and year.marked.score == 96
    assert ("产出", "≥50%", "50%", "20", "20") in [
        (each.kind, each.target, each.actual, each.weight, each.score) for each in year.indicators
    ]
    assert year.expected == "保障深改办日常工作正常开展。"


@pytest.mark.django_db
def test_a_real_budget_names_a_project_in_its_tables_and_its_words(documents: dict[str, Document]) -> None:
    found = identified(mentions(documents["410800-101-2024-budget"]))["410800220000000062157"]
    assert {mention.table for mention in found} == {"", "B12", "B15"}
    assert {mention.stages.initial.yuan for mention in found} == {Decimal("350000")}
    assert {mention.unit for mention in found if mention.unit} == {"中国共产党焦作市委员会办公室"}


@pytest.mark.django_db
def test_a_real_statement_names_its_project(documents: dict[str, Document]) -> None:
    found = identified(mentions(documents["310107-wanli-2024-budget"]))
    assert [len(own) for own in found.values()] == [1]
    ((mention,),) = found.values()
    assert mention.name and not mention.code and mention.stages.initial.yuan == Decimal("6322000")


@pytest.mark.django_db
def test_the_sums_of_real_documents_are_those_of_their_rows(documents: dict[str, Document]) -> None:
    for each in documents.values():
        pair = (each, None) if each.kind == "budget" else (None, each)
        notes = (*by_function(*pair, {}).notes, *by_economic(*pair, {}).notes)
        assert not any("以文件印出的为准" in note for note in notes), each.slug
