"""Where the operations of this app are gathered."""

from opencompact.base.ui.api import Routes

routes = Routes(tags=["Consultations"])
