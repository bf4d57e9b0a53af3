"""The forms of the register: searching, an organisation, an import, signing, people."""

from .departures import DepartureForm, DeparturesForm
from .importing import ColumnsForm, PeopleFileForm, UploadForm
from .people import (
    AppointForm,
    AskForm,
    ChangeRoleForm,
    EndRoleForm,
    OrganisationField,
    TrainingForm,
)
from .register import OrganisationForm
from .searching import MemberSearchForm, PeopleForm, RegisterForm, SignatoriesForm
from .signing import SignerForm, SignForm, WithdrawForm

__all__ = [
    "AppointForm",
    "AskForm",
    "ChangeRoleForm",
    "ColumnsForm",
    "DepartureForm",
    "DeparturesForm",
    "EndRoleForm",
    "MemberSearchForm",
    "OrganisationField",
    "OrganisationForm",
    "PeopleFileForm",
    "PeopleForm",
    "RegisterForm",
    "SignForm",
    "SignatoriesForm",
    "SignerForm",
    "TrainingForm",
    "UploadForm",
    "WithdrawForm",
]
