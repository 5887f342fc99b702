"""One table of a document as a workbook: the sheet that it has in the workbook of the document, alone."""

from budgets.document import Document
from budgets.formats.sheet_names import SheetNames
from budgets.formats.spreadsheet import Book
from budgets.formats.xlsx import COVER, NARRATIVE
from budgets.formats.xlsx_table import write_published, write_table


def table_xlsx(document: Document, code: str) -> bytes:
    """The workbook of the table with this code; ``KeyError`` if the document has none."""
    table = document.table(code)
    book = Book(table.title, document.organisation.name, document.year)
    names = SheetNames.besides([COVER, NARRATIVE])
    named = {each.code: names.table(each.number, each.title) for each in document.tables()}
    write_table(book.page(named[code]), table, document.organisation.name, write_published)
    return book.bytes()
