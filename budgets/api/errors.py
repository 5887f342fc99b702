"""What programs are told when it goes wrong: always JSON, always in Chinese."""

from collections.abc import Mapping
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from ninja import NinjaAPI
from ninja.errors import ValidationError

from budgets.site.finding import Withdrawn

NOT_FOUND, NOT_ALLOWED, GONE, REFUSED = 404, 405, 410, 422
WRONG = "参数不合要求"
NOWHERE = "没有这个地址"
# By the type of pydantic's error; the particulars in brackets come with it.
MESSAGES = {
    "missing": "缺少这个参数",
    "literal_error": "只能是 {expected}",
    "int_parsing": "应是整数",
    "int_parsing_size": "数太大",
    "bool_parsing": "应是 true 或 false",
    "greater_than_equal": "不能小于 {ge}",
    "less_than_equal": "不能大于 {le}",
    "string_pattern_mismatch": "格式应是 {pattern}",
    "string_too_long": "最多 {max_length} 个字符",
    "string_too_short": "最少 {min_length} 个字符",
    "unknown": "没有这个参数",
}
OTHER = "不合要求"


def told(status: int, message: str, **more: Any) -> JsonResponse:
    """An error as it is sent."""
    return JsonResponse({"status": status, "message": message, **more}, status=status, json_dumps_params=CHINESE)


CHINESE = {"ensure_ascii": False}


def refused(fields: Mapping[str, str]) -> JsonResponse:
    """422, with what is wrong by parameter."""
    return told(REFUSED, WRONG, fields=[{"name": name, "message": wrong} for name, wrong in fields.items()])


def tell(api: NinjaAPI) -> None:
    """Let the API tell its errors so."""
    api.add_exception_handler(Http404, _not_found)
    api.add_exception_handler(ValidationError, _invalid)
    api.add_exception_handler(Withdrawn, _withdrawn)


def _not_found(request: HttpRequest, found: Exception) -> HttpResponse:
    return told(NOT_FOUND, str(found) or NOWHERE)


def _invalid(request: HttpRequest, found: ValidationError) -> HttpResponse:
    return refused({str(error["loc"][-1]): _words(error) for error in found.errors})


def _words(error: Mapping[str, Any]) -> str:
    known = {name: str(value).replace(" or ", "、").replace(", ", "、") for name, value in error.get("ctx", {}).items()}
    return MESSAGES.get(error["type"], OTHER).format_map(known)


def _withdrawn(request: HttpRequest, found: Withdrawn) -> HttpResponse:
    withdrawal = found.withdrawal
    return told(
        GONE,
        f"第 {found.edition.number} 版已经撤下",
        edition=found.edition.number,
        withdrawn_at=withdrawal.at.isoformat(),
        reason=withdrawal.reason,
    )
