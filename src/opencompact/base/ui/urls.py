"""Addresses of the frame itself: the area's colours as a style sheet."""

from django.urls import path

from opencompact.base.ui import views

app_name = "ui"
urlpatterns = [path("<slug:area>/theme.css", views.theme, name="theme")]
