"""Papers in their versions: which one holds, what came before, whether a new one may be given."""

from collections.abc import Iterable, Iterator

from opencompact.apps.disputes.models import Document
from opencompact.apps.disputes.policy import readers
from opencompact.apps.disputes.queries.story import Story, Told
from opencompact.core.procedure import Holder, NeedKind, Step
from opencompact.core.record import record


@record
class Versions:
    """A paper: every version, the first one first. All of them stay to be read."""

    all: tuple[Document, ...]

    @property
    def current(self) -> Document:
        return self.all[-1]

    @property
    def first(self) -> Document:
        return self.all[0]

    @property
    def newest_first(self) -> tuple[tuple[int, Document], ...]:
        """Each version with its number."""
        return tuple(reversed(tuple(enumerate(self.all, 1))))


def versions_of(story: Story, told: Told) -> tuple[Versions, ...]:
    """The papers that came with an event, and later ones in their place."""
    given = [one for one in story.case.documents.all() if one.event_id == told.event.pk]
    return tuple(_chain(given))


def versions_with(story: Story, told: Told, document: Document) -> Versions:
    """The paper that a document is a version of."""
    return next(one for one in versions_of(story, told) if document in one.all)


def takes_papers(story: Story, told: Told) -> bool:
    """Say whether the room in which something was given is open for papers, as the case stands.

    It is while the case is at a stage of that room, whose people all read what was given, and a
    side has a step there that asks for something in writing.
    """
    stage = story.stage
    if story.at.closed or stage.room != told.stage.room:
        return False
    if not readers(story.procedure, stage) <= told.open_to:
        return False
    sides = {role.key for role in story.procedure.roles if role.held_by == Holder.PARTY}
    here = [step for step in story.procedure.steps if stage.key in step.at]
    return any(step.needs and sides & set(step.by) for step in here)


def file_needs(step: Step) -> tuple[str, ...]:
    """The keys of the questions of a step that files answer."""
    return tuple(need.key for need in step.needs if need.kind == NeedKind.FILES)


def _chain(given: Iterable[Document]) -> Iterator[Versions]:
    later = {one.replaces_id: one for one in given}
    for one in given:
        if one.replaces_id is None:
            chain = [one]
            while found := later.get(chain[-1].pk):
                chain.append(found)
            yield Versions(tuple(chain))
