"""Photographs of the products of tests, for those who may read the rows."""

from __future__ import annotations

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import path, reverse
from django.views.decorators.http import require_POST

from almaden.errors import Fault, InputError
from almaden.store.models import ProductPhoto
from almaden.store.product_tests import photos as store
from almaden.store.product_tests.campaigns import may_read_rows
from almaden.web.access import needs, open_to_all, person_of
from almaden.web.failures import failure, status_of
from almaden.web.faults_in_forms import said_of
from almaden.web.file_forms import takes_file
from almaden.web.language import translate
from almaden.web.product_test_results import campaign_of
from almaden.wording import n_


@open_to_all
def photo(request: HttpRequest, pk: int, photo_pk: int) -> HttpResponseBase:
    """A photograph, as a picture and nothing else."""
    path, kind = store.picture(_photo(request, pk, photo_pk))
    response = FileResponse(path.open("rb"), content_type=kind)
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response.headers["Cache-Control"] = "private, max-age=3600"
    return response


@needs("write_data")
@require_POST
def _add(request: HttpRequest, pk: int, test_pk: int) -> HttpResponse:
    one = campaign_of(request, pk)
    test = one.tests.filter(pk=test_pk).first() if test_pk < 2**63 else None
    if test is None:
        raise Http404
    file = request.FILES.get("photograph")
    try:
        if file is None:
            raise InputError(_none())
        store.add_photo(person_of(request), test, file, file.name or "")  # type: ignore[arg-type]  # read once
    except InputError as error:
        back = reverse("product_row", args=[pk, "tests", test_pk])
        return failure(request, status_of(error), said_of(error), back=back)
    messages.success(request, translate(n_("The photograph was kept, without place, time and camera.")))
    return _address(pk, test_pk)


#: Keep a photograph.
add = takes_file(_add, store.MOST_BYTES)


@needs("write_data")
@require_POST
def remove(request: HttpRequest, pk: int, photo_pk: int) -> HttpResponse:
    """Throw a photograph away."""
    found = _photo(request, pk, photo_pk)
    store.remove_photo(person_of(request), found)
    messages.success(request, translate(n_("The photograph was thrown away.")))
    return _address(pk, found.test_id)


def _none() -> Fault:
    return Fault(n_("choose one file"), column="photograph", advice=n_("choose a photograph, or take one"))


def _address(pk: int, test_pk: int) -> HttpResponse:
    return redirect("product_row", pk, "tests", test_pk)


def _photo(request: HttpRequest, pk: int, photo_pk: int) -> ProductPhoto:
    one = campaign_of(request, pk)
    found = ProductPhoto.objects.filter(pk=photo_pk, test__campaign=one).first() if photo_pk < 2**63 else None
    if found is None or not may_read_rows(request.user, one):
        raise Http404
    return found


urlpatterns = [
    path("products/tests/<int:pk>/photos/<int:photo_pk>/", photo, name="product_photo"),
    path("products/tests/<int:pk>/tests/<int:test_pk>/photos/", add, name="product_photo_add"),
    path("products/tests/<int:pk>/photos/<int:photo_pk>/remove/", remove, name="product_photo_remove"),
]
