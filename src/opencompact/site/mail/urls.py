"""Addresses of the pages about mail."""

from django.urls import path

from .views import outbox, own, texts

app_name = "mail"
urlpatterns = [
    path("mail/", own.own, name="own"),
    path("mail/stop/<str:token>/", own.stop, name="stop"),
    path("mail/outbox/", outbox.outbox, name="outbox"),
    path("mail/outbox/again/", outbox.again, name="again"),
    path("mail/texts/", texts.texts, name="texts"),
    path("mail/texts/<str:kind>/", texts.text, name="text"),
    path("mail/texts/<str:kind>/usual/", texts.usual, name="usual"),
]
