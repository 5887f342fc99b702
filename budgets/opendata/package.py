"""The descriptor of a region's year as a tabular data package: what its files hold, column by column.

Source: Frictionless Data Package v1, Tabular Data Resource; of the Fiscal Data Package 1.0 the properties of the
package and the ``columnType`` of each column. Not its profile: tools fetch
that from the network before they can read anything.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from budgets.opendata import licence
from budgets.opendata.tidy import FIELDS, KEY, Field, Source

Json = dict[str, Any]
WHOLE, UNITS = "data", "units"
TITLES = {WHOLE: "部门文件的明细", UNITS: "单位文件的明细"}
ABOUT = {
    WHOLE: "各部门自己的预算、决算（含所属单位）。",
    UNITS: "各单位单独公开的预算、决算。部门的文件已经包含所属单位，两个文件的金额不能相加。",
}
RULE = (
    "一行一笔，没有合计和小计；只取一种口径：收入按来源，支出按功能分类，包括结转结余。"
    "同一份文件、同一收支方向的金额相加，等于这份文件的收入总计或支出总计。"
    "年初预算和决算是同一年的钱的两个阶段，不能相加；收入和支出也不能相加。"
)
MISSING = "没有印的内容是空白；没有公开的金额不列入，不作零计。"


@dataclass(frozen=True, slots=True)
class File:
    """A file of the package: its name without ending, how many rows, how many bytes, SHA-256 in hex."""

    name: str
    rows: int
    bytes: int
    sha256: str


def descriptor(
    region: tuple[str, str], year: int, home: str, created: datetime, files: Iterable[File], sources: Sequence[Source]
) -> Json:
    """datapackage.json of a region (code, name) and year; ``home`` is the whole address of the page about it."""
    code, name = region
    return {
        "profile": "tabular-data-package",
        "name": f"budgets-{code}-{year}",
        "title": f"{name}{year}年部门预算、决算明细",
        "description": f"{name}各部门已经公开的{year}年预算、决算，取自现行版次。{RULE}{MISSING}",
        "homepage": home,
        "created": created.isoformat(),
        "countryCode": "CN",
        "granularity": "aggregated",
        "fiscalPeriod": {"start": f"{year}-01-01", "end": f"{year}-12-31"},
        "keywords": ["部门预算", "部门决算", "财政", name, str(year)],
        "licenses": [{"name": licence.NAME, "path": licence.ADDRESS, "title": licence.TITLE}],
        "sources": [{"title": f"{each.title}，第 {each.number} 版", "path": each.page} for each in sources],
        "resources": [_resource(each) for each in files],
    }


def _resource(file: File) -> Json:
    return {
        "profile": "tabular-data-resource",
        "name": file.name,
        "path": f"{file.name}.csv",
        "title": TITLES[file.name],
        "description": f"{ABOUT[file.name]}{RULE}",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "dialect": {"delimiter": ",", "lineTerminator": "\r\n", "quoteChar": '"', "header": True},
        "bytes": file.bytes,
        "hash": f"sha256:{file.sha256}",
        "rowCount": file.rows,
        "schema": {
            "fields": [_field(each) for each in FIELDS],
            "primaryKey": list(KEY),
            "missingValues": [""],
        },
    }


def _field(field: Field) -> Json:
    found: Json = {"name": field.name, "title": field.name, "type": field.type, "description": field.description}
    if field.format:
        found["format"] = field.format
    if field.type == "number":
        found |= {"decimalChar": ".", "bareNumber": True}
    if field.constraints:
        found["constraints"] = dict(field.constraints)
    if field.column:
        found["columnType"] = field.column
    return found
