"""The administration: where finance clerks enter, look at and publish a department's budget and final accounts."""

from django.contrib import admin

from budgets.admin import classification, disclosure, edition, organisation, performance, plans

__all__ = ["classification", "disclosure", "edition", "organisation", "performance", "plans"]

admin.site.site_header = "部门预决算公开管理"
admin.site.site_title = "部门预决算公开管理"
admin.site.index_title = "录入与公开"
admin.site.enable_nav_sidebar = False  # the rows of the entry page need the width
