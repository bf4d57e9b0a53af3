"""Tells Django about the jobs that run by the clock."""

from django.apps import AppConfig


class Tasks(AppConfig):
    name = "opencompact.base.tasks"
    label = "tasks"
    verbose_name = "Tasks"
