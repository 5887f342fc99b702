"""What a file is by its first bytes, whatever it is called."""

XLSX, XLS, TEXT, STRANGE = "xlsx", "xls", "text", "strange"
ZIP = (b"PK\x03\x04", b"PK\x05\x06")
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
OLD_SHEETS = (b"\x09\x00\x04\x00", b"\x09\x02\x06\x00", b"\x09\x04\x06\x00", b"\x09\x08\x10\x00", b"\x09\x08\x08\x00")
UTF_16 = (b"\xff\xfe", b"\xfe\xff")

# What people send by mistake: first bytes → what it is.
OTHERS = {
    b"%PDF": " PDF 文件",
    b"\x89PNG": "图片",
    b"\xff\xd8\xff": "图片",
    b"GIF8": "图片",
    b"II*\0": "图片",
    b"MM\0*": "图片",
    b"{\\rtf": " RTF 文档",
    b"Rar!": " RAR 压缩包",
    b"7z\xbc\xaf": " 7z 压缩包",
    b"\x1f\x8b": " gzip 压缩包",
}
# What spreadsheet programs and reporting systems write under the name of .xls: words in the beginning → what it is.
MARKUP = {
    b"urn:schemas-microsoft-com:office:spreadsheet": "“XML 表格 2003”文件",
    b"<html": "网页（HTML）",
    b"<!doctype html": "网页（HTML）",
    b"<table": "网页（HTML）",
    b"mime-version:": "单个文件网页（MHTML）",
    b"<?xml": " XML 文件",
}


def kind_of(content: bytes) -> str:
    """``xlsx`` for any zip, ``xls`` for any OLE container, ``text`` for what may be .csv, else ``strange``."""
    if content.startswith(ZIP):
        return XLSX
    if content.startswith((OLE, *OLD_SHEETS)):
        return XLS
    controls = set(content[:4096]) & {*range(1, 9), *range(14, 32)}
    return TEXT if content.startswith(UTF_16) or not controls else STRANGE


def stranger(content: bytes) -> str:
    """What a file is that is surely no workbook; empty for others."""
    for start, what in OTHERS.items():
        if content.startswith(start):
            return what
    beginning = content[:4096].replace(b"\0", b"").lower()
    if not beginning.removeprefix(b"\xef\xbb\xbf").removeprefix(b"\xff\xfe").lstrip().startswith((b"<", b"mime-")):
        return ""
    return next((what for words, what in MARKUP.items() if words in beginning), "")
