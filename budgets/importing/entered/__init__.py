"""What was entered, as the sheets 事实 and 文本 and as a list of lines: written for people, and read back."""

from budgets.importing.entered.line_reading import is_line_list, read_lines
from budgets.importing.entered.lines import line_sheet, lines_csv
from budgets.importing.entered.reading import Entered, is_facts, read_facts
from budgets.importing.entered.rows import normal
from budgets.importing.entered.writing import facts_sheets

__all__ = [
    "Entered",
    "facts_sheets",
    "is_facts",
    "is_line_list",
    "line_sheet",
    "lines_csv",
    "normal",
    "read_facts",
    "read_lines",
]
