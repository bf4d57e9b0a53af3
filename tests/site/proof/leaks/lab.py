"""The lab: which canaries there are, who may meet each, and who met one that they may not."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from opencompact.base.audit.models import Event
from opencompact.base.notify.models import Message
from tests.site.matrix.place import World
from tests.site.proof.leaks import canaries, fields, reading
from tests.site.proof.leaks.crawling import Visit
from tests.site.proof.leaks.people import EVERYBODY, NOBODY, Cast, Names

ONLY_MAILED = "notify.Message"


# Whoever holds the secret of a link from a mail is told for whom it was made, and no more.
BY_SECRET = "/act/"
OF_A_PERSON = {"accounts.User.name", "accounts.User.email", "account.EmailAddress.email"}
# The link to one's own report opens that report; it was sent to the address given with it.
OF_A_REPORT = ("disputes.Report.", "disputes.ReportEntry.text")


@dataclass
class Lab:
    """A world full of canaries. `readers` of each word, the `fields` it stands in, who `saw` it."""

    world: World
    cast: Cast
    texts: tuple[fields.Text, ...]
    readers: dict[str, Names] = field(default_factory=dict)
    fields: dict[str, set[str]] = field(default_factory=dict)
    saw: dict[str, set[str]] = field(default_factory=dict)
    sightings: int = 0

    def leaks(self, visit: Visit) -> Iterator[str]:
        """Words that this answer shows to somebody who may not read them."""
        for where, text in reading.texts(visit.response):
            for word in canaries.found(text):
                yield from self._judge(visit, word, where)

    def _judge(self, visit: Visit, word: str, where: str) -> Iterator[str]:
        whole = canaries.meant(word, self.readers)
        self.sightings += bool(whole)
        names = set().union(*(self.fields[one] for one in whole))
        for_holder = visit.address.startswith(BY_SECRET) and all(
            name in OF_A_PERSON or name.startswith(OF_A_REPORT) for name in names
        )
        if whole and not for_holder and not any(visit.actor in self.readers[one] for one in whole):
            yield f"{where} shows “{word}” from {' and '.join(sorted(names))}"
        for one in whole:
            self.saw.setdefault(one, set()).add(visit.actor)

    def mails(self) -> Iterator[str]:
        """Words in a mail that its addressee may not read, or that no mail may carry."""
        names = {user.email: self.cast.names[user.pk] for user in self._users()}
        for mail in Message.objects.all():
            text = f"{mail.to_name} {mail.subject} {mail.body}"
            # The secret of a link may look like a word by chance: only what was planted counts.
            cut = canaries.found(text)
            whole = set().union(*(canaries.meant(one, self.readers) for one in cut))
            # To whom it goes it may say so: whom a link is made for.
            for word in (one for one in whole if one not in mail.to_address):
                sent = self._sent(word)
                readers = self.readers[word]
                who = names.get(mail.to_address, mail.to_address)
                if sent or not (readers >= EVERYBODY or who in readers):
                    yield f"{mail.key} to {who} tells “{word}” ({sent})"

    def audit(self) -> Iterator[str]:
        """Words in the chain: nothing that was planted is there, no name either."""
        for event in Event.objects.all():
            for word in canaries.found(f"{event.data} {event.object_id} {event.verb}"):
                yield f"event {event.pk}, {event.verb}, holds “{word}”"

    def unseen(self, actors: Iterable[str]) -> list[str]:
        """Words that no actor met although one may: there the crawler was blind."""
        wanted = set(actors)
        return sorted(
            f"{' and '.join(self.fields[word])}: “{word}” for {sorted(who & wanted)}"
            for word, who in self.readers.items()
            if who & wanted and not self.saw.get(word) and self.fields[word] != {ONLY_MAILED}
        )

    def _sent(self, word: str) -> str:
        names = self.fields.get(word, set())
        return " ".join(sorted(one for one in names if one.startswith(fields.NEVER_SENT)))

    def _users(self) -> Iterator[object]:
        for place in (self.world.here, self.world.there):
            yield from place.people.values()
        yield from filter(None, self.world.actors.values())


def of(world: World) -> Lab:
    """Note who may read each canary of that world."""
    cast = Cast(world)
    lab = Lab(world, cast, tuple(fields.confidential(cast)))
    for text in lab.texts:
        for word in text.words:
            lab.readers[word] = lab.readers.get(word, NOBODY) | text.readers
            lab.fields.setdefault(word, set()).add(text.field)
    _asked(lab)
    return lab


def _asked(lab: Lab) -> None:
    """What only a mail says is for those it went to."""
    names = {user.email: lab.cast.names[user.pk] for user in lab._users()}
    for mail in Message.objects.filter(key__startswith="organisations.ask:"):
        for word in canaries.found(f"{mail.subject} {mail.body}"):
            if lab.fields.get(word, {ONLY_MAILED}) == {ONLY_MAILED}:
                lab.fields[word] = {ONLY_MAILED}
                readers = lab.readers.get(word, NOBODY)
                lab.readers[word] = readers | {names.get(mail.to_address, mail.to_address)}
