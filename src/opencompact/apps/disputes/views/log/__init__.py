"""The pages of the log: reporting, following, keeping, joining, answering, the public figures."""

from opencompact.apps.disputes.views.log.answering import answer
from opencompact.apps.disputes.views.log.figures import figures, figures_file
from opencompact.apps.disputes.views.log.joint import begin, joint, take_part
from opencompact.apps.disputes.views.log.keeping import deed, report
from opencompact.apps.disputes.views.log.linked import FOLLOW, JOIN
from opencompact.apps.disputes.views.log.lists import front, log_file
from opencompact.apps.disputes.views.log.reporting import report_form, sent

__all__ = [
    "FOLLOW",
    "JOIN",
    "answer",
    "begin",
    "deed",
    "figures",
    "figures_file",
    "front",
    "joint",
    "log_file",
    "report",
    "report_form",
    "sent",
    "take_part",
]
