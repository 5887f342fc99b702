"""The lists of 政府收支分类科目 and the mapping of the two economic classifications."""

from django.contrib import admin

from budgets.models import Code, EconomicMapping


@admin.register(Code)
class CodeAdmin(admin.ModelAdmin):
    list_display = ("code", "name", "scheme", "year")
    list_filter = ("scheme", "year")
    search_fields = ("^code", "name")
    list_per_page = 200


@admin.register(EconomicMapping)
class EconomicMappingAdmin(admin.ModelAdmin):
    list_display = ("economic", "government", "applies_to", "year")
    list_filter = ("applies_to", "year")
    search_fields = ("^economic", "^government")
    list_per_page = 200
