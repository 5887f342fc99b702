"""People with their posts, and the record of what they did."""

import json

from axes.models import AccessAttempt
from django.conf import settings
from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.models import User
from django.utils import timezone
from django.utils.html import format_html

from budgets.acts import TITLES
from budgets.models import Post, Record


class PostInline(admin.TabularInline):
    model = Post
    extra = 1
    fields = ("role", "department", "region")
    verbose_name = "岗位"
    verbose_name_plural = "岗位（财政局选区划，其他岗位选部门；一人可以有几个）"


admin.site.unregister(User)


@admin.register(User)
class PersonAdmin(UserAdmin):
    """Whoever works here signs in to the administration; what they may do follows from their posts."""

    list_display = ("username", "first_name", "held", "is_active", "last_login")
    list_filter = ("posts__role", "is_active", "is_superuser")
    search_fields = ("username", "first_name", "posts__department__name", "posts__region__name")
    inlines = (PostInline,)
    fieldsets = (
        (None, {"fields": ("username", "password", "first_name", "is_active", "is_superuser")}),
        ("另行授权", {"classes": ("collapse",), "fields": ("groups", "user_permissions")}),
        ("日期", {"fields": ("last_login", "date_joined")}),
    )
    add_fieldsets = ((None, {"fields": ("username", "first_name", "usable_password", "password1", "password2")}),)
    readonly_fields = ("last_login", "date_joined")

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related("posts__department", "posts__region")

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        if db_field.name == "first_name":
            kwargs["label"] = "姓名"
        return super().formfield_for_dbfield(db_field, request, **kwargs)

    def save_model(self, request, obj, form, change):
        obj.is_staff = True
        super().save_model(request, obj, form, change)

    @admin.display(description="岗位")
    def held(self, user):
        return "；".join(map(str, user.posts.all())) or ("管理员" if user.is_superuser else "（没有岗位）")


@admin.register(Record)
class RecordAdmin(admin.ModelAdmin):
    list_display = ("number", "at", "title", "who", "slug", "reason", "address")
    list_filter = ("act", "at")
    search_fields = ("=slug", "who", "reason")
    date_hierarchy = "at"
    list_per_page = 50
    fields = (
        *("number", "at", "title", "who", "by", "address", "slug", "disclosure", "version", "particulars", "reason"),
        *("previous", "digest"),
    )
    readonly_fields = fields

    def get_queryset(self, request):
        return super().get_queryset(request).for_user(request.user)

    @admin.display(description="办理", ordering="act")
    def title(self, entry):
        return TITLES.get(entry.act, entry.act)

    @admin.display(description="内容")
    def particulars(self, entry):
        return format_html("<pre>{}</pre>", json.dumps(entry.what, ensure_ascii=False, indent=1))

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


@admin.register(AccessAttempt)
class AttemptAdmin(admin.ModelAdmin):
    """Who could not sign in, and from where; deleting a row lets them try again at once."""

    list_display = ("username_tried", "address", "number", "when", "locked")
    search_fields = ("username", "ip_address")
    fields = readonly_fields = list_display

    @admin.display(description="用户名", ordering="username")
    def username_tried(self, attempt):
        return attempt.username

    @admin.display(description="网络地址", ordering="ip_address")
    def address(self, attempt):
        return attempt.ip_address

    @admin.display(description="失败次数", ordering="failures_since_start")
    def number(self, attempt):
        return attempt.failures_since_start

    @admin.display(description="最近一次", ordering="attempt_time")
    def when(self, attempt):
        return attempt.attempt_time

    @admin.display(description="暂停登录", boolean=True)
    def locked(self, attempt):
        until = attempt.attempt_time + settings.AXES_COOLOFF_TIME
        return attempt.failures_since_start >= settings.AXES_FAILURE_LIMIT and timezone.now() < until

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False
