"""The operations of OGC API - Features, Part 1: Core."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any, Final

from django.http import Http404, HttpRequest, HttpResponse
from ninja import Path, Query, Router

from almaden.web.api import paging, schemas
from almaden.web.api.formats import feature
from almaden.web.api.listing import reply
from almaden.web.api.ogc import schemas as ogc
from almaden.web.api.ogc.collections import COLLECTIONS, CRS84, Collection
from almaden.web.api.problems import StatusError

router = Router(tags=["OGC API - Features"])

ROOT: Final = "/api/v1/ogc/"
GEOJSON: Final = "application/geo+json"
JSON: Final = "application/json"
_PART: Final = "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf"
CONFORMS_TO: Final = (f"{_PART}/core", f"{_PART}/geojson")
#: The answers are GeoJSON, which the description says by these.
_FEATURES: Final = {"x-media-type": GEOJSON}


def _link(request: HttpRequest, path: str, rel: str, title: str, media_type: str = JSON) -> dict[str, str]:
    return {"href": request.build_absolute_uri(path), "rel": rel, "type": media_type, "title": title}


def _accepted(request: HttpRequest, asked: ogc.FormatAsked, *media_types: str) -> None:
    """Refuse clients that accept nothing of what is given here."""
    if asked.f is None and not any(map(request.accepts, media_types)):
        raise StatusError(406)


@router.get("/ogc/", response=ogc.Landing, operation_id="ogc_landing")
def landing(request: HttpRequest, asked: Query[ogc.FormatAsked]) -> HttpResponse:
    """The landing page."""
    _accepted(request, asked, JSON)
    links = [
        _link(request, ROOT, "self", "This document"),
        _link(
            request,
            "/api/v1/openapi.json",
            "service-desc",
            "Description of the API",
            "application/vnd.oai.openapi+json;version=3.1",
        ),
        _link(request, "/api/docs", "service-doc", "Documentation of the API", "text/html"),
        _link(request, f"{ROOT}conformance", "conformance", "What the service follows"),
        _link(request, f"{ROOT}collections", "data", "Collections"),
    ]
    about = "Facilities that use, form or release mercury, and sites where it is measured or was left."
    return reply({"title": "Almaden", "description": about, "links": links})


@router.get("/ogc/conformance", response=ogc.Conformance, operation_id="ogc_conformance")
def conformance(request: HttpRequest, asked: Query[ogc.FormatAsked]) -> HttpResponse:
    """What the service follows."""
    _accepted(request, asked, JSON)
    return reply({"conformsTo": list(CONFORMS_TO)})


@router.get("/ogc/collections", response=ogc.Collections, operation_id="ogc_collections")
def collections(request: HttpRequest, asked: Query[ogc.FormatAsked]) -> HttpResponse:
    """The collections."""
    _accepted(request, asked, JSON)
    shown = [_shown(request, one) for one in COLLECTIONS.values()]
    return reply({"links": [_link(request, f"{ROOT}collections", "self", "This document")], "collections": shown})


@router.get("/ogc/collections/{name}", response=ogc.CollectionShown, operation_id="ogc_collection")
def collection(
    request: HttpRequest,
    asked: Query[ogc.FormatAsked],
    name: str = Path(max_length=40, description="facilities or sites."),
) -> HttpResponse:
    """One collection."""
    _accepted(request, asked, JSON)
    if name not in COLLECTIONS:
        raise Http404
    return reply(_shown(request, COLLECTIONS[name]))


def _shown(request: HttpRequest, one: Collection) -> dict[str, Any]:
    path = f"{ROOT}collections/{one.name}"
    return {
        "id": one.name,
        "title": one.title,
        "description": one.description,
        "itemType": "feature",
        "extent": {
            "spatial": {"bbox": [[-180, -90, 180, 90]], "crs": CRS84},
            "temporal": {"interval": [[None, None]], "trs": "http://www.opengis.net/def/uom/ISO-8601/0/Gregorian"},
        },
        "crs": [CRS84],
        "links": [
            _link(request, path, "self", "This document"),
            _link(request, f"{path}/items", "items", one.title, GEOJSON),
        ],
    }


@router.get(
    "/ogc/collections/facilities/items",
    response=ogc.Features,
    operation_id="ogc_facilities",
    openapi_extra=_FEATURES,
)
def facilities(request: HttpRequest, asked: Query[ogc.FacilitiesAsked]) -> HttpResponse:
    """Facilities as features."""
    return _items(request, COLLECTIONS["facilities"], asked)


@router.get("/ogc/collections/sites/items", response=ogc.Features, operation_id="ogc_sites", openapi_extra=_FEATURES)
def sites(request: HttpRequest, asked: Query[ogc.SitesAsked]) -> HttpResponse:
    """Sites as features."""
    return _items(request, COLLECTIONS["sites"], asked)


@router.get(
    "/ogc/collections/facilities/items/{key}",
    response=ogc.FeatureWithLinks,
    operation_id="ogc_facility",
    openapi_extra=_FEATURES,
)
def facility(request: HttpRequest, key: schemas.Id, asked: Query[ogc.FormatAsked]) -> HttpResponse:
    """One facility as a feature."""
    return _item(request, COLLECTIONS["facilities"], key, asked)


@router.get(
    "/ogc/collections/sites/items/{key}",
    response=ogc.FeatureWithLinks,
    operation_id="ogc_site",
    openapi_extra=_FEATURES,
)
def site(request: HttpRequest, key: schemas.Id, asked: Query[ogc.FormatAsked]) -> HttpResponse:
    """One site as a feature."""
    return _item(request, COLLECTIONS["sites"], key, asked)


def _items(request: HttpRequest, one: Collection, asked: ogc.ItemsAsked) -> HttpResponse:
    _accepted(request, asked, GEOJSON, JSON)
    ordered = paging.after(one.found(request.user, asked), "id", asked.cursor)
    rows = list(one.listing.rows(ordered[: asked.limit + 1], one.finish(request.user)))
    more, rows = len(rows) > asked.limit, rows[: asked.limit]
    links = [
        _link(request, request.get_full_path(), "self", "This document", GEOJSON),
        _link(request, f"{ROOT}collections/{one.name}", "collection", one.title),
    ]
    following = ""
    if more:
        following = paging.address_of_next(request, paging.cursor_of("id", rows[-1]["id"], rows[-1]["id"]))
        links.append({"href": following, "rel": "next", "type": GEOJSON, "title": "Next page"})
    body = {
        "type": "FeatureCollection",
        "features": [feature(row) for row in rows],
        "links": links,
        "timeStamp": datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "numberReturned": len(rows),
    }
    response = reply(body, media_type=GEOJSON)
    if following:
        response["Link"] = f'<{following}>; rel="next"'
    response.prepared = True  # type: ignore[attr-defined]  # read by prepared.Prepared
    return response


def _item(request: HttpRequest, one: Collection, key: int, asked: ogc.FormatAsked) -> HttpResponse:
    _accepted(request, asked, GEOJSON, JSON)
    row = one.listing.one(one.visible(request.user), key, one.finish(request.user))
    path = f"{ROOT}collections/{one.name}"
    links = [
        _link(request, f"{path}/items/{key}", "self", "This document", GEOJSON),
        _link(request, path, "collection", one.title),
    ]
    return reply({**feature(row), "links": links}, media_type=GEOJSON)
