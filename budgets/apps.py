"""The one Django app, and the administration that it works in."""

from django.apps import AppConfig
from django.contrib.admin.apps import AdminConfig


class BudgetsConfig(AppConfig):
    name = "budgets"
    verbose_name = "部门预算公开"


class WorkplaceConfig(AdminConfig):
    """Django's administration with a home page for each role."""

    default_site = "budgets.workplace.Workplace"
