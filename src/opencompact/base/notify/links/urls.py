"""The one address of all links in mail."""

from django.urls import path

from . import views

app_name = "links"
urlpatterns = [path("act/<slug:token>/", views.act, name="act")]
