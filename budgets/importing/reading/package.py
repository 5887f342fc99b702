"""The zip of an .xlsx: checked as a whole before any part is read; parts are read piece by piece."""

import io
import posixpath
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO

from budgets.importing.reading.limits import ENTRIES, MEGABYTE, RATIO, RATIO_FROM, UNPACKED, refuse
from budgets.importing.reading.markup import Attributes, Listener, check_beginning, parse
from budgets.importing.reading.wording import AGAIN, LOCKED, MACROS

ENCRYPTED = 0x1
# Parts by which a zip shows what else it is.
OTHERS = {
    "xl/workbook.bin": "是二进制工作簿（.xlsb）",
    "word/document.xml": "是 Word 文档",
    "ppt/presentation.xml": "是 PowerPoint 演示文稿",
    "content.xml": "是 OpenDocument（.ods）文件",
    "index/document.iwa": "是 Numbers 表格",
}


class Package:
    """The parts of an .xlsx by name, in whatever case it is written."""

    def __init__(self, content: bytes) -> None:
        try:
            self.zip = zipfile.ZipFile(io.BytesIO(content))
        except (zipfile.BadZipFile, ValueError, OverflowError):
            refuse("文件不完整或已损坏（可能没有传完）：压缩包的目录读不出来")
        entries = self.zip.infolist()
        _check_size(entries)
        self.parts: dict[str, zipfile.ZipInfo] = {}
        for entry in entries:
            name = entry.filename.replace("\\", "/").lower()
            if name in self.parts:
                refuse(f"文件已损坏：压缩包里有两个部件都叫 {entry.filename}")
            self.parts[name] = entry
        self._check_kind()

    def __contains__(self, name: str) -> bool:
        return name.lower() in self.parts

    @contextmanager
    def open(self, name: str) -> Iterator[IO[bytes]]:
        """A part as a stream; ``Unreadable`` where it is missing or damaged."""
        entry = self.parts.get(name.lower())
        if entry is None:
            refuse(f"文件已损坏：缺少部件 {name}")
        try:
            with self.zip.open(entry) as stream:
                yield stream
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError):
            refuse(f"文件不完整或已损坏：部件 {entry.filename} 解压失败")

    def read(self, name: str, listener: Listener) -> None:
        """Tell the listener what is in a part."""
        with self.open(name) as stream:
            parse(stream, name, listener)

    def targets(self, name: str) -> dict[str, tuple[str, str]]:
        """What a part refers to inside the file, by id: (kind, name of the part); nothing outside is ever opened."""
        folder, base = posixpath.split(name)
        relations = posixpath.join(folder, "_rels", f"{base}.rels")
        if relations not in self:
            return {}
        found = _Relations(folder)
        self.read(relations, found)
        return found.targets

    def _check_kind(self) -> None:
        if any(name.endswith("vbaproject.bin") for name in self.parts):
            refuse(MACROS)
        for name, what in OTHERS.items():
            if name in self.parts:
                refuse(f"文件{what}，不是 .xlsx 工作簿。{AGAIN}")
        if "[content_types].xml" not in self.parts:
            refuse("文件是普通压缩包，不是 .xlsx 工作簿。请解压后上传其中的工作簿")
        for name, entry in self.parts.items():
            if name.endswith((".xml", ".rels")):
                with self.open(name) as stream:
                    check_beginning(stream, entry.filename)


class _Relations(Listener):
    def __init__(self, folder: str) -> None:
        self.folder = folder
        self.targets: dict[str, tuple[str, str]] = {}

    def opened(self, tag: str, attributes: Attributes) -> None:
        if tag == "Relationship" and attributes.get("TargetMode", "Internal") == "Internal":
            path = posixpath.normpath(posixpath.join("/", self.folder, attributes.get("Target", "")))
            kind = attributes.get("Type", "").rpartition("/")[2]
            self.targets[attributes.get("Id", "")] = (kind, path.lstrip("/"))


def _check_size(entries: list[zipfile.ZipInfo]) -> None:
    if len(entries) > ENTRIES:
        refuse(f"压缩包里有 {len(entries)} 个部件，超过上限 {ENTRIES} 个")
    total = sum(entry.file_size for entry in entries)
    if total > UNPACKED:
        refuse(f"解压后为 {total / MEGABYTE:.0f} MB，超过上限 {UNPACKED // MEGABYTE} MB")
    for entry in entries:
        if entry.flag_bits & ENCRYPTED:
            refuse(LOCKED)
        if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            refuse(f"部件 {entry.filename} 的压缩方式不是工作簿所用的")
        if entry.file_size > max(RATIO_FROM, entry.compress_size * RATIO):
            refuse(f"部件 {entry.filename} 解压后是原来的 {RATIO} 倍以上，超过上限，可能是恶意文件")
