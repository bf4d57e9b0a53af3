"""Tells Django about the people who sign in."""

from django.apps import AppConfig


class Accounts(AppConfig):
    name = "opencompact.base.accounts"
    label = "accounts"
    verbose_name = "Accounts"
