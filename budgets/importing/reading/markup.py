"""A part of an .xlsx, element by element: never a tree, no document type, no entities of its own, no deep nesting."""

from typing import IO
from xml.parsers import expat

from budgets.importing.reading.limits import DEPTH, ELEMENTS, refuse

CHUNK = 4 * 1024 * 1024
ENCODINGS = ("utf-8", "utf-16", "us-ascii", "iso-8859-1")
# The usual namespaces and those of ISO 29500 strict.
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
STRICT_RELATIONS = "http://purl.oclc.org/ooxml/officeDocument/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
NAMESPACES = (MAIN, STRICT, PACKAGE)

Attributes = dict[str, str]


class Listener:
    """What is called for the elements of our namespaces, by local name; a subclass says what it wants to know."""

    def opened(self, tag: str, attributes: Attributes) -> None:
        """An element begins."""

    def closed(self, tag: str) -> None:
        """An element ends."""

    def text(self, text: str) -> None:
        """Characters; one run of them may come in several pieces."""


def parse(stream: IO[bytes], part: str, listener: Listener) -> None:
    """Tell the listener what is in a part. ``Unreadable`` names the part where it is no sound XML."""
    parser = _parser(part)
    depth = count = 0
    tags: dict[str, str] = {}

    def start(name: str, attributes: Attributes) -> None:
        nonlocal depth, count
        depth += 1
        count += 1
        if depth > DEPTH:
            refuse(f"部件 {part} 的元素嵌套超过上限 {DEPTH} 层")
        if count > ELEMENTS:
            refuse(f"部件 {part} 的元素超过上限 {ELEMENTS} 个")
        tag = tags.get(name)
        if tag is None:
            namespace, _, local = name.rpartition(" ")
            tag = tags[name] = local if namespace in NAMESPACES else ""
        if tag:
            listener.opened(tag, attributes)

    def end(name: str) -> None:
        nonlocal depth
        depth -= 1
        tag = tags[name]
        if tag:
            listener.closed(tag)

    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = listener.text
    _feed(parser, stream, part)


def check_beginning(stream: IO[bytes], part: str) -> None:
    """Refuse a document type, which could define entities, in a part that nobody reads."""
    parser = _parser(part)
    try:
        parser.Parse(stream.read(64 * 1024), False)
    except expat.ExpatError:
        return  # nobody reads it


def _parser(part: str) -> expat.XMLParserType:
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.SetParamEntityParsing(expat.XML_PARAM_ENTITY_PARSING_NEVER)

    def doctype(*_: object) -> None:
        refuse(f"部件 {part} 含有 DOCTYPE 或实体（ENTITY）声明，正常的工作簿里没有，可能是恶意文件")

    def declared(_version: str, encoding: str | None, _standalone: int) -> None:
        if encoding is not None and encoding.lower() not in ENCODINGS:
            refuse(f"部件 {part} 的文字编码“{encoding[:40]}”不是工作簿所用的")

    parser.StartDoctypeDeclHandler = doctype
    parser.XmlDeclHandler = declared
    return parser


def _feed(parser: expat.XMLParserType, stream: IO[bytes], part: str) -> None:
    try:
        while chunk := stream.read(CHUNK):
            parser.Parse(chunk, False)
        parser.Parse(b"", True)
    except expat.ExpatError as error:
        if error.code == expat.errors.codes[expat.errors.XML_ERROR_NO_MEMORY]:
            raise MemoryError from error
        refuse(f"文件已损坏：部件 {part} 第 {error.lineno} 行不是正确的 XML")
