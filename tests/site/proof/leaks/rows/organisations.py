"""Fields of organisations."""

from tests.site.proof.leaks import people
from tests.site.proof.leaks.people import Cast
from tests.site.proof.leaks.rule import COPY, KEY, OFFICERS, OPEN, Rule

FIELDS: dict[str, Rule] = {
    "organisations.Departure.approver": OPEN,
    "organisations.Departure.key": OPEN,
    "organisations.Departure.mitigation": OPEN,
    "organisations.Departure.number": OPEN,
    "organisations.Departure.reason": OPEN,
    "organisations.Departure.record": KEY,
    "organisations.Departure.title": OPEN,
    "organisations.ImportRun.file_name": OFFICERS,
    "organisations.ImportRun.key": KEY,
    "organisations.ImportRun.mapping": COPY,
    "organisations.ImportRun.report": Rule("the officers of the area", Cast.officers, each=False),
    "organisations.ImportRun.text": OFFICERS,
    "organisations.Organisation.address": OPEN,
    "organisations.Organisation.identifier": OPEN,
    "organisations.Organisation.kinds": KEY,
    "organisations.Organisation.locality": OPEN,
    "organisations.Organisation.match_key": COPY,
    "organisations.Organisation.name": OPEN,
    "organisations.Organisation.other_identifiers": OPEN,
    "organisations.Organisation.postcode": OPEN,
    "organisations.Organisation.search": COPY,
    "organisations.Organisation.slug": OPEN,
    "organisations.Organisation.website": OPEN,
    "organisations.Role.area_of_organisation": OPEN,
    "organisations.Signature.position": OPEN,
    "organisations.Signature.signed_by": OPEN,
    "organisations.Signature.withdrawal_reason": Rule(
        "its organisation, the chair, officers", people.notice
    ),
    "organisations.Training.title": Rule("who took it, and the officers", people.training),
}
