"""The forms of the register: searching, an organisation, an import, signing, people."""

from .importing import ColumnsForm, UploadForm
from .people import AppointForm, AskForm, EndRoleForm
from .register import OrganisationForm
from .searching import MemberSearchForm, RegisterForm, SignatoriesForm
from .signing import SignerForm, SignForm, WithdrawForm

__all__ = [
    "AppointForm",
    "AskForm",
    "ColumnsForm",
    "EndRoleForm",
    "MemberSearchForm",
    "OrganisationForm",
    "RegisterForm",
    "SignForm",
    "SignatoriesForm",
    "SignerForm",
    "UploadForm",
    "WithdrawForm",
]
