"""What the register lets people do from a mail, without an account: settings.ACTION_LINKS."""

from .roles import CONFIRM_ROLE, INVITATION
from .signing import SIGN

__all__ = ["CONFIRM_ROLE", "INVITATION", "SIGN"]
