"""The administration itself: its home page, the boards, and the order of what can be opened."""

from django.conf import settings
from django.contrib import admin
from django.contrib.admin import AdminSite
from django.shortcuts import render
from django.urls import path

# What is opened often stands first; what is not named here comes last.
ORDER = (
    *("Budget", "FinalAccount", "Edition", "ProjectPlan", "Project"),
    *("Department", "Region", "Code", "EconomicMapping"),
    *("User", "Group", "Record", "AccessAttempt"),
)
PLACES = {name: place for place, name in enumerate(ORDER)}


class Workplace(AdminSite):
    """Where clerks, reviewers, officers and administrators work."""

    site_header = site_title = "部门预决算公开管理"
    index_title = "要办的事"
    enable_nav_sidebar = False  # the rows of the entry page need the width

    def get_urls(self):
        from budgets.admin.board_urls import urls  # registers at this site, which has to be there before
        from budgets.admin.working import working_view

        working = path("working/", self.admin_view(working_view), name="working")
        return [working, *urls(self), *super().get_urls()]

    def index(self, request, extra_context=None):
        from budgets.admin.home import home  # as above

        return super().index(request, {**home(request.user), **(extra_context or {})})

    def get_app_list(self, request, app_label=None):
        found = super().get_app_list(request, app_label)
        for app in found:
            app["models"].sort(key=place)
        return sorted(found, key=lambda app: min(map(place, app["models"])))


def place(model):
    """Where a model stands in the order."""
    return PLACES.get(model["object_name"], len(PLACES))


def locked_out(request, response, credentials):
    """The page for who mistyped a password too often."""
    context = {
        **admin.site.each_context(request),
        "title": "暂时不能登录",
        "username": (credentials or {}).get("username", ""),
        "limit": settings.AXES_FAILURE_LIMIT,
        "minutes": settings.AXES_COOLOFF_TIME.seconds // 60,
    }
    return render(request, "admin/budgets/locked_out.html", context, status=429)
