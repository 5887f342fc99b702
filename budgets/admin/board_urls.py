"""The addresses of the boards."""

from django.urls import path

from budgets.admin.board import board_view, export_view
from budgets.admin.board_dates import dates_view
from budgets.admin.board_publish import publish_view

PAGES = (
    ("", board_view, "board"),
    ("dates/", dates_view, "board_dates"),
    ("publish/", publish_view, "board_publish"),
    ("export.<slug:ending>", export_view, "board_export"),
)


def urls(site):
    """Those under the administration ``site``."""
    return [path(f"board/<slug:code>/{end}", site.admin_view(view), name=name) for end, view, name in PAGES]
