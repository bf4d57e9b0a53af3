# ruff: noqa: A005 - mirrors opencompact.site
