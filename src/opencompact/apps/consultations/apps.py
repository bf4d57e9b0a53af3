"""Tells Django about consultations: the register, responses and feedback."""

from django.apps import AppConfig


class Consultations(AppConfig):
    name = "opencompact.apps.consultations"
    label = "consultations"
    verbose_name = "Consultations"
