"""Tells Django about the agreement."""

from django.apps import AppConfig


class Agreement(AppConfig):
    name = "opencompact.apps.agreement"
    label = "agreement"
    verbose_name = "Agreement"
