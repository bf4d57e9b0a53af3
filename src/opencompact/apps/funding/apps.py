"""Tells Django about funding: programmes, agreements, payments and notices."""

from django.apps import AppConfig


class Funding(AppConfig):
    name = "opencompact.apps.funding"
    label = "funding"
    verbose_name = "Funding"
