"""Tells Django about areas, their words and their holidays."""

from django.apps import AppConfig


class Areas(AppConfig):
    name = "opencompact.base.areas"
    label = "areas"
    verbose_name = "Areas"
