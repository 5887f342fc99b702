"""Makes .xlsx and .xls files byte by byte, sound and unsound: what no library would write."""

import io
import struct
import zipfile
from collections.abc import Iterable, Mapping

from xlwt.CompoundDoc import XlsDoc

MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
IDS = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
KINDS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
LIST = f'{HEAD}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
TYPES = f'{HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'
SHEET = "xl/worksheets/sheet1.xml"
ONE_CELL = '<row r="1"><c r="A1"><v>1</v></c></row>'

Part = str | bytes


def sheet(rows: str, *, before: str = "", after: str = "") -> str:
    """The part of a sheet with these rows."""
    return f"{HEAD}<worksheet {MAIN}>{before}<sheetData>{rows}</sheetData>{after}</worksheet>"


def parts(rows: str = ONE_CELL, names: Iterable[str] = ("收支总表",)) -> dict[str, Part]:
    """The parts of a sound workbook whose first sheet has these rows; the others have one cell."""
    listed = list(names)
    numbers = range(1, len(listed) + 1)
    sheets = "".join(
        f'<sheet name="{name}" sheetId="{number}" r:id="rId{number}"/>'
        for number, name in zip(numbers, listed, strict=True)
    )
    links = "".join(relation(f"rId{number}", "worksheet", f"worksheets/sheet{number}.xml") for number in numbers)
    links += relation("rId9001", "styles", "styles.xml") + relation("rId9002", "sharedStrings", "sharedStrings.xml")
    return {
        "[Content_Types].xml": TYPES,
        "_rels/.rels": f"{LIST}{relation('rId1', 'officeDocument', 'xl/workbook.xml')}</Relationships>",
        "xl/workbook.xml": f"{HEAD}<workbook {MAIN} {IDS}><sheets>{sheets}</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": f"{LIST}{links}</Relationships>",
        "xl/styles.xml": f'{HEAD}<styleSheet {MAIN}><cellXfs><xf numFmtId="0"/></cellXfs></styleSheet>',
        "xl/sharedStrings.xml": f"{HEAD}<sst {MAIN}><si><t>合计</t></si></sst>",
        **{f"xl/worksheets/sheet{number}.xml": sheet(rows if number == 1 else ONE_CELL) for number in numbers},
    }


def relation(name: str, kind: str, target: str) -> str:
    """One relation of a part."""
    return f'<Relationship Id="{name}" Type="{KINDS}/{kind}" Target="{target}"/>'


def packed(entries: Mapping[str, Part] | Iterable[tuple[str, Part]]) -> bytes:
    """The zip of these parts; a name may occur twice in pairs."""
    pairs = entries.items() if isinstance(entries, Mapping) else entries
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in pairs:
            archive.writestr(name, content)
    return target.getvalue()


def workbook(rows: str = ONE_CELL, **changed: Part) -> bytes:
    """A workbook of one sheet with these rows; ``sheet``, ``styles``, ``texts`` and ``book`` replace parts."""
    names = {"sheet": SHEET, "styles": "xl/styles.xml", "texts": "xl/sharedStrings.xml", "book": "xl/workbook.xml"}
    return packed({**parts(rows), **{names[key]: content for key, content in changed.items()}})


def record(code: int, data: bytes = b"") -> bytes:
    """A record of an .xls stream."""
    return struct.pack("<HH", code, len(data)) + data


def container(stream: bytes, *names: str) -> bytes:
    """An OLE container with one stream; the entries of its directory are called ``names`` instead of ``Workbook``."""
    target = io.BytesIO()
    XlsDoc().save(target, stream)
    content = bytearray(target.getvalue())
    first = content.index("Workbook".encode("utf-16-le"))
    for number, name in enumerate(names):
        coded = name.encode("utf-16-le")
        start = first + 128 * number
        content[start : start + 66] = coded.ljust(64, b"\0") + struct.pack("<H", len(coded) + 2)
        content[start + 66] = 2
    return bytes(content)


def biff(rows: bytes, sheets: int = 1) -> bytes:
    """The stream of an .xls whose sheets, as many as wanted, all begin at the same place and hold these records."""
    begin = struct.pack("<HHHHII", 0x0600, 0x0005, 0x0DBB, 0x07CC, 0, 6)
    heads = [f"表{number}".encode("utf-16-le") for number in range(1, sheets + 1)]
    size = len(record(0x0809, begin)) + sum(4 + 8 + len(head) for head in heads) + 4
    bound = b"".join(record(0x0085, struct.pack("<iBBBB", size, 0, 0, len(head) // 2, 1) + head) for head in heads)
    inner = record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0010, 0x0DBB, 0x07CC, 0, 6))
    return record(0x0809, begin) + bound + record(0x000A) + inner + rows + record(0x000A)


def biff5(text: str, number: float) -> bytes:
    """The stream of an Excel 95 file in Chinese: one sheet 旧表 with a text in A1 and a number in B1."""

    def begin(kind: int) -> bytes:
        return record(0x0809, struct.pack("<HHHH", 0x0500, kind, 0x0DBB, 0x07CC))

    name, coded = "旧表".encode("gbk"), text.encode("gbk")
    page = record(0x0042, struct.pack("<H", 936))
    size = len(begin(5)) + len(page) + 4 + 7 + len(name) + 4
    bound = record(0x0085, struct.pack("<iBBB", size, 0, 0, len(name)) + name)
    label = record(0x0204, struct.pack("<HHHH", 0, 0, 0, len(coded)) + coded)
    value = record(0x0203, struct.pack("<HHHd", 0, 1, 0, number))
    return begin(5) + page + bound + record(0x000A) + begin(0x10) + label + value + record(0x000A)
