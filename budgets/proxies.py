"""Where a request comes from, when proxies stand before the site."""

from collections.abc import Callable
from ipaddress import ip_address

from django.conf import settings
from django.http import HttpRequest, HttpResponse

FORWARDED = "HTTP_X_FORWARDED_FOR"


class ProxiesMiddleware:
    """Puts the address of whoever asks into ``REMOTE_ADDR``, where the lockout and the record read it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        found = client(request.META.get(FORWARDED, ""), settings.PROXIES)
        if found:
            request.META["REMOTE_ADDR"] = found
        return self.get_response(request)


def client(forwarded: str, proxies: int) -> str:
    """The address that the outermost of ``proxies`` saw; empty if that is not told.

    Each proxy adds, at the end, the address that it was asked from. What stands further left anybody may have written.
    """
    told = [each.strip() for each in forwarded.split(",")]
    if not 0 < proxies <= len(told):
        return ""
    try:
        return str(ip_address(told[-proxies].strip("[]")))
    except ValueError:
        return ""
