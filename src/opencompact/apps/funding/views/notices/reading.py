"""One notice as its two sides read it, with its letter."""

from typing import Any

from django.http import HttpResponse

from opencompact.apps.funding.forms.notices import AnswerForm
from opencompact.apps.funding.models import Notice
from opencompact.apps.funding.policy.notices import can_answer_notice, can_keep_notice
from opencompact.apps.funding.queries import notices as queries
from opencompact.apps.funding.views.notices.opening import clocks, seen, today
from opencompact.base.areas.permission import AreaRequest
from opencompact.base.ui.pages import render
from opencompact.formats.letters import Letter, pdf, word
from opencompact.formats.papers import KINDS

WRITERS = {"docx": word, "pdf": pdf}


def notice(request: AreaRequest, area: str, key: str) -> HttpResponse:  # noqa: ARG001
    """What is told, the two clocks, how it stands to the agreement, and what was answered."""
    return page(request, seen(request, key))


def page(request: AreaRequest, found: Notice, form: AnswerForm | None = None) -> HttpResponse:
    """The page of a notice, perhaps with an answer that could not be sent."""
    on = today()
    keeps = can_keep_notice(request.actor, found)
    answers = can_answer_notice(request.actor, found) and not found.withdrawn_on
    context: dict[str, Any] = {
        "notice": found,
        "keeps": keeps,
        "clocks": clocks(found, on),
        "judged": queries.judged_notice(found, on),
        "missing": queries.missing(found) if found.is_draft else [],
        "proportion": queries.proportion(found),
        "answers": list(found.answers.all()),
        "answer_form": (form or AnswerForm()) if answers else None,
        "side": queries.side_of(request.actor, found) if answers else None,
        "readers": queries.recipients(found, on) if keeps else [],
        "today": on,
    }
    return render(request, "funding/notices/notice.html", context)


def letter_file(request: AreaRequest, area: str, key: str, kind: str) -> HttpResponse:  # noqa: ARG001
    """The letter as it went, or as it would go today."""
    found = seen(request, key)
    answer = HttpResponse(WRITERS[kind](_letter(request, found)), content_type=KINDS[kind])
    answer["Content-Disposition"] = f'attachment; filename="notice-{found.key.lower()}.{kind}"'
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Cache-Control"] = "no-store"
    return answer


def _letter(request: AreaRequest, found: Notice) -> Letter:
    if not found.is_draft:
        return queries.letter_sent(found)
    on = today()
    signature = (request.actor.name, "")
    return queries.letter_as_it_stands(found, queries.judged_notice(found, on), on, signature)
