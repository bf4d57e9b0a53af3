"""What the tests of pages share: where the agreement is, and the words of a page."""

from html.parser import HTMLParser

ROOT = "/anywhere/agreement/"


class Words(HTMLParser):
    """The words of a page as a person reads them."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_data(self, data: str) -> None:
        self.found.append(data)


def words(html: str) -> str:
    parser = Words()
    parser.feed(html)
    return " ".join(" ".join(parser.found).split())
