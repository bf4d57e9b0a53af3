"""Tests of what holds the apps together: home pages, navigation, the demonstration."""  # noqa: A005
