"""What programs may ask for: the parameters of the lists, each declared once; anything else is refused."""

from collections.abc import Callable
from functools import wraps
from typing import Annotated, Any, Literal

from django.http import HttpRequest
from ninja import Schema
from ninja.errors import ValidationError
from pydantic import Field, StringConstraints

from budgets.extracts import CUTS, DIRECTIONS, EXPENDITURE, FLOW

SLUG = r"^[0-9]{6}-[0-9a-z][0-9a-z-]{2,11}-[0-9]{4}-(budget|final)$"
CODE_OF_REGION = r"^[0-9]{6}$"
WHO = r"^[0-9]{6}-[0-9a-z][0-9a-z-]{2,11}$"
DEPARTMENT = r"^([0-9]{6}-)?[0-9a-z][0-9a-z-]{2,11}$"
WORDS = r"^[^\x00]*$"  # databases refuse a NUL
NODE = r"^[a-z]+(\.[a-z]+){0,3}$"
OF_CUTS = "；".join(f"{key} {title}" for key, title in CUTS.items())
OF_DIRECTIONS = "，".join(f"{key} {title}" for key, title in DIRECTIONS.items())
LONGEST, YEARS = 60, (2000, 2100)


def _text(pattern: str, longest: int = LONGEST) -> Any:
    return Annotated[str, StringConstraints(pattern=pattern, max_length=longest)] | None


def asked(default: Any, description: str, example: Any = None, **limits: Any) -> Any:
    """A parameter; one without a default may be left out, but it has no value that says so."""
    if default is not None:
        return Field(default, description=description, **limits)

    def left_out(schema: dict[str, Any]) -> None:
        schema.update(schema.pop("anyOf")[0])
        if example is not None:
            schema["example"] = example

    return Field(default_factory=_nothing, description=description, json_schema_extra=left_out)


def _nothing() -> None:
    return None


def nothing_but(schema: type[Schema] | None = None) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Refuse parameters that the view does not know: a filter with a slip in its name would be none at all."""
    known = set(schema.model_fields) if schema else set()

    def guard(view: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(view)
        def answer(request: HttpRequest, *args: Any, **values: Any) -> Any:
            unknown = [name for name in request.GET if name not in known]
            if unknown:
                raise ValidationError([{"type": "unknown", "loc": ("query", name)} for name in unknown])
            return view(request, *args, **values)

        return answer

    return guard


class OfDisclosures(Schema):
    """Whose documents, of which year and kind."""

    region: _text(CODE_OF_REGION) = asked(None, "地区代码，六位数字。", "410800")
    department: _text(DEPARTMENT) = asked(
        None,
        "部门：地区代码-部门代码，与网页的地址相同；也可以只写部门代码，各地区的代码可以相同，请与 region 一起使用。",
        "410800-101",
    )
    year: Annotated[int, Field(ge=YEARS[0], le=YEARS[1])] | None = asked(None, "年度。", 2024)
    kind: Literal["budget", "final"] | None = asked(None, "budget 部门预算，final 部门决算。", "budget")


class Limited(Schema):
    """A page of a list."""

    limit: int = asked(20, "一页最多多少条。", ge=1, le=1000)


class Listing(OfDisclosures, Limited):
    """The list of documents."""

    q: Annotated[str, StringConstraints(pattern=WORDS, min_length=1, max_length=LONGEST)] | None = asked(
        None, "部门或单位的名称、简称里有这些字，或代码是它。", "政务"
    )
    cursor: _text(SLUG) = asked(None, "上一页给出的 cursor。")


class OfDocuments(OfDisclosures):
    """Rows that are taken out of documents, whole documents at a time."""

    units: Literal["true", "false"] = asked(
        "false",
        "是否包括所属单位单独公开的文件。部门的文件已经汇总了所属单位，两者相加会重复计算，所以默认不包括。",
    )
    limit: int = asked(20, "一页最多多少份文件。每份文件的数据总在同一页里，所以各页的条数不等。", ge=1, le=100)
    cursor: _text(SLUG) = asked(None, "上一页给出的 cursor。")


class OfLines(OfDocuments):
    """Leaf lines of one cut."""

    cut: Literal[tuple(CUTS)] = asked(FLOW, f"口径：{OF_CUTS}。")
    direction: Literal[tuple(DIRECTIONS)] = asked(EXPENDITURE, f"方向：{OF_DIRECTIONS}。只有 flow 有收入。")
    code: _text(r"^[0-9A-Za-z]{1,30}$") = asked(None, "编码，或编码的开头几位：201 是类，20131 是款。", "201")
    nature: _text(NODE) = asked(None, "支出性质，连同它的下级：basic、basic.staff、project 等。", "basic")
    fund: _text(NODE) = asked(None, "资金来源，连同它的下级：general、fund、capital、own 等。", "general")


class OfMeasures(OfDocuments):
    """Named figures."""

    key: _text(r"^[a-z_]+(\.[a-z0-9_]+){0,4}$") = asked(None, "只要这一项数据。", "income.total")


class OfRegions(Limited):
    """The list of regions."""

    cursor: _text(CODE_OF_REGION) = asked(None, "上一页给出的 cursor。")


class OfDepartments(Limited):
    """The list of departments."""

    region: _text(CODE_OF_REGION) = asked(None, "地区代码，六位数字。", "410800")
    cursor: _text(WHO) = asked(None, "上一页给出的 cursor。")


class OfEdition(Schema):
    """Which edition of a document."""

    edition: Annotated[int, Field(ge=1, le=100_000)] | None = asked(None, "第几版；不写是现行版。", 1)
