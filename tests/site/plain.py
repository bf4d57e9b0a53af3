"""A browser that keeps nothing but its cookies: for those who ask ten thousand times."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from django.test import Client


class Plain(Client):
    """Django's client, but that an answer does not keep what its page was written from.

    The request that it answers is its `wsgi_request`. Why one failed is told by the log.
    """

    def request(self, **request: Any) -> Any:
        """The answer; RuntimeError where the product failed."""
        response: Any = self.handler(self._base_environ(**request))  # type: ignore[attr-defined]
        if response.status_code == HTTPStatus.INTERNAL_SERVER_ERROR:
            raise RuntimeError(f"{request['PATH_INFO']} failed")
        if response.cookies:
            self.cookies.update(response.cookies)
        return response
