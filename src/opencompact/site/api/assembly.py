"""Puts the operations of all apps together under /api/v1/, with one shape for every refusal."""

from typing import Final

from ninja import NinjaAPI
from ninja.operation import Operation

from opencompact.apps.agreement.api import routes as agreement
from opencompact.apps.assessments.api import routes as assessments
from opencompact.apps.consultations.api import routes as consultations
from opencompact.apps.disputes.api import routes as disputes
from opencompact.apps.evaluation.api import routes as evaluation
from opencompact.apps.funding.api import routes as funding
from opencompact.apps.organisations.api import routes as organisations

from . import areas, history, refusals

VERSION: Final = "1"
ABOUT: Final = (
    "What an area's pages show, as data. Public data needs no token; everything else needs one,"
    " made on the page “Your API tokens” of the area. A token opens what its scopes name, and never"
    " more than its person may do on the day."
)


class Api(NinjaAPI):
    """Names each operation as its function is named; JSON needs no word on its letters."""

    def get_openapi_operation_id(self, operation: Operation) -> str:
        return operation.view_func.__name__

    def get_content_type(self) -> str:
        return str(self.renderer.media_type)


api = Api(
    title="OpenCompact",
    version=VERSION,
    description=ABOUT,
    openapi_url=None,
    docs_url=None,
    urls_namespace="api",
)
ROUTES: Final = (
    areas.routes, agreement, organisations, consultations, funding, assessments, disputes,
    evaluation, history.routes,
)  # fmt: skip
for router in ROUTES:
    api.add_router("", router)
refusals.declare(api)

# The framework adds a root that has nothing to say.
urls = [one for one in api.urls[0] if getattr(one, "name", "") != "api-root"]
