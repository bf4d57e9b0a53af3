"""Tells Django about the outbox."""

from django.apps import AppConfig


class Notify(AppConfig):
    name = "opencompact.base.notify"
    label = "notify"
    verbose_name = "Notify"
