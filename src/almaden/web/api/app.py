"""The API of Almaden: every topic's operations under one roof."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, Final

from django.http import HttpRequest, HttpResponseBase
from ninja import NinjaAPI, Router
from ninja.errors import ValidationError
from ninja.operation import Operation

from almaden import __version__
from almaden.web.api import caller, openapi
from almaden.web.api.ogc import core as ogc
from almaden.web.api.parsing import StrictParser
from almaden.web.api.refusals import refuse, unknown_names
from almaden.web.api.resources import (
    chloralkali,
    coal,
    countries,
    customs,
    data_writes,
    dataset_writes,
    datasets,
    factors,
    fate_air,
    fate_boxmodel,
    fate_plume,
    gold,
    import_writes,
    inventories,
    inventory_writes,
    journal,
    law,
    ledgers,
    monitoring,
    monitoring_trends,
    observations,
    organisations,
    people,
    place_writes,
    places,
    product_tests,
    products,
    records,
    registry,
    registry_matches,
    registry_news,
    registry_questionnaires,
    registry_reports,
    registry_weights,
    registry_wishes,
    registry_writes,
    reviews,
    search,
    studies,
    supply,
    tissue,
    trade,
    work,
)

_ABOUT: Final = (
    "Records of mercury use, emissions and releases. Reading what is published needs no account. "
    "Lists are read page by page: follow `next`. Errors are problem+json (RFC 9457) and name every fault."
)
#: These add operations to the routers of others: a path stands in one router with all its methods.
_ADD: Final = (
    place_writes,
    inventory_writes,
    reviews,
    data_writes,
    dataset_writes,
    import_writes,
    records,
    registry_matches,
    registry_writes,
)
_ROUTERS: Final[tuple[Router, ...]] = (
    coal.router,
    studies.router,
    gold.router,
    chloralkali.router,
    products.router,
    law.router,
    customs.router,
    trade.router,
    supply.router,
    product_tests.router,
    ledgers.router,
    monitoring_trends.router,
    fate_air.router,
    fate_boxmodel.router,
    fate_plume.router,
    countries.router,
    inventories.router,
    places.router,
    # Before the kinds of records, whose paths would take theirs.
    registry_wishes.router,
    registry_weights.router,
    registry_reports.router,
    registry_questionnaires.router,
    registry_news.router,
    registry.router,
    observations.router,
    monitoring.router,
    tissue.router,
    factors.router,
    datasets.router,
    work.router,
    search.router,
    people.router,
    organisations.router,
    journal.router,
    ogc.router,
)


class AlmadenAPI(NinjaAPI):
    """ninja's API with our description, our errors, and no unknown parameters."""

    _described: dict[str, Any] | None = None

    def get_openapi_schema(self, *, path_prefix: str | None = None, path_params: Any = None) -> Any:
        """The description of the API, made once."""
        if self._described is None:
            made = super().get_openapi_schema(path_prefix="/api/v1", path_params=path_params)
            self._described = openapi.finish(self, dict(made))
        return self._described

    def on_exception(self, request: HttpRequest, exc: Any) -> Any:
        """Every error as a problem; what is a fault of ours is left to Django."""
        return refuse(request, exc)

    def validation_error_from_error_contexts(self, error_contexts: list[Any]) -> ValidationError:
        """The errors of parameters and body, with what was sent."""
        return ValidationError(
            [
                {**found, "loc": (context.model.__ninja_param_source__, *_place(context.model, found["loc"]))}
                for context in error_contexts
                for found in context.pydantic_validation_error.errors(include_url=False)
            ]
        )


def _place(model: Any, place: tuple[Any, ...]) -> tuple[Any, ...]:
    """Where a fault is, without the names of the function's own parameters."""
    named: tuple[Any, ...] = model.__ninja_flatten_map_reverse__.get(place, place)
    return named[1:] if len(named) > 1 and model.__ninja_param_source__ == "body" else named


def _strict(api: AlmadenAPI) -> None:
    """Make every operation refuse parameters that it does not have."""
    for router in api._get_bound_routers():
        for path in router.path_operations.values():
            for operation in path.operations:
                operation.view_func = _refusing(operation)


def _refusing(operation: Operation) -> Callable[..., HttpResponseBase]:
    known = {
        name
        for model in operation.models
        if model.__ninja_param_source__ == "query"
        for name in model.__ninja_flatten_map__
    }
    view = operation.view_func

    @wraps(view)
    def checked(request: HttpRequest, **values: Any) -> HttpResponseBase:
        unknown = [name for name in request.GET if name not in known]
        if unknown:
            raise unknown_names(unknown, known)
        answer: HttpResponseBase = view(request, **values)
        return answer

    return checked


def _made() -> AlmadenAPI:
    api = AlmadenAPI(
        title="Almaden",
        version=__version__,
        description=_ABOUT,
        docs_url=None,
        urls_namespace="api",
        auth=caller.anyone,
        throttle=caller.PerMinute(),
        parser=StrictParser(),
        openapi_extra={"info": {"license": {"name": "Apache-2.0", "identifier": "Apache-2.0"}}},
    )
    for router in _ROUTERS:
        api.add_router("", router)
    _strict(api)
    return api


api: Final = _made()
