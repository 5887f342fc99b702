"""How the board is shown: its columns."""

import django_tables2 as tables
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html

from budgets.admin.addresses import page_of

NUMBERS = {"td": {"class": "num"}}
PER_PAGE = 50


class BoardTable(tables.Table):
    """One row for each department and unit."""

    pick = tables.Column("选择", empty_values=(), orderable=False)
    name = tables.Column("部门（单位）", order_by="code")
    state = tables.Column("状态")
    approved_on = tables.Column("批复日期")
    due = tables.Column("公开期限")
    late = tables.Column("迟（天）", attrs=NUMBERS)
    edition = tables.Column("公开版次", order_by="public_from")
    findings = tables.Column("不符", empty_values=())

    label = "各部门公开进度"

    class Meta:
        template_name = "site/table.html"
        attrs = {"class": "list"}
        row_attrs = {"class": lambda record: "unit" if record.unit else "department"}
        empty_text = "没有符合条件的部门或单位。"

    def render_pick(self, record):
        if record.disclosure is None:
            return ""
        box = '<input type="checkbox" name="pick" value="{}" aria-label="选择{}">'
        return format_html(box, record.disclosure.pk, record.disclosure)

    def render_name(self, record):
        if record.disclosure is None:
            return format_html("{} {}", record.code, record.name)
        return format_html('<a href="{}">{} {}</a>', page_of(record.disclosure), record.code, record.name)

    def render_state(self, record):
        return record.state_name

    def render_approved_on(self, value):
        return str(value)

    def render_due(self, record, value):
        left = format_html("<br>{}", record.words) if record.words else ""
        return format_html("{}{}", str(value), left)

    def render_late(self, value):
        return format_html('<strong class="late">{}</strong>', value)

    def render_edition(self, record):
        day = timezone.localtime(record.public_from)
        if record.coming:
            return f"第 {record.edition} 版，{day:%Y-%m-%d %H:%M} 起可见"
        address = reverse("site:edition", args=(record.slug, record.edition))
        return format_html('<a href="{}">第 {} 版</a>，{}', address, record.edition, f"{day:%Y-%m-%d}")

    def render_findings(self, record):
        if record.disclosure is None:
            return "—"
        if record.findings is None:
            return format_html('<a href="{}">待核对</a>', page_of(record.disclosure, "checks"))
        if not any(record.findings):
            return f"无（已说明 {record.settled}）" if record.settled else "无"
        words = "矛盾 {}，提醒 {}".format(*record.findings)
        return format_html('<a href="{}" class="fails">{}</a>', page_of(record.disclosure, "checks"), words)
