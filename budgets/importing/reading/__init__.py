"""Files into sheets of cells: parsed in a child process with limits on time, memory and size."""

from budgets.importing.reading.isolation import read_workbook

__all__ = ["read_workbook"]
