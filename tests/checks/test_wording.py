"""Examples of the checks of words, names and years."""

import pytest

from budgets.checks import FAILS, HOLDS, Context, check
from budgets.checks.book import Book
from budgets.checks.registry import checks
from budgets.checks.report import judged
from budgets.document import Section
from tests.checks.documents import Example, Examples, case, document, four, grid, said
from tests.growth import BY_LENGTH, growth

FINE = "2024年收入总计1261.66万元，支出总计1261.66万元，比2023年增加84.41万元，增长7.17%，主要原因：项目支出增加。"
NOTHING = case(grid("B03", "total", {"合计": ("1.00",)}), title="")


def text(
    *paragraphs: str, key: str = "overall", heading: str = "一、收入支出预算总体情况说明", **more: object
) -> Example:
    """A document with one section of these paragraphs."""
    return case(said(key, *paragraphs, heading=heading), **more)  # type: ignore[arg-type]


def headed(*headings: str) -> Example:
    """A document with sections of these headings."""
    return case(*(said(f"s{place}", FINE, heading=heading) for place, heading in enumerate(headings)))


def labelled(label: str) -> Example:
    """A document with a table of one label."""
    return case(said("overall", FINE), grid("B04", "label$ amount", {"expenditure/203": (label, "1.00")}))


def glossary(*entries: str) -> Example:
    """A document with a glossary."""
    return text(*entries, key="glossary", heading="第三部分　名词解释")


def other(sentence: str) -> Example:
    """A sentence on money, where another department is known."""
    return text(sentence, context=Context(others=("甲市乙区财政局", "甲市丁区丙局")))


def over(words: str) -> Section:
    """The line over a table that says whose it is."""
    return said("B03", words, heading="部门支出预算表")


PROCURED = (
    "2023年度政府采购支出总额{0}万元，其中：政府采购货物支出{0}万元、政府采购工程支出0.00万元、政府采购服务支出0.00万元。"
    "授予中小企业合同金额{0}万元，占政府采购支出总额的{1}。"
)


def procured(amount: str, share: str) -> Example:
    """What final accounts say of procurement."""
    words = PROCURED.format(amount, share)
    return text(words, key="procurement", heading="十一、政府采购支出情况说明", kind="final", year=2023)


EXAMPLES: Examples = {
    "wording-01": four(text(FINE), text("XX单位2024年收入总计××万元。"), text("更换机要X设备，公式×100%。"), NOTHING),
    "wording-02": four(
        headed("九、其他重要事项情况说明"),
        headed("九、其他重要事项情况说明（以下情况金额为0的，仍需进行情况说明）"),
        text("甲市乙区丙局（下同）2024年收入总计1.00万元。"),
        NOTHING,
    ),
    "wording-03": four(text(FINE), text("年初预算为0.00万元。。"), text("继续改进……完善政策。"), NOTHING),
    "wording-04": four(
        text("支出决算为35.36万元。"), text("支出决算为35.36.00万元。"), text("1.2.3节、2024.03.01印发。"), NOTHING
    ),
    "wording-05": four(text(FINE), labelled("<p>规范</p>"), text("比重<5%且>1%。"), NOTHING),
    "wording-06": four(
        labelled("（三）国防支出"), labelled("（三）国防支出（"), text("1）办公费（含邮电费)，2)印刷费"), NOTHING
    ),
    "wording-07": four(
        text(FINE),
        text("归属中共甲市中国共产党甲市委员会办公室管理。", name="中国共产党甲市委员会办公室", region_name="甲市"),
        text("由甲市乙区丙局归口，天天值班。"),
        NOTHING,
    ),
    "wording-08": four(
        text("专项转移支付项目共有0项。"), text("共有0项，主要是：0项目0万元。"), text("共有10项目0.50万元。"), NOTHING
    ),
    "wording-09": four(
        text("执法执勤车0辆；"), text("执法执勤车0辆0；"), text("设备0台（套），车3辆2024年购入"), NOTHING
    ),
    "wording-10": four(
        text("预算数与2023年保持一致。"),
        text("预算数比2023年保持一致。"),
        text("比上年增加0.50万元，与前年持平。"),
        NOTHING,
    ),
    "wording-11": four(text("增长7.17%。"), text("增加0万元，增长0%。"), text("增长0.01%。"), NOTHING),
    "wording-12": four(
        text("比上年减少0.08万元。"), text("比上年减少0万元。"), text("比上年增加0.00万元，与上年持平。"), NOTHING
    ),
    "wording-13": four(
        procured("10.00", "100.00%"), procured("0.00", "0.00%"), procured("0.01", "100.00%"), text(FINE)
    ),
    "wording-14": four(
        text("2024年收入总计1261.66万元，支出总计1261.66万元。"),
        text("2024年收入总计1261.66元，支出总计1261.66万元。"),
        text("2024年收入总计1261.66万元，支出总计12616600.00元。"),
        NOTHING,
    ),
    "wording-15": four(
        text("档案13.84万元，设备5.00万元。"),
        text("档案13.84万元，设备5.00万元，印刷14.5万元。"),
        text("档案13.84万元，设备5.00万元，印刷35万元。"),
        NOTHING,
    ),
    "wording-16": four(
        text("占84.99%，占7.31%。"), text("占84.99%，占7.31%，占100.0%。"), text("占84.99%，占7.31%，占100%。"), NOTHING
    ),
    "wording-17": four(
        text("住宿费、差旅费、伙食补助费"),
        text("住宿费、旅费、伙食补助费", "住宿费、差旅费、伙食补助费"),
        text("住宿费、旅费、伙食费", "邮电费、差旅费、会议费"),
        NOTHING,
    ),
    "wording-18": four(
        headed("（一）总体情况", "（二）结构情况", "（三）具体情况"),
        headed("（一）总体情况。", "（二）结构情况", "（三）具体情况"),
        headed("（一）总体情况。", "（二）结构情况。"),
        case(),
    ),
    "wording-19": four(
        headed("七、政府性基金预算支出情况说明", "八、国有资本经营预算支出情况说明"),
        headed("七、政府性基金预算支出情况说明", "八、国有资本经营预算支出预算情况说明"),
        headed("七、政府性基金支出情况说明", "八、国有资本经营支出情况说明"),
        headed("七、政府性基金预算支出情况说明"),
    ),
    "wording-20": four(text("507.37万元，共10个项目"), text("507.37万元,共10个项目"), text("1,261.66万元"), NOTHING),
    "wording-21": four(
        headed("2024年部门收支预算表"),
        headed("2023年部门收支预算表"),
        headed("附件二　《2023年年鉴》2024年预算表"),
        case(title="部门预算"),
    ),
    "wording-22": four(
        text("2024年收入总计1.00万元，与2023年预算相比增加0.50万元。"),
        text("2021年收入总计1.00万元。"),
        text("依据〔2015〕15号和《2018年工作方案》，2025年支出预算另行安排。"),
        text("收入总计1.00万元。"),
    ),
    "wording-23": four(
        other("甲市乙区丙局2024年收入合计1.00万元。"),
        other("甲市丁区丙局2024年收入合计1.00万元。"),
        text(
            "甲市乙区丙局2024年收入合计1.00万元，"
            "主要用于按规定履行职责，保障机构运转、开展各项业务活动、落实上级部署和完成其他工作任务，并报甲市乙区财政局。",
            context=Context(others=("甲市乙区财政局",)),
        ),
        text("甲市丁区丙局2024年收入合计1.00万元。"),
    ),
    "wording-24": four(
        case(over("部门：甲市中站区丙局办公室"), name="甲市中站区丙局办公室", region_name="中站区"),
        case(over("部门：甲市中山区丙局办公室"), name="甲市中站区丙局办公室", region_name="中站区"),
        case(over("部门：甲市解放区丙局办公室"), name="甲市中站区丙局办公室", region_name="中站区"),
        case(over("部门：本单位"), name="甲市中站区丙局办公室", region_name="中站区", title="部门预算"),
    ),
    "wording-25": four(
        case(over("部门名称：甲市乙区丙局")),
        case(over("部门名称：甲市乙区丁局")),
        case(over("部门名称：甲市乙区丙局（汇总）")),
        case(over("单位：万元")),
    ),
    "wording-26": four(
        headed("（一）总体情况", "（二）结构情况"),
        headed("（一）总体情况", "(二)结构情况"),
        text("（一）因公出国(境)费", "（二）接待费"),
        text(FINE),
    ),
    "wording-27": four(
        glossary("一、甲。", "二、乙。", "三、丙。"),
        glossary("一、甲。", "二、乙", "三、丙。"),
        glossary("一、甲：", "二、乙。", "三、丙。"),
        text(FINE),
    ),
}


@pytest.mark.parametrize("words", ["（", "“", "《", "【填写", "（2023年"])
def test_a_quotation_that_is_never_closed_takes_time_by_its_length_only(words: str) -> None:
    own = tuple(each for each in checks() if each.family == "wording")

    def read(size: int) -> None:
        text = words * (size // len(words))
        list(judged(Book(document(said("overall", text, heading=text), title=text)), own))

    assert growth(read, 66_000) < BY_LENGTH


@pytest.mark.parametrize(
    ("title", "outcome"),
    [("《2023年工作》2024年预算", HOLDS), ("2023年预算", FAILS), ("（2023年）2024年预算", HOLDS)],
)
def test_a_year_is_looked_for_outside_quotation(title: str, outcome: str) -> None:
    found = check(document(title=title)).judged
    assert [each.outcome for each in found if each.check.id == "wording-21"] == [outcome]
