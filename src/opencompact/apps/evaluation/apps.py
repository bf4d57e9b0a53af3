"""Tells Django about how the commitments stand."""

from django.apps import AppConfig


class Evaluation(AppConfig):
    name = "opencompact.apps.evaluation"
    label = "evaluation"
    verbose_name = "Evaluation"
