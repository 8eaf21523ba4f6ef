"""Layers of factors that lie over a set: make one, edit its rows, have it reviewed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from almaden.errors import InputError
from almaden.inventory.readers.tables import FACTORS
from almaden.reference.categories import categories
from almaden.reference.countries import all_countries
from almaden.reference.factors import factor_set
from almaden.store import reviews
from almaden.store.factor_layers import change, make, visible_layers
from almaden.store.factor_users import inventories_over
from almaden.store.inventories.guard import OPEN
from almaden.store.journal import ConflictError
from almaden.store.models import FactorLayer
from almaden.store.rights import countries_with, may, require
from almaden.web.access import needs, open_to_all, person_of, signed_in
from almaden.web.column_words import CHOICE_WORDS, COLUMN_WORDS, LISTED
from almaden.web.conflicts import both_versions
from almaden.web.faults_in_forms import tell
from almaden.web.language import translate
from almaden.web.pages.inventory_review import NEED_TEXT, STEPS, steps_of, take_step
from almaden.web.row_form import RowForm, shown
from almaden.web.shown import country
from almaden.wording import n_

_COLUMNS: Final = (*LISTED["factors"][:6], "air", "water", "land", "products", "general_waste", "sector_treatment")


class LayerForm(forms.Form):
    """Name, title and country of a layer."""

    name = forms.CharField(
        label=n_("Short name"), max_length=80, help_text=n_("By which inventories take it, such as ghana-2024.")
    )
    title = forms.CharField(label=n_("Title"), required=False, max_length=300)
    country = forms.CharField(label=n_("Country"), required=False)

    def __init__(self, *args: Any, allowed: frozenset[str] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen = sorted(allowed if allowed is not None else [one.iso3 for one in all_countries()], key=country)
        none = [("", translate(n_("any country")))] if allowed is None else []
        self.fields["country"].widget = forms.Select(choices=[*none, *((one, country(one)) for one in chosen)])


@open_to_all
def layer(request: HttpRequest, pk: int) -> HttpResponse:
    """One layer with its rows."""
    return _page(request, _found(request, pk))


@needs("write_factors")
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Make a layer."""
    allowed = countries_with(request.user, "write_factors")
    form = LayerForm(request.POST if request.method == "POST" else None, allowed=allowed)
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        try:
            made = make(person_of(request), values["name"], title=values["title"], country=values["country"])
            return redirect("factor_layer", made.pk)
        except InputError as error:
            tell(form, error.faults)
    return render(request, "factors/new.html", {"form": form}, status=422 if request.method == "POST" else 200)


@needs("write_factors")
@require_http_methods(["GET", "HEAD", "POST"])
def rows(request: HttpRequest, pk: int) -> HttpResponse:
    """Add, change or remove one row; ``row`` is its number, counted from 1, nothing for a new one."""
    one = _found(request, pk)
    require(request.user, "write_factors", one.country)
    place = _place(one, request.POST.get("row") or request.GET.get("row", ""))
    known = one.rows[place] if place is not None else {}
    if request.method != "POST":
        return _page(request, one, RowForm(FACTORS, factor_set(), None, known), place)
    form = RowForm(FACTORS, factor_set(), request.POST, {})
    wanted = [dict(row) for row in one.rows]
    if "remove" in request.POST and place is not None:
        del wanted[place]
    elif place is None:
        wanted.append(form.typed())
    else:
        wanted[place] = form.typed()
    try:
        change(person_of(request), one, _version(request), rows=wanted)
    except InputError as error:
        tell(form, error.faults)
        return _page(request, _found(request, pk), form, place, status=422)
    except ConflictError as error:
        return _both(request, _found(request, pk), form, place, error)
    messages.success(request, translate(n_("The layer was saved.")))
    return redirect("factor_layer", pk)


@signed_in
@require_POST
def step(request: HttpRequest, pk: int) -> HttpResponse:
    """One step of the review."""
    take_step(request, _found(request, pk))
    return redirect("factor_layer", pk)


def _page(
    request: HttpRequest, one: FactorLayer, form: RowForm | None = None, place: int | None = None, *, status: int = 200
) -> HttpResponse:
    context: Mapping[str, Any] = {
        "layer": one,
        "form": form,
        "place": place,
        "version": request.POST.get("version", one.version),
        "columns": _COLUMNS,
        "column_words": COLUMN_WORDS,
        "choice_words": CHOICE_WORDS,
        "categories": categories(),
        "may_edit": one.state in OPEN and may(request.user, "write_factors", one.country),
        "users": inventories_over(request.user, one),
        "steps": steps_of(request, one),
        "step_words": STEPS,
        "need_text": NEED_TEXT,
        "decisions": reviews.decisions_on(one),
    }
    return render(request, "factors/layer.html", dict(context), status=status)


def _both(
    request: HttpRequest, one: FactorLayer, form: RowForm, place: int | None, error: ConflictError
) -> HttpResponse:
    """The row that was sent beside the one that has its number now."""
    mine = {} if "remove" in request.POST else form.typed()
    now = one.rows[place] if place is not None and place < len(one.rows) else {}
    lines = [
        (COLUMN_WORDS.get(name, name), str(shown(mine.get(name))), str(shown(now.get(name))))
        for name in {**mine, **now}
        if mine.get(name) or now.get(name)
    ]
    again = n_("Remove it all the same") if "remove" in request.POST else n_("Keep my version")
    back = reverse("factor_layer", args=[one.pk])
    return both_versions(request, error, lines, title=n_("Factor layer"), back=back, again=again)


def _found(request: HttpRequest, pk: int) -> FactorLayer:
    one = visible_layers(request.user).filter(pk=pk).first() if pk < 2**63 else None
    if one is None:
        raise Http404
    return one


def _place(one: FactorLayer, text: str) -> int | None:
    """Place of the row that a form names, counted from 0.

    Raises:
        Http404: there is no such row.
    """
    if not text:
        return None
    if not (text.isascii() and text.isdecimal() and len(text) < 7 and 1 <= int(text) <= len(one.rows)):
        raise Http404
    return int(text) - 1


def _version(request: HttpRequest) -> int:
    text = request.POST.get("version", "")
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else 0
