"""The room of everything that is seen: pages, forms, tables, style."""

from django.apps import AppConfig


class UiConfig(AppConfig):
    name = "opencompact.base.ui"
    label = "ui"
    verbose_name = "Pages and forms"
