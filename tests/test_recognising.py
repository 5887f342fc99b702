"""Numbers of plain explanations get our names again; what is not understood says so; no text is ever changed."""

import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from budgets.document import (
    Amount,
    Column,
    Document,
    Figure,
    Organisation,
    Panel,
    Paragraph,
    Row,
    Section,
    Table,
    Text,
    from_json,
    to_json,
)
from budgets.narrative.figures import NAMES
from budgets.recognising import lists, recognise
from budgets.recognising.rules import UNNAMED, Rules, rules_of
from tests.growth import BY_LENGTH, growth

SLUGS = (
    "310107-social-work-2024-final",
    "310107-wanli-2023-budget",
    "310107-wanli-2024-budget",
    "410395-001-2024-budget",
    "410704-101-2024-budget",
    "410800-101-2024-budget",
    "410802-524-2024-budget",
    "410803-101-2023-final",
)
# (sample, name) → the name that its words have in other samples, and why nothing in the text tells the two apart.
SAME_WORDS = {
    ("310107-wanli-2023-budget", "planned.count"): "performance_management.target_count",
    ("310107-wanli-2023-budget", "planned.total"): "performance_management.target_amount",
}
ORGANISATION = Organisation("410000", "某省", "101", "某某办公室")
ZERO = Amount(Decimal(0), "")


def said(section: str, *paragraphs: str, kind: str = "budget", heading: str = "", tables: tuple[Table, ...] = ()):
    """A document of 2024 that says these paragraphs in one section."""
    narrative = Section(section, heading, 2, tuple((Text(paragraph),) for paragraph in paragraphs))
    sections = (narrative, Section("annex", "附件", 1, (), tables))
    return Document("s", "某某办公室2024年度部门预算", ORGANISATION, 2024, kind, "万元", "none@1", sections)


def table(code: str, columns: str, *rows: tuple[str, str, dict[str, str]]) -> Table:
    """A table of text cells: rows by key and kind."""
    made = tuple(Column(key, (key,), "text") for key in columns.split())
    return Table(code, code, "万元", (Panel(made, tuple(Row(key, kind, dict(cells)) for key, kind, cells in rows)),))


def functional(code: str, *named: tuple[str, str]) -> Table:
    """A table of functional codes and names."""
    kinds = {3: "subtotal", 5: "subtotal", 7: "detail"}
    rows = [(key, kinds[len(key)], {"function": key, "name": name, "total": ZERO}) for key, name in named]
    return table(code, "function name total", *rows)


F05 = functional(
    "F05",
    ("201", "一般公共服务支出"),
    ("20126", "档案事务"),
    ("2012601", "行政运行"),
    ("2012604", "档案馆"),
    ("20131", "党委办公厅（室）及相关机构事务"),
    ("2013101", "行政运行"),
    ("208", "社会保障和就业支出"),
    ("20805", "行政事业单位养老支出"),
    ("2080505", "机关事业单位基本养老保险缴费支出"),
)
B01 = table(
    "B01",
    "label amount",
    ("expenditure/201", "detail", {"label": "一、一般公共服务"}),
    ("expenditure/205", "detail", {"label": "五、教育支出"}),
    ("expenditure/213", "detail", {"label": "十三、农林水事务"}),
    ("expenditure/215", "detail", {"label": "十五、资源勘探信息等"}),
    ("expenditure/208", "detail", {"label": "八、社会保障和就业"}),
)
B12 = table(
    "B12",
    "kind name total",
    ("101/410800220000000030401", "detail", {"kind": "其他运转类", "name": "档案事业费"}),
    ("101/410800220000000030402", "detail", {"kind": "其他运转类", "name": "市专用通讯局办公经费"}),
    ("101/3", "detail", {"kind": "其他运转类", "name": "无码项目经费"}),
    ("101/410800220000000030404", "detail", {"kind": "其他运转类", "name": "同名经费"}),
    ("101/410800220000000030405", "detail", {"kind": "其他运转类", "name": "同名经费"}),
)


def figures(document: Document) -> list[Figure]:
    """The figures that are found in it."""
    return list(recognise(document).figures())


def named(section: str, *paragraphs: str, **rest) -> list[tuple[str, str]]:
    """(name, size as signed text) of every number that is found."""
    return [(each.name, signed(each)) for each in figures(said(section, *paragraphs, **rest))]


def signed(figure: Figure) -> str:
    number = figure.yuan if figure.yuan is not None else figure.value
    assert number is not None
    return f"{'-' if number < 0 else ''}{figure.text}"


def words(paragraph: Paragraph) -> str:
    return "".join(run.text for run in paragraph)


def texts(document: Document) -> list[str]:
    return [words(paragraph) for section in document.sections for paragraph in section.paragraphs]


def flat(document: Document) -> Document:
    """The document as somebody else would have it: every paragraph plain text."""
    return replace(
        document,
        sections=tuple(
            replace(section, paragraphs=tuple((Text(words(paragraph)),) for paragraph in section.paragraphs))
            for section in document.sections
        ),
    )


def reported(document: Document) -> list[Figure]:
    return [each for each in document.figures() if each.yuan is not None or each.value is not None]


# The eight samples.


@pytest.mark.django_db
def test_the_figures_of_the_samples_are_found_again_with_their_names(documents: dict[str, Document]) -> None:
    right = 0
    whole = 0
    for slug in SLUGS:
        ours, found = reported(documents[slug]), [each for each in figures(flat(documents[slug])) if each.name]
        assert [each.text for each in found] == [each.text for each in ours], slug
        expected = [SAME_WORDS.get((slug, each.name), each.name) for each in ours]
        assert [each.name for each in found] == expected, slug
        right += sum(a.name == b.name for a, b in zip(ours, found, strict=True))
        whole += len(ours)
    assert right >= 0.97 * whole


@pytest.mark.django_db
@pytest.mark.parametrize("slug", SLUGS)
def test_the_figures_of_a_sample_have_unit_size_and_sign(documents: dict[str, Document], slug: str) -> None:
    for ours, found in zip(reported(documents[slug]), reported(recognise(flat(documents[slug]))), strict=True):
        assert (found.unit, found.cell, found.base) == (ours.unit, "", None)
        assert (found.yuan is None) == (ours.yuan is None)
        size, exact = (each.yuan if each.yuan is not None else each.value for each in (found, ours))
        assert size is not None and exact is not None
        # What is printed is rounded: to the last of two places, in 万元 or in percent.
        assert abs(size - exact) <= (Decimal("50.01") if ours.unit == "万元" else Decimal("0.0051"))
        assert size * exact >= 0


@pytest.mark.django_db
@pytest.mark.parametrize("slug", SLUGS)
def test_no_text_of_a_sample_is_changed(documents: dict[str, Document], slug: str) -> None:
    plain = flat(documents[slug])
    found = recognise(plain)
    assert texts(found) == texts(plain)
    assert list(found.tables()) == list(plain.tables())
    assert replace(found, sections=()) == replace(plain, sections=())


@pytest.mark.django_db
@pytest.mark.parametrize("slug", SLUGS)
def test_a_document_with_figures_stays_as_it_is(documents: dict[str, Document], slug: str) -> None:
    ours = [each for each in recognise(documents[slug]).figures() if each.name]
    assert ours == list(documents[slug].figures())


@pytest.mark.django_db
def test_the_lists_of_the_samples_are_found(documents: dict[str, Document]) -> None:
    found = {kind: names for _, _, kind, names in lists(flat(documents["410803-101-2023-final"]))}
    assert found["staff"][:2] == ["基本工资", "津贴补贴"] and found["staff"][-1] == "退休费"
    assert found["public"][-1] == "维修（护）费"
    assert found["class"] == ["一般公共服务支出", "社会保障和就业支出", "卫生健康支出", "住房保障支出"]
    assert found["item"][1] == "一般公共服务支出/档案事务/档案馆"
    assert lists(documents["410803-101-2023-final"]) == lists(flat(documents["410803-101-2023-final"]))


@pytest.mark.django_db
@pytest.mark.parametrize("slug", SLUGS)
def test_sections_are_known_by_their_headings_alone(documents: dict[str, Document], slug: str) -> None:
    """Keys that are not ours: the same names, but for sections whose words do not tell them apart."""
    plain = flat(documents[slug])
    foreign = replace(
        plain,
        sections=tuple(replace(each, key=f"s{place}") for place, each in enumerate(plain.sections)),
    )
    by_key, by_heading = figures(plain), figures(foreign)
    same = sum(a == b for a, b in zip(by_key, by_heading, strict=True))
    assert same >= 0.95 * len(by_key)


FULL_WIDTH = str.maketrans("0123456789.%", "０１２３４５６７８９．％")
HALF_WIDTH = str.maketrans("（），：；", "(),:;")


@pytest.mark.django_db
@pytest.mark.parametrize(
    "typed",
    [
        lambda text: text.translate(FULL_WIDTH),
        lambda text: text.translate(HALF_WIDTH),
        lambda text: re.sub(r"(?<=[\u4e00-\u9fff])(?=\d)|(?<=\d)(?=[\u4e00-\u9fff%])", " ", text),
        lambda text: re.sub(r"(\d+\.\d+)", r"**\1**", text),
    ],
    ids=["full width", "half width", "spaces", "emphasis"],
)
def test_names_do_not_depend_on_how_it_is_typed(documents: dict[str, Document], typed: Callable[[str], str]) -> None:
    for document in documents.values():
        plain = flat(document)
        other = replace(
            plain,
            sections=tuple(
                replace(section, paragraphs=tuple((Text(typed(words(each))),) for each in section.paragraphs))
                for section in plain.sections
            ),
        )
        assert [each.name for each in figures(other)] == [each.name for each in figures(plain)]


HOSTILE = (
    ("performance", "绩效跟踪1个"),
    ("performance", "绩效跟踪1个1元"),
    ("performance", "申报绩效目标涉及项目1个1元"),
    ("performance", "评级为1个"),
    ("three_public", "接待外宾1个，"),
    ("three_public", "国内接待1批"),
    ("three_public", "出国（境）团组1个"),
    ("procurement", "小微企业预留由小微企业1元"),
    ("overall", "占"),
    ("overall", "用于用于，比1元"),
    ("overall", "比预算增加1元"),
    ("overall", "1元" + " " * 1000),
    ("overall", "1. 1万元"),
    ("overall", "1 . "),
    ("overall", "111，"),
    ("overall", "111 "),
    ("general", "某"),
    ("general", "某某支出1万元"),
    ("general", "“a—a-a"),
    ("general", "用于以下方面：“a-b”科目，1万元"),
    ("basic", "人员经费"),
    ("basic", "人员经费，主要包括：" + "、" * 1000),
    ("basic", "人员经费，主要包括：" + "（" * 1000),
)


@pytest.mark.parametrize("kind", ["budget", "final"])
@pytest.mark.parametrize(("section", "repeated"), HOSTILE)
def test_a_long_paragraph_takes_time_by_its_length_only(section: str, repeated: str, kind: str) -> None:
    """200 KB that say one thing again and again, and never end a sentence."""

    def read(size: int) -> None:
        text = repeated * (size // len(repeated.encode())) + "，1万元"
        document = said(section, text, kind=kind, tables=(F05, B01))
        recognise(document)
        lists(document)

    assert growth(read, 200_000) < BY_LENGTH


def test_a_path_in_marks_that_are_not_closed_takes_time_by_its_length_only() -> None:
    assert named("explanation", f"“{'某—' * 300}1万元。", tables=(F05,)) == [("", "1")]
    assert growth(lambda size: named("explanation", f"“{'某—' * size}1万元。", tables=(F05,)), 4000) < BY_LENGTH


def test_a_long_heading_takes_time_by_its_length_only() -> None:
    for words in ("一般公共预算", "收支"):
        assert growth(lambda size, words=words: named("s1", "5万元。", heading=words * size), 10_000) < BY_LENGTH


def test_the_last_word_of_a_mark_tells_which_it_is() -> None:
    sentence = "评级为“优”的项目1个，评级为“良”的2个；自评等级为“优”的1个，“良”的项目2个。"
    assert [name for name, _ in named("performance", sentence, kind="final")] == [
        "performance_management.grade1",
        "performance_management.grade2",
        "evaluated.grade1",
        "evaluated.grade2",
    ]


def test_what_was_said_long_ago_in_a_sentence_names_nothing() -> None:
    long = "某" * 400
    assert named("performance", f"绩效跟踪项目5个，{long}，涉及预算资金6万元。") == [
        ("performance_management.tracked_count", "5"),
        ("", "6"),
    ]


# Sentences as they are published, in neutral words.


def test_totals_with_a_change_and_a_rate() -> None:
    sentence = (
        "某办公室2024年收入总计1070万元，支出总计1070 万元，与2023年预算相比，收支总计各增加20.30万元，增长1.93%。"
    )
    assert named("overall", sentence) == [
        ("income.total", "1070"),
        ("expenditure.total", "1070"),
        ("income.total.change", "20.30"),
        ("income.total.rate", "1.93"),
    ]


@pytest.mark.parametrize("total", ["收、支总计均为", "收入总计和支出总计均为", "收入支出总计"])
def test_a_total_of_both_sides_decreases(total: str) -> None:
    found = figures(
        said(
            "overall",
            f"2024年度{total}611.70万元。与上年度相比，收、支总计各减少123.95万元，下降20.26%。",
            kind="final",
        )
    )
    assert [(each.name, each.yuan, each.value) for each in found] == [
        ("income.total", Decimal("6117000.00"), None),
        ("income.total.change", Decimal("-1239500.00"), None),
        ("income.total.rate", None, Decimal("-20.26")),
    ]


def test_every_fund_of_income() -> None:
    sentence = (
        "收入合计3088.57万元，其中：一般公共预算3088.57万元；政府性基金收入0万元；国有资本经营收入0万元；"
        "财政专户管理资金收入0万元；事业收入0万元；事业单位经营收入0万元；上级补助收入0万元；附属单位上缴收入0万元；"
        "其他收入0万元；上年结转结余20万元（其中国有资本经营预算20万元）。"
    )
    funds = ["general", "fund", "capital", "special", "service", "business", "superior", "subordinate", "other"]
    expected = ["total", *funds, "carried", "carried_capital"]
    assert [name.removeprefix("income.") for name, _ in named("income", sentence)] == expected


def test_income_and_expenditure_of_final_accounts_are_of_the_year() -> None:
    assert named("income", "收入合计611.70万元，其中：财政拨款收入611.70万元，占100%。", kind="final") == [
        ("income.current", "611.70"),
        ("income.fiscal", "611.70"),
        ("income.fiscal.share", "100"),
    ]
    assert named("expenditure", "支出合计611.70万元，其中：项目支出6.70万元，占1.10%。", kind="final")[0] == (
        "expenditure.current",
        "611.70",
    )


def test_classes_are_known_by_the_names_of_the_tables() -> None:
    sentence = (
        "一般公共预算支出年初预算为1261.66万元，主要用于以下方面：一般公共服务(类)支出 966.70 万元，占 76.62 %；"
        "教育支出8.43万元，占0.27%；社会保障和就业支出（类）151.90万元，占12.04%；未知事务（类）支出1万元，占0.10%。"
    )
    assert named("general", sentence, tables=(B01,)) == [
        ("general.total", "1261.66"),
        ("general.class.201", "966.70"),
        ("general.class.201.share", "76.62"),
        ("general.class.205", "8.43"),
        ("general.class.205.share", "0.27"),
        ("general.class.208", "151.90"),
        ("general.class.208.share", "12.04"),
        ("general.class.?未知事务", "1"),
        ("general.class.?未知事务.share", "0.10"),
    ]


@pytest.mark.parametrize(
    ("printed", "code"), [("农林水支出", "213"), ("资源勘探工业信息等支出", "215"), ("其中：教育支出", "205")]
)
def test_a_class_is_known_where_its_label_is_an_older_one(printed: str, code: str) -> None:
    assert named("general", f"{printed}5万元。", tables=(B01,)) == [(f"general.class.{code}", "5")]


def test_a_paragraph_that_breaks_off_goes_on_in_the_next() -> None:
    broken = ("用于以下方面：一般公共服务（类）支出5万元，占50%；社会保", "障和就业（类）支出5万元，占50%。")
    assert [name for name, _ in named("general", *broken, tables=(B01,))][2:] == [
        "general.class.208",
        "general.class.208.share",
    ]


def test_items_are_known_by_their_path_of_names() -> None:
    found = named(
        "general_items",
        "支出年初预算为611.70万元,支出决算为611.70万元,完成年初预算的100.0%。其中:",
        "1. 一般公共服务支出(类)档案事务(款)行政运行(项)。年初预算为2.93万元,支出决算为2.93万元,"
        "完成年初预算的100.00%。",
        "2. 一般公共服务支出（类）党委办公厅(室)及相关机构事务（款）行政运行（项）。全年预算为4万元，"
        "支出决算为3万元，完成全年预算的75%。",
        kind="final",
        tables=(F05,),
    )
    assert [name for name, _ in found] == [
        "general.initial",
        "general.total",
        "general.total.completion",
        "item.2012601.initial",
        "item.2012601",
        "item.2012601.completion",
        "item.2013101.adjusted",
        "item.2013101",
        "item.2013101.completion",
    ]


def test_an_item_that_is_ambiguous_or_unknown_keeps_its_name() -> None:
    assert named(
        "explanation", "1．行政运行（项）5万元。", "2．某类（类）某款（款）某项（项）6万元。", tables=(F05,)
    ) == [
        ("item.?行政运行", "5"),
        ("item.?某类/某款/某项", "6"),
    ]


def test_an_item_against_last_year() -> None:
    sentence = (
        "“一般公共服务支出（类）档案事务（款）档案馆（项）”25.77万元，主要用于档案工作。"
        "2023年当年预算执行数为60.13万元，2024年预算安排25.77万元，比2023年预算执行数减少57.14%，主要原因：少做5万元的事。"
    )
    assert named("explanation", sentence, tables=(F05,)) == [
        ("item.2012604", "25.77"),
        ("item.2012604.prior", "60.13"),
        ("item.2012604", "25.77"),
        ("item.2012604.rate", "-57.14"),
        ("", "5"),
    ]


def test_basic_expenditure_with_shares() -> None:
    sentence = "基本支出年初预算为562.63万元。其中：人员经费支出510.01万元，占90.65%；公用经费支出52.62万元，占9.35%。"
    assert [name for name, _ in named("basic", sentence)] == [
        "basic.total",
        "basic.staff",
        "basic.staff.share",
        "basic.public",
        "basic.public.share",
    ]


def test_three_public_expenses_of_a_budget() -> None:
    found = named(
        "three_public",
        "2024年“三公”经费预算为0.73万元，比上年预算数减少0.08万元，下降9.88%。",
        "（二）公务用车购置及运行费0万元。其中公务车辆购置费0万元，主要用于公务用车，比上年减少0万元，较上年下降0%；"
        "公务用车运行维护费 0万元，用于燃料和公务接待用车等，比上年增加2万元。",
        "（三）公务接待费3.95万元，主要用于公务接待（含外宾接待）支出，比上年预算数增加0.11万元，增长2.86%。",
    )
    assert found == [
        ("three_public.total", "0.73"),
        ("three_public.total.change", "-0.08"),
        ("three_public.total.rate", "-9.88"),
        ("three_public.vehicles", "0"),
        ("three_public.purchase", "0"),
        ("three_public.purchase.change", "0"),
        ("three_public.purchase.rate", "0"),
        ("three_public.operation", "0"),
        ("three_public.operation.change", "2"),
        ("three_public.reception", "3.95"),
        ("three_public.reception.change", "0.11"),
        ("three_public.reception.rate", "2.86"),
    ]


def test_three_public_expenses_of_final_accounts() -> None:
    found = named(
        "three_public_items",
        "公务用车购置及运行费预算数为12.22万元，支出决算数为12.22万元，完成预算的100.00%，占100.00%。",
        "公务用车购置支出为0.00万元，购置车辆0台。期末公务用车保有量为10辆。",
        "全年因公出国（境）团组2个，累计5人次。接待国（境）外来访团组1个、来访外宾3人次。",
        kind="final",
    )
    assert found == [
        ("three_public_budget.vehicles", "12.22"),
        ("three_public_final.vehicles", "12.22"),
        ("three_public_final.vehicles.completion", "100.00"),
        ("three_public_final.vehicles.share", "100.00"),
        ("three_public_final.purchase", "0.00"),
        ("three_public_final.cars_bought", "0"),
        ("three_public_final.cars_kept", "10"),
        ("three_public_final.trips", "2"),
        ("three_public_final.travellers", "5"),
        ("three_public_final.foreign_groups", "1"),
        ("three_public_final.foreign_guests", "3"),
    ]


def test_receptions_are_counted_in_other_words() -> None:
    sentence = "国内公务接待支出5万元。全年国内公务接待批次6个，共30人次，接待外宾2批次、7人次。公务用车购置数1辆。"
    assert named("three_public", sentence, kind="final") == [
        ("three_public_final.reception_domestic", "5"),
        ("three_public_final.domestic_groups", "6"),
        ("three_public_final.domestic_guests", "30"),
        ("three_public_final.foreign_groups", "2"),
        ("three_public_final.foreign_guests", "7"),
        ("three_public_final.cars_bought", "1"),
    ]


def test_running_expenses_and_procurement() -> None:
    running = "运转经费支出预算52.62万元，保障正常运转，包含公用经费等，预算数比2023年减少83.51万元。"
    assert named("running", running) == [("running.total", "52.62"), ("running.total.change", "-83.51")]
    bought = (
        "政府采购支出总额8万元，其中：货物支出5万元、工程支出0万元、服务支出3万元。"
        "授予中小企业合同金额4万元，占政府采购支出总额的50%；货物采购授予中小企业合同金额占货物支出的80%。"
    )
    assert [name for name, _ in named("procurement", bought)] == [
        "procurement.total",
        "procurement.goods",
        "procurement.works",
        "procurement.services",
        "procurement.awarded_sme",
        "procurement.awarded_sme.share",
        "",
    ]


def test_vehicles_and_equipment_but_no_thresholds() -> None:
    sentence = (
        "共有车辆0辆，其中：一般公务用车0辆，执法执勤车0辆0；单价50万元以上通用设备1台（套），"
        "单位价值100万元（含）以上专用设备2套。"
    )
    assert named("assets", sentence) == [
        ("assets.cars_total", "0"),
        ("assets.cars_general", "0"),
        ("assets.cars_law", "0"),
        ("assets.large_general", "1"),
        ("assets.large_special", "2"),
    ]
    assert [name for name, _ in named("assets", "2024年预算安排购置车辆1辆，其中：其他用车1辆。")] == [
        "purchases.cars_total",
        "purchases.cars_other",
    ]


def test_key_projects_are_known_by_name() -> None:
    found = named(
        "performance",
        "支出总额为3088.57万元，其中：项目支出355.03万元，涉及项目14个。有2项重点项目。重点项目一：档案事业费项目，年初预算"
        "安排13.84万元，主要用于购买设备3台。重点项目二：专用通信局办公经费，2024年度预算安排为35万元。重点项目三：无码项目经费，"
        "安排1万元。重点项目四：同名经费，安排2万元。重点项目五：别处的事，安排3万元。",
        tables=(B12,),
    )
    assert found == [
        ("performance.total", "3088.57"),
        ("performance.project", "355.03"),
        ("projects.count", "14"),
        ("projects.key_count", "2"),
        ("project.410800220000000030401", "13.84"),
        ("", "3"),
        ("project.410800220000000030402", "35"),
        ("project.〔无码项目经费〕", "1"),
        ("project.?同名经费", "2"),
        ("project.?别处的事", "3"),
    ]


def test_grades_of_final_accounts() -> None:
    sentence = (
        "2023年度2个项目支出绩效自评中，1个项目自评等级为优，1个项目自评等级为良，"
        "0个项目自评等级为中，0个项目自评等级为差。"
    )
    assert [name for name, _ in named("evaluation_results", sentence, kind="final")] == [
        "evaluated.count",
        *(f"evaluated.grade{place}" for place in (1, 2, 3, 4)),
    ]


# What is no figure, and what is one without a name.


@pytest.mark.parametrize(
    "text",
    [
        "支出决算为35.36.00万元。",
        "2024年12月31日，第3项。",
        "（1）收入；1. 支出；一、合计。",
        "根据财预〔2020〕10号和《2024年5项规定》办理，实现“100.00%”。",
        "单价50万元以上、100万元（含）以上、五十万元以上的设备。",
        "满意度不低于95%，每年至少2次，1-3个，3个月，5个工作日，10分钟。",
        "第2批、W06单元、X5元。",
        "单价50万元的设备，50万元至100万元，5—10万元。",
        "其中0.1234567890123456万元，0.1234567万元，1,234.1234567%。",
        "收入总计1234567890123456万元，-1234567890123456元，123456789012万元，12345678亿元，",
        "收入总计1,234,567,890,123,456元，1 234 567 890 123 456.00元。",
        f"收入总计{'1,' + '111,' * 30}111万元，{'1. ' * 30}1万元，{'111 ' * 30}111.00万元。",
    ],
)
def test_what_is_no_figure_stays_text(text: str) -> None:
    assert figures(said("overall", text)) == []


def test_numbers_that_are_not_understood_have_no_name() -> None:
    found = figures(said("overall", "另有零星经费5万元，占3%，提高2个百分点，涉及4张表。"))
    assert [(each.name, each.text, each.unit) for each in found] == [
        ("", "5", "万元"),
        ("", "3", "%"),
        ("", "2", "个百分点"),
        ("", "4", ""),
    ]


def test_a_number_is_never_given_to_another_subject() -> None:
    """A change or share of something without a name has none, although a total was spoken of before."""
    sentence = "收入总计10万元，其中：某某经费4万元，占40%，比上年增加1万元。主要原因：人员增加，支出增加3万元。"
    assert named("overall", sentence) == [("income.total", "10"), ("", "4"), ("", "40"), ("", "1"), ("", "3")]


@pytest.mark.parametrize("section", ["overall", "income", "fiscal", "explanation"])
@pytest.mark.parametrize("kind", ["budget", "final"])
@pytest.mark.parametrize(
    "words",
    ["使用非财政拨款结余", "非财政拨款收入", "非同级财政拨款收入", "上年结转财政拨款", "年初财政拨款结转和结余"],
)
def test_money_that_is_not_fiscal_or_is_left_over_is_no_fiscal_money(section: str, kind: str, words: str) -> None:
    assert named(section, f"其中：{words}50.00万元，占5%，比上年增加1万元。", kind=kind) == [
        ("", "50.00"),
        ("", "5"),
        ("", "1"),
    ]


def test_fiscal_money_has_its_name_behind_money_that_is_not_fiscal() -> None:
    assert named("income", "使用非财政拨款结余50.00万元、财政拨款收入4万元。") == [
        ("", "50.00"),
        ("income.fiscal", "4"),
    ]


def test_what_is_fiscal_of_an_evaluation_is_no_other_money() -> None:
    sentence = "自评涉及预算资金5万元，其中{}财政拨款4万元。"
    names = [[name for name, _ in named("performance", sentence.format(each), kind="final")] for each in ("", "非")]
    assert names == [["evaluation.adjusted", "evaluation.fiscal"], ["evaluation.adjusted", ""]]


@pytest.mark.parametrize(
    "words",
    [
        "{}当年拨款收入",
        "{}本年拨款收入",
        "{}当年财政拨款",
        "{}财政拨款当年收入",
        "{}拨款收入",
        "当年{}拨款收入",
        "本年度{}财政拨款",
    ],
)
@pytest.mark.parametrize(
    ("fund", "key"), [("一般公共预算", "general"), ("政府性基金预算", "fund"), ("国有资本经营预算", "capital")]
)
def test_what_is_appropriated_this_year_is_income_without_what_is_carried_over(words: str, fund: str, key: str) -> None:
    sentence = f"财政拨款收支总计9万元。收入包括：{words.format(fund)}900.00万元、上年结转100.00万元。"
    for section in ("fiscal", "explanation"):
        assert named(section, sentence)[1:2] == [(f"income.{key}", "900.00")]
    assert named("fiscal", sentence)[2:] == [("", "100.00")]


def test_both_sides_of_a_budget_are_its_total() -> None:
    sentence = "一般公共预算收支预算9万元，政府性基金预算拨款收、支总计8万元，国有资本经营收入和支出7万元。"
    assert [name for name, _ in named("fiscal", sentence)] == ["fiscal.general", "fiscal.fund", "fiscal.capital"]
    # Of what is spent this year nothing is named: the total holds what is left for the next.
    assert named("fiscal", "一般公共预算当年拨款支出5万元，本年一般公共预算支出4万元。") == [("", "5"), ("", "4")]


def test_income_of_this_year_in_sections_of_one_budget() -> None:
    assert named("overall", "其中：一般公共预算当年拨款收入5万元。") == [("income.general", "5")]
    assert named("fund", "政府性基金预算当年拨款收入5万元。") == [("income.fund", "5")]
    assert named("fund", "政府性基金预算本年拨款收入5万元。", kind="final") == [("fund.income", "5")]
    assert named("capital", "国有资本经营预算当年拨款收入5万元。") == [("income.capital", "5")]


@pytest.mark.parametrize("section", ["overall", "income", "fiscal", "explanation"])
def test_what_is_carried_over_of_one_budget_is_no_income_of_the_year(section: str) -> None:
    sentence = "一般公共预算上年结转3万元，上年结转政府性基金2万元，国有资本经营预算拨款年初结转1万元。"
    assert named(section, sentence) == [
        ("income.carried_general", "3"),
        ("income.carried_fund", "2"),
        ("income.carried_capital", "1"),
    ]
    brackets = "上年结转20万元（其中：一般公共预算15万元、政府性基金5万元）。"
    assert [name for name, _ in named(section, brackets)][1:] == ["income.carried_general", "income.carried_fund"]


def test_brackets_behind_other_money_say_nothing_of_what_is_carried_over() -> None:
    assert named("income", "财政拨款收入9万元（其中：一般公共预算8万元、政府性基金1万元）。") == [
        ("income.fiscal", "9"),
        ("income.general", "8"),
        ("income.fund", "1"),
    ]


def test_a_change_is_one_against_last_year() -> None:
    against_budget = "支出决算为5万元，比年初预算减少1万元，下降16.67%。"
    assert named("general_items", against_budget, kind="final") == [
        ("general.total", "5"),
        ("", "1"),
        ("", "16.67"),
    ]
    assert named("running", "运行经费5万元，由上年的4万元增加到5万元。") == [
        ("running.total", "5"),
        ("running.total.prior", "4"),
        ("", "5"),
    ]


def test_amounts_of_last_year() -> None:
    assert named("three_public", "2023年“三公”经费预算数为12万元，2024年“三公”经费预算数为11万元。") == [
        ("three_public.total.prior", "12"),
        ("three_public.total", "11"),
    ]
    # Last year's year alone makes no amount last year's: it may be left over.
    assert named("overall", "2023年收入总计1070万元。") == [("income.total", "1070")]


def test_a_quotation_mark_that_is_not_closed_hides_no_number() -> None:
    assert named("three_public", "2024年“三公经费预算为0.73万元，比“上年”预算数减少0.08万元。")[0] == (
        "three_public.total",
        "0.73",
    )


@pytest.mark.parametrize(
    ("printed", "yuan"),
    [
        ("1,241.66万元", "12416600.00"),
        ("1，241.66 万元", "12416600.00"),
        ("１２４１．６６万元", "12416600.00"),
        ("**1241.66**万元", "12416600.00"),
        ("1241. 66 万 元", "12416600.00"),
        ("12,416,600.00元", "12416600.00"),
        ("0.12亿元", "12000000.00"),
        ("-5万元", "-50000.00"),
        ("0.000001万元", "0.01"),
        ("12345678901.123456万元", "123456789011234.56"),
        ("-9999999.999999亿元", "-999999999999900.00"),
        ("123456789012345元", "123456789012345.00"),
    ],
)
def test_numbers_as_they_are_printed(printed: str, yuan: str) -> None:
    (found,) = figures(said("income", f"收入合计{printed}。"))
    assert (found.name, found.yuan) == ("income.total", Decimal(yuan))
    assert found.text in printed and not found.text.endswith((" ", "*"))


def test_the_unit_stays_in_the_text_behind() -> None:
    document = recognise(said("assets", "共有车辆3辆，固定资产总额５万元。"))
    assert document.sections[0].paragraphs == (
        (
            Text("共有车辆"),
            Figure("assets.cars_total", "3", value=Decimal(3)),
            Text("辆，固定资产总额"),
            Figure("assets.total", "５", yuan=Decimal("50000.00"), unit="万元"),
            Text("万元。"),
        ),
    )


def test_figures_that_are_there_say_what_is_spoken_of() -> None:
    ours = Figure("general.class.201", "5.00", yuan=Decimal(50000), cell="B01/expenditure/201/amount", unit="万元")
    document = said("general", "")
    runs = (Text("一般公共服务支出"), ours, Text("万元，占50%。"))
    document = replace(document, sections=(replace(document.sections[0], paragraphs=(runs,)),))
    (paragraph,) = recognise(document).sections[0].paragraphs
    assert paragraph[1] is ours
    assert paragraph[3] == Figure("general.class.201.share", "50", value=Decimal(50), unit="%")


@pytest.mark.django_db
@pytest.mark.parametrize("slug", SLUGS)
def test_what_is_recognised_is_a_document_like_any_other(documents: dict[str, Document], slug: str) -> None:
    found = recognise(flat(documents[slug]))
    assert from_json(to_json(found)) == found
    assert recognise(found) == found


@pytest.mark.parametrize("slug", ["410395-001", "410704-101", "410800-101", "410802-524", "410803-101"])
def test_the_numbers_of_published_documents_have_names(slug: str) -> None:
    published = pytest.importorskip("tests.published_documents")
    (address,) = (each for each in published.SLUGS if each.startswith(slug))
    found = figures(published.load(address))
    assert len(found) >= 45
    assert sum(each.name != "" for each in found) >= 0.95 * len(found)
    assert not [each.name for each in found if "?" in each.name]


# Sections.


@pytest.mark.parametrize(
    ("heading", "sentence", "name"),
    [
        ("一、收入支出预算总体情况说明", "支出总计5万元。", "expenditure.total"),
        ("二、收入预算总体情况说明", "事业收入5万元。", "income.service"),
        ("三、支出预算总体情况说明", "项目支出5万元。", "expenditure.project"),
        ("四、财政拨款收入支出预算总体情况说明", "政府性基金收支预算5万元。", "fiscal.fund"),
        ("五、一般公共预算支出预算情况说明", "项目支出5万元。", "general.project"),
        ("六、一般公共预算基本支出预算情况说明", "公用经费5万元。", "basic.public"),
        ("七、政府性基金预算支出情况说明", "政府性基金预算支出5万元。", "fund.total"),
        ("八、国有资本经营预算支出情况说明", "国有资本经营预算支出5万元。", "capital.total"),
        ("九、一般公共预算“三公”经费支出情况说明", "公务接待费5万元。", "three_public.reception"),
        ("（一）机构运转经费", "运转经费5万元。", "running.total"),
        ("（二）政府采购支出情况", "货物5万元。", "procurement.goods"),
        ("（三）预算绩效管理工作开展情况", "项目支出5万元。", "performance.project"),
        ("（四）国有资产占用情况", "办公设备5万元。", "assets.office_equipment"),
        ("（五）专项转移支付项目情况", "专项转移支付项目共有5项。", "transfer.count"),
        ("二、预算单位构成", "共5个预算单位。", "units.count"),
        ("三、名词解释", "收入总计5万元。", ""),
    ],
)
def test_a_section_is_known_by_its_heading(heading: str, sentence: str, name: str) -> None:
    assert named("s7", sentence, heading=heading) == [(name, "5")]
    assert named("s1", heading, sentence) == [(name, "5")]


def test_a_narrative_that_is_not_divided_ends_with_its_last_heading() -> None:
    paragraphs = ("一、收入支出预算总体情况说明", "收入总计5万元。", "第三部分 名词解释", "一、收入总计：如6万元。")
    assert named("s1", *paragraphs) == [("income.total", "5"), ("", "6")]


# Lists.


def test_lists_of_basic_expenditure_over_broken_paragraphs() -> None:
    document = said(
        "basic",
        "基本支出9万元。",
        "其中：人员经费5万元，主要包括：基本工资、津贴补贴、对个人和家庭的补助（离休、退休）、维修",
        "(护)费等；公用经费4万元，主要包括：办公费、邮电费。",
    )
    assert lists(document) == [
        ("basic", 1, "staff", ["基本工资", "津贴补贴", "对个人和家庭的补助（离休、退休）", "维修（护）费"]),
        ("basic", 1, "public", ["办公费", "邮电费"]),
    ]


def test_lists_are_found_in_a_narrative_that_is_not_divided() -> None:
    document = said(
        "s1",
        "五、一般公共预算支出情况说明",
        "主要用于以下方面：教育支出1万元。",
        "六、一般公共预算基本支出情况说明",
        "（二）公用经费4万元。主要包括：办公费、邮电费等。",
    )
    assert lists(document) == [
        ("s1", 3, "public", ["办公费", "邮电费"]),
        ("s1", 1, "class", ["教育支出"]),
    ]


def test_lists_of_classes_and_items() -> None:
    document = said(
        "general",
        "主要用于以下方面：一般公共服务(类)支出 9 万元，占 90 %；教育支出（类）1万元，占10%。",
        "1．教育支出（类）进修及培训（款）培训支出（项）。年初预算为1万元。",
        kind="final",
    )
    assert lists(document) == [
        ("general", 0, "class", ["一般公共服务支出", "教育支出"]),
        ("general", 1, "item", ["教育支出/进修及培训/培训支出"]),
    ]


# Whatever is said.

PIECES = [
    *'0123456789０１９．.,，、。；：:（）()《》“”"〔〕【】%％-—~ 　*#¤万元亿个项人辆台套次批分占比年月日第',
    *("万元", "台（套）", "人次", "增加", "减少", "增长", "完成", "占", "上年", "收入总计", "支出总计", "其中：", "\n"),
    *("（类）", "（款）", "（项）", "一般公共服务支出", "主要原因：", "主要用于", "以上", "重点项目一：", "35.36.00"),
]
KEYS = sorted({*rules_of("budget"), *rules_of("final"), "other"})
made_up = st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=3)), max_size=40).map("".join)


@given(st.sampled_from(KEYS), st.sampled_from(["budget", "final"]), st.lists(made_up, max_size=4))
def test_no_text_is_ever_changed(section: str, kind: str, paragraphs: list[str]) -> None:
    document = said(section, *paragraphs, kind=kind, tables=(F05, B01, B12))
    found = recognise(document)
    assert texts(found) == texts(document)
    for figure in found.figures():
        assert any(character.isdigit() for character in figure.text)
        assert (figure.yuan is None) != (figure.value is None)
    lists(document)


@given(made_up, st.data())
def test_nor_where_the_text_comes_in_pieces(text: str, data: st.DataObject) -> None:
    cuts = sorted(data.draw(st.lists(st.integers(0, len(text)), max_size=3)))
    ends = [0, *cuts, len(text)]
    runs = tuple(Text(text[start:end]) for start, end in pairwise(ends))
    document = said("income", "")
    document = replace(document, sections=(replace(document.sections[0], paragraphs=(runs,)),))
    assert texts(recognise(document)) == [text]


# The tables of rules.


def names_of(rules: Rules) -> Iterator[str]:
    """Every name that rules can give to an amount or count."""
    templates = (rules.plain, *(template for _, template in rules.stages if rules.plain != "{}"))
    for subject in (rules.start, *(name for _, name in rules.amounts)):
        if subject not in ("", UNNAMED):
            yield from (template.format(subject) for template in templates)
    yield from (name for _, name in rules.exact)
    for _, name in rules.counts:
        yield from (template.format(name) for _, template in rules.count_stages or (("", "{}"),))


@pytest.mark.parametrize("kind", ["budget", "final"])
def test_every_name_of_the_rules_is_one_of_ours(kind: str) -> None:
    not_ours = {name for rules in rules_of(kind).values() for name in names_of(rules)} - set(NAMES)
    # No stock holds general cars bought, no budget has domestic receptions: names that nothing ever prints.
    allowed = {UNNAMED, "evaluation.{project}", "purchases.cars_general", "purchases.large_general"}
    allowed |= {"purchases.large_special", "three_public_budget.reception_foreign"}
    allowed |= {"three_public_budget.reception_domestic"}
    assert not_ours <= allowed


def test_the_package_does_not_know_django() -> None:
    code = "import sys, budgets.recognising; sys.exit('django' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
