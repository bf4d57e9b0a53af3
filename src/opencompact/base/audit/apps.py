"""Tells Django about the audit chain."""

from django.apps import AppConfig


class Audit(AppConfig):
    name = "opencompact.base.audit"
    label = "audit"
    verbose_name = "Audit"
