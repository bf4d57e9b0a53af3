"""What does not leave with an area, and why; a test fails for a model that is missing here."""

from typing import Final

# Whole packages that know nothing of areas.
PACKAGES: Final = {
    "account": "which addresses were proven here: proven again at the first sign-in elsewhere",
    "mfa": "second factors open this installation only",
    "socialaccount": "sign-in with another service is set up anew in each installation",
    "auth": "rights of the software's own administration, which are not an area's",
    "contenttypes": "the software's own list of its tables",
    "sessions": "who is signed in here now",
    "usersessions": "where people are signed in here now",
}

# Single models, as app.Model.
MODELS: Final = {
    "accounts.User": "accounts go as names and addresses, without passwords",
    "accounts.User_groups": "rights of the software's own administration",
    "accounts.User_user_permissions": "rights of the software's own administration",
    "audit.Event": "goes as history, with the hashes of the chain it stood in",
    "audit.AuditHead": "each installation has a chain of its own",
    "audit.ImportedChain": "goes as history",
    "audit.ImportedEvent": "goes as history",
    "audit.ImportedActor": "goes as history",
    "areas.ApiToken": "a token opens this installation only",
    "disputes.PrivateCalendar": "the address of a calendar leads to this installation only",
    "notify.ActionLink": "a link in a mail leads to this installation only",
    "notify.Message": "mail is sent by the installation that wrote it, and may hold links",
}

# A field whose name says that it holds one of these never leaves, whatever its model.
SECRET_NAMES: Final = ("password", "secret", "token")
