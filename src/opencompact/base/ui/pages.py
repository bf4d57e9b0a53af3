"""Rendering a page: one way for all of them."""

from typing import Any

from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render as django_render


def render(
    request: HttpRequest, template: str, context: dict[str, Any], status: int = 200
) -> HttpResponse:
    """Render a page; when a form in `context` has errors its title begins with "Error: "."""
    failed = any(_failed(value) for value in context.values())
    return django_render(request, template, {"failed": failed, **context}, status=status)


def _failed(value: object) -> bool:
    return isinstance(value, BaseForm) and value.is_bound and bool(value.errors)
