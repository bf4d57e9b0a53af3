"""What goes into a bundle, as plain records that one process can hand to another."""

from collections.abc import Mapping
from dataclasses import field

from pydantic import TypeAdapter

from opencompact.core.phrases import PhrasedError
from opencompact.core.record import record


class BundleError(PhrasedError):
    """The bundle cannot be made. Its text says why."""


@record
class Part:
    """A paper to be made into pages. `says` are typed answers; a file has a name and a kind.

    `file` is the name of its content in the folder of the work, empty where there is none.
    """

    number: int
    title: str
    about: str = ""
    says: tuple[tuple[str, str], ...] = ()
    file: str = ""
    name: str = ""
    kind: str = ""


@record
class Words:
    """Every word that the software adds, in the language of the bundle."""

    lang: str
    contents: str
    number: str
    title: str
    on: str
    standing: str
    pages: str
    page: str
    page_of: str
    text_only: str
    no_pages: str
    locked: str
    damaged: str
    too_much: str
    cut: str
    picture: str
    scan: str


@record
class Entry:
    """A line of the index and what stands behind it: pages that lie in `file`."""

    number: int
    heading: str
    title: str
    on: str
    standing: str
    file: str
    pages: int


@record
class Plan:
    """The whole: what the cover says, the entries in order, the words, the seconds since 1970."""

    title: str
    cover: tuple[tuple[str, str], ...]
    notes: tuple[str, ...]
    words: Words
    at: int
    entries: tuple[Entry, ...] = ()


@record
class Pages:
    """What became of a paper: how many pages; `shown` is false where a page only says why not."""

    pages: int
    shown: bool


@record
class Job:
    """One paper for the process that makes pages of it."""

    part: Part
    words: Words
    at: int
    skip: bool = False


@record
class Bound:
    """The finished file: its number of pages, and the first page of each entry by its number."""

    pages: int
    first: Mapping[int, int] = field(default_factory=dict)


JOB: TypeAdapter[Job] = TypeAdapter(Job)
PLAN: TypeAdapter[Plan] = TypeAdapter(Plan)
PAGES: TypeAdapter[Pages] = TypeAdapter(Pages)
BOUND: TypeAdapter[Bound] = TypeAdapter(Bound)
