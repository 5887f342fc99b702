"""What readers get where an edition was withdrawn: the page with the reason, and no file."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from budgets.site.finding import Withdrawn
from budgets.site.tables import publisher

FILES = (".pdf", ".xlsx", ".json", ".csv")
GONE = 410


class WithdrawnMiddleware:
    """Answers for whatever address of a withdrawn edition somebody asks."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """The page of the withdrawal; files are gone."""
        if not isinstance(exception, Withdrawn):
            return None
        if request.path.endswith(FILES):
            return HttpResponse(_words(exception), status=GONE, content_type="text/plain; charset=utf-8")
        response = render(request, "site/withdrawn.html", _context(exception))
        response["X-Robots-Tag"] = "noindex"
        return response


def _words(found: Withdrawn) -> str:
    return f"第 {found.edition.number} 版已于 {found.withdrawal.at:%Y-%m-%d} 撤下。理由：{found.withdrawal.reason}\n"


def _context(found: Withdrawn) -> dict[str, object]:
    edition = found.edition
    return {
        "edition": edition,
        "editions": found.editions,
        "withdrawal": found.withdrawal,
        "disclosure": edition.disclosure,
        "name": publisher(edition),
        "department": edition.disclosure.department,
    }
