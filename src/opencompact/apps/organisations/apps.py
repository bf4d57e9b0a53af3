"""The register of organisations: import, sign-up and withdrawal, people and their roles."""

from django.apps import AppConfig


class OrganisationsConfig(AppConfig):
    name = "opencompact.apps.organisations"
    label = "organisations"
    verbose_name = "Organisations and people"
