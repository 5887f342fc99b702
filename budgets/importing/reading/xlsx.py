"""An .xlsx workbook: its sheets, shared texts and formats of numbers, read as a stream."""

from budgets.importing.book import Sheet
from budgets.importing.reading.limits import SHEETS, STRINGS, STYLES, Tally, refuse
from budgets.importing.reading.markup import RELATIONS, STRICT_RELATIONS, Attributes, Listener
from budgets.importing.reading.numbers import BUILT_IN, PLAIN, shows
from budgets.importing.reading.package import Package
from budgets.importing.reading.wording import NO_SHEETS, too_many_sheets
from budgets.importing.reading.worksheet import LONGEST, TRUE, Book, Worksheet, unescaped, whole


def read(content: bytes, _name: str) -> tuple[Sheet, ...]:
    """The sheets, hidden ones too. ``Unreadable`` names the limit, or the sheet and cell."""
    package = Package(content)
    path = _workbook_path(package)
    outline = _Outline()
    package.read(path, outline)
    targets = package.targets(path)
    by_kind = {kind: part for kind, part in targets.values()}
    book = Book(outline.since_1904, outline.calculates_on_load)
    if "styles" in by_kind:
        formats = _Formats()
        package.read(by_kind["styles"], formats)
        book.styles = formats.styles
    if "sharedStrings" in by_kind:
        texts = _Texts()
        package.read(by_kind["sharedStrings"], texts)
        book.texts = texts.found
    return _sheets(package, outline, targets, book)


def _workbook_path(package: Package) -> str:
    for kind, part in package.targets("").values():
        if kind == "officeDocument":
            return part
    refuse("文件已损坏：压缩包里没有工作簿的目录（_rels/.rels）")


def _sheets(
    package: Package, outline: "_Outline", targets: dict[str, tuple[str, str]], book: Book
) -> tuple[Sheet, ...]:
    if not outline.sheets:
        refuse(NO_SHEETS)
    if len(outline.sheets) > SHEETS:
        refuse(too_many_sheets(len(outline.sheets), SHEETS))
    tally, sheets = Tally(), []
    for name, relation, visible in outline.sheets:
        kind, part = targets.get(relation, ("", ""))
        if kind in ("chartsheet", "dialogsheet"):
            continue
        if kind.lower().endswith("macrosheet"):
            refuse("这张表是宏表，不接受。请删除后另存为 .xlsx", name)
        if part not in package:
            refuse(f"文件已损坏：缺少这张工作表的部件 {part}".rstrip(), name)
        listener = Worksheet(name, visible, book, tally)
        package.read(part, listener)
        sheets.append(listener.filling.sheet())
    return tuple(sheets)


class _Outline(Listener):
    """The workbook part: (name, relation, visible) of the sheets in order."""

    def __init__(self) -> None:
        self.sheets: list[tuple[str, str, bool]] = []
        self.since_1904 = False
        self.calculates_on_load = False

    def opened(self, tag: str, attributes: Attributes) -> None:
        if tag == "sheet":
            relation = attributes.get(f"{RELATIONS} id") or attributes.get(f"{STRICT_RELATIONS} id", "")
            self.sheets.append((attributes.get("name", ""), relation, attributes.get("state", "visible") == "visible"))
        elif tag == "workbookPr":
            self.since_1904 = attributes.get("date1904") in TRUE
        elif tag == "calcPr":
            self.calculates_on_load = attributes.get("fullCalcOnLoad") in TRUE


class _Formats(Listener):
    """The part of styles: what each cell format makes of a number."""

    def __init__(self) -> None:
        self.own: dict[str, str] = {}
        self.styles: dict[str, str] = {}
        self.inside = False

    def opened(self, tag: str, attributes: Attributes) -> None:
        if tag == "numFmt":
            self.own[attributes.get("numFmtId", "")] = shows(attributes.get("formatCode", ""))
        elif tag == "cellXfs":
            self.inside = True
        elif tag == "xf" and self.inside:
            number = attributes.get("numFmtId", "0")
            shown = self.own[number] if number in self.own else BUILT_IN.get(whole(number), PLAIN)
            self.styles[str(len(self.styles))] = shown
            if len(self.styles) > STYLES:
                refuse(f"单元格格式超过上限 {STYLES} 种")

    def closed(self, tag: str) -> None:
        if tag == "cellXfs":
            self.inside = False


class _Texts(Listener):
    """The part of shared texts: runs joined, readings of characters (phonetic runs) left out."""

    def __init__(self) -> None:
        self.found: list[str] = []
        self.pieces: list[str] = []
        self.length = 0
        self.phonetic = self.wanted = False

    def opened(self, tag: str, attributes: Attributes) -> None:
        if tag == "si":
            self.pieces, self.length = [], 0
        elif tag == "rPh":
            self.phonetic = True
        elif tag == "t":
            self.wanted = not self.phonetic

    def text(self, text: str) -> None:
        if self.wanted and self.length <= LONGEST:  # a longer one is refused in the cell that shows it
            self.pieces.append(text)
            self.length += len(text)

    def closed(self, tag: str) -> None:
        if tag == "t":
            self.wanted = False
        elif tag == "rPh":
            self.phonetic = False
        elif tag == "si":
            self.found.append(unescaped("".join(self.pieces)))
            if len(self.found) > STRINGS:
                refuse(f"文字表里的文字超过上限 {STRINGS} 条")
