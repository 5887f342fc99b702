"""Headings are merged, panels are joined, cells span their groups."""

from dataclasses import replace

from budgets.document import Amount, Column, Panel, Table, anchor, cell_address
from budgets.formats.grid import Grid, grids, head_rows
from tests.small_document import BESIDE, CROSSED, SPANNED, STACKED, amount, row


def heads(grid: Grid) -> list[list[tuple[str, int, int]]]:
    return [[(cell.text, cell.colspan, cell.rowspan) for cell in line] for line in grid.head]


def texts(grid: Grid) -> list[list[str | None]]:
    return [
        [cell.content.text if isinstance(cell.content, Amount) else cell.content for cell in r.cells] for r in grid.rows
    ]


def only(table: Table) -> Grid:
    (grid,) = grids(table)
    return grid


def test_equal_neighbours_are_merged_and_short_paths_reach_down() -> None:
    assert heads(only(CROSSED)) == [
        [("科目编码", 2, 1), ("单位（科目名称）", 1, 3), ("总计", 1, 3), ("基本支出", 3, 1)],
        [("类", 1, 2), ("项", 1, 2), ("合计", 1, 2), ("人员经费", 2, 1)],
        [("小计", 1, 1), ("工资福利支出", 1, 1)],
    ]


def test_every_heading_row_covers_every_column_once() -> None:
    covered = [0] * len(only(CROSSED).columns)
    for line in only(CROSSED).head:
        for cell in line:
            for index in range(cell.first, cell.first + cell.colspan):
                covered[index] += cell.rowspan
    assert set(covered) == {3}


def test_numbers_of_columns_stand_in_a_line_below_the_headings() -> None:
    (panel,) = CROSSED.panels
    amounts = [replace(column, number=str(place)) for place, column in enumerate(panel.columns[3:], start=1)]
    numbered = replace(panel, columns=(*panel.columns[:3], *amounts))
    assert heads(only(replace(CROSSED, panels=(numbered,)))) == [
        *heads(only(CROSSED)),
        [("栏次", 3, 1), ("1", 1, 1), ("2", 1, 1), ("3", 1, 1), ("4", 1, 1)],
    ]


def test_neighbouring_columns_of_one_name_stay_two() -> None:
    panel = Panel((Column("a", ("金额",)), Column("b", ("金额",)), Column("c", ("金额", "其中"))), ())
    (first, _) = head_rows([panel])
    assert [(cell.text, cell.colspan) for cell in first] == [("金额", 1), ("金额", 1), ("金额", 1)]


def test_panels_beside_each_other_stand_under_their_titles() -> None:
    assert heads(only(BESIDE))[0] == [("收入", 2, 1), ("支出", 2, 1)]


def test_closing_totals_of_panels_are_on_one_line() -> None:
    assert texts(only(BESIDE)) == [
        ["一、一般公共预算", "9.00", "一、一般公共服务", "4.00"],
        ["", "", "二、外交", ""],
        ["", "", "三、国防", "5.00"],
        ["本年收入合计", "9.00", "本年支出合计", "9.00"],
        ["收入总计", "9.00", "支出总计", "9.00"],
    ]
    assert [each.kind for each in only(BESIDE).rows] == ["detail", "detail", "detail", "subtotal", "total"]


def test_totals_that_stand_first_stay_first() -> None:
    columns = (Column("name", ("项目",), "text"), Column("amount", ("金额",)))
    left = Panel(columns, (row("a", "total", name="收入合计"), row("b", name="甲")), "a")
    right = Panel(columns, (row("c", "total", name="支出合计"), row("d", name="乙"), row("e", name="丙")), "b")
    assert [r[0] for r in texts(only(Table("B04", "", "", (left, right))))] == ["收入合计", "甲", ""]


def test_a_cell_that_only_the_first_row_of_a_group_has_spans_the_group() -> None:
    grid = only(SPANNED)
    assert [cell.rowspan for cell in grid.rows[0].cells] == [3, 3, 3, 1, 1]
    assert texts(grid)[1:] == [["保管", "100%"], ["利用", "及时"], ["41080023", "会费", "0.30", "次数", "1次"]]
    assert [name for name, _ in grid.groups()] == ["p", ""]


def test_stacked_panels_are_grids_of_their_own_and_may_have_no_headings() -> None:
    first, second = grids(STACKED)
    assert (first.head, second.title, heads(second)) == ([], "绩效指标", [[("指标", 1, 1), ("指标值", 1, 1)]])


def test_cells_of_amounts_have_the_anchors_of_their_addresses() -> None:
    cells = only(CROSSED).rows[1].cells
    assert cells[4].anchor == anchor(cell_address("B03", "101/2013101", "basic")) == "B03-101_2013101-basic"
    assert cells[0].anchor == cells[2].anchor == ""


def test_the_text_column_that_tells_rows_apart_names_them() -> None:
    columns = (Column("kind", ("类型",), "text"), Column("name", ("名称",), "text"), Column("unit", ("单位",), "text"))
    rows = [row(str(n), kind="其他", name=f"项目{n}", unit="本级", total=amount("1")) for n in range(3)]
    grid = only(Table("B12", "", "", (Panel((*columns, Column("total", ("合计",))), tuple(rows)),)))
    assert [cell.names_row for cell in grid.rows[0].cells] == [False, True, False, False]
    assert [cell.text for line in grid.head for cell in line if cell.names_rows] == ["名称"]


def test_a_row_without_a_cell_has_a_blank_there() -> None:
    assert texts(only(CROSSED))[0][:3] == ["", "", "合计"]
