"""Tells Django about assessments of what a decision does to whom."""

from django.apps import AppConfig


class Assessments(AppConfig):
    name = "opencompact.apps.assessments"
    label = "assessments"
    verbose_name = "Assessments"
