"""Tells Django about disagreements."""

from django.apps import AppConfig


class Disputes(AppConfig):
    name = "opencompact.apps.disputes"
    label = "disputes"
    verbose_name = "Disagreements"
