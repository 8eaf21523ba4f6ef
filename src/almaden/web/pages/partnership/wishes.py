"""The wish list for donors: what still looks for money, one entry of it, the same as files, and the pipeline."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any, Final, cast, get_args

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import path
from django.views.decorators.cache import never_cache

from almaden.errors import AlmadenError, InputError
from almaden.partnership.donor_fields import donor_fields
from almaden.partnership.freshness import months_before
from almaden.partnership.wishes import Filter, Order, Wish
from almaden.store.registry import interest, wish_list
from almaden.web.access import open_to_all
from almaden.web.api.formats import file_of
from almaden.web.failures import failure, status_of
from almaden.web.faults_in_forms import tell
from almaden.web.language import translate
from almaden.web.numbers_asked import first_row, sum_asked
from almaden.web.pages.partnership.shared import (
    area_options,
    area_title,
    asked_of,
    choices_of,
    options,
    page_of_record,
    today,
)
from almaden.web.pauses import may_send
from almaden.web.record_form import country_choices
from almaden.web.registry_words import value_word
from almaden.web.wish_lines import WishLine, line_of
from almaden.wording import n_

#: What was planned to be over so many months ago is left out where nobody asks for it.
_MONTHS: Final = 12
#: Wishes on one page.
_ROWS: Final = 50
_ORDERS: Final = {
    "stated": n_("those with a stated cost first"),
    "area": n_("by area"),
    "gap": n_("by the sum that is missing"),
    "cost": n_("by cost"),
    "readiness": n_("the readiest first"),
    "mercury": n_("by mercury avoided"),
    "cost per kg": n_("by cost of a kilogram"),
}
_FUNDING: Final = ("unfunded", "part-funded", "cost not stated")
_FUNDS: Final = {
    "gef": n_("Global Environment Facility"),
    "sip": n_("Specific International Programme of the Convention"),
}
_FILES: Final = ("csv", "xlsx")
_EMPTY: Final = {"required": n_("the field must not be empty")}


class InterestForm(forms.Form):
    """Somebody would like to know more; the store says what is wrong with it."""

    name = forms.CharField(
        label=n_("Name"),
        error_messages=_EMPTY,
        widget=forms.TextInput(attrs={"autocomplete": "name", "dir": "auto"}),
    )
    organisation = forms.CharField(
        label=n_("Organisation"),
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "organization", "dir": "auto"}),
    )
    email = forms.CharField(
        label=n_("E-mail"),
        error_messages=_EMPTY,
        widget=forms.TextInput(attrs={"autocomplete": "email", "dir": "ltr"}),
    )
    text = forms.CharField(
        label=n_("What you would like to know"),
        error_messages=_EMPTY,
        widget=forms.Textarea(attrs={"rows": 5, "dir": "auto"}),
    )


@open_to_all
def wish_list_page(request: HttpRequest) -> HttpResponse:
    """What looks for money, with what it would change and what a kilogram costs."""
    asked = asked_of(request)
    filter_, order = _filter(request), _order(request)
    rows = wish_list.found(filter_)
    everything = wish_list.found(replace(filter_, current_from=None))
    first = first_row(request)
    count = rows.count()
    kept = request.GET.copy()
    kept.pop("from", None)
    query = kept.urlencode()
    with_past = kept.copy()
    with_past["past"] = "1"
    kept["from"] = str(first + _ROWS)
    context = {
        "asked": asked,
        "given": {name: request.GET.get(name, "") for name in _TEXTS},
        "order": order,
        "wishes": wish_list.wishes_of(wish_list.ordered(rows, order)[first : first + _ROWS]),
        "count": count,
        "left_out": everything.count() - count,
        "costed": rows.filter(cost__isnull=False).count(),
        "long_past": _long_past(),
        "with_past": with_past.urlencode(),
        "sums": wish_list.sums(rows),
        "query": query,
        "next": kept.urlencode() if count > first + _ROWS else "",
        "areas": area_options(),
        "countries": country_choices(),
        "readinesses": options(choices_of("activity", "readiness")),
        "fundings": options(_FUNDING),
        "orders": _ORDERS,
        "currencies": [(one, one) for one in wish_list.currencies()],
        "area_title": area_title,
        "value_word": value_word,
    }
    return render(request, "partnership/wishes.html", context)


@open_to_all
def wish_file(request: HttpRequest, format: str) -> HttpResponseBase:
    """The wishes that are asked for as a table."""
    if format not in _FILES:
        raise Http404
    rows = wish_list.ordered(wish_list.found(_filter(request)), _order(request))

    def lines() -> Iterator[dict[str, Any]]:
        for content in rows.values_list("content", flat=True).iterator(500):
            yield line_of(Wish.from_json(content)).model_dump()

    return file_of(format, "wishes", WishLine, lines())


@open_to_all
@never_cache
def wish(request: HttpRequest, kind: str, key: str) -> HttpResponse:
    """One wish: money, effect, the fields of two funds, and a form to ask for more."""
    found = wish_list.wish(kind, key) if "\0" not in key else None
    if found is None:
        raise Http404
    form = InterestForm(request.POST if request.method == "POST" else None)
    if request.method != "POST":
        return _wish_page(request, found, form)
    form.is_valid()
    try:
        given = interest.checked(form.cleaned_data)
        if not may_send(request, "wish"):
            told = translate(n_("Too many messages came from here. Try again in a quarter of an hour."))
            return failure(request, 429, told)
        interest.ask(found, given, request.build_absolute_uri(request.path))
    except InputError as error:
        tell(form, (fault for fault in error.faults if fault.column not in form.errors))
        return _wish_page(request, found, form, 422)
    except AlmadenError as error:
        form.add_error(None, error.say(translate))
        return _wish_page(request, found, form, status_of(error))
    messages.success(request, translate(n_("Your message was passed on to those who lead the area. They answer you.")))
    return redirect("partnership_wish", kind, key)


def _wish_page(request: HttpRequest, found: Wish, form: InterestForm, status: int = 200) -> HttpResponse:
    fields = donor_fields(found)
    context = {
        "wish": found,
        "long_past": _long_past(),
        "form": form,
        "funds": [(name, [one for one in fields if one.fund == fund]) for fund, name in _FUNDS.items()],
        "area_title": area_title,
        "page_of_record": page_of_record,
        "value_word": value_word,
    }
    return render(request, "partnership/wish.html", context, status=status)


@open_to_all
def pipeline(request: HttpRequest) -> HttpResponse:
    """How far the money of activities is, by area."""
    lines = wish_list.pipeline()
    context = {
        "lines": lines,
        "steps": wish_list.FINANCE,
        "looking": _FUNDING,
        "totals": {step: sum(line.counts[step] for line in lines) for step in wish_list.FINANCE},
        "area_title": area_title,
        "value_word": value_word,
    }
    return render(request, "partnership/pipeline.html", context)


#: What the address asks for beside area and country.
_TEXTS: Final = (
    "readiness", "funding", "currency", "least_cost", "most_cost", "least_mercury", "with_cost", "with_cofinance",
    "past",
)  # fmt: skip


def _filter(request: HttpRequest) -> Filter:
    """What the address asks for; numbers that are none ask for nothing that there is.

    Raises:
        InputError: a range of costs is asked for without a currency, or a number is none.
    """
    asked = asked_of(request)
    given = {name: request.GET.get(name, "").replace("\0", "").strip()[:30] for name in _TEXTS}
    currency = given["currency"].upper()
    numbers = {name: sum_asked(name, given[name], currency) for name in ("least_cost", "most_cost")}
    return Filter(
        areas=(asked.area,) if asked.area else (),
        countries=(asked.country,) if asked.country else (),
        currency=currency,
        least_mercury=sum_asked("least_mercury", given["least_mercury"]),
        readiness=(given["readiness"],) if given["readiness"] else (),
        funding=(given["funding"],) if given["funding"] else (),
        with_cost=bool(given["with_cost"]),
        with_cofinance=bool(given["with_cofinance"]),
        current_from=None if given["past"] else _long_past(),
        **numbers,
    )


def _long_past() -> date:
    """What was planned to be over before this day looks for no money today."""
    return months_before(today(), _MONTHS)


def _order(request: HttpRequest) -> Order:
    order = request.GET.get("order", "")
    return cast("Order", order) if order in get_args(Order) else "stated"


urlpatterns = [
    path("partnership/wishes/", wish_list_page, name="partnership_wishes"),
    path("partnership/wishes/file/<str:format>/", wish_file, name="partnership_wish_file"),
    path("partnership/wishes/<str:kind>/<path:key>/", wish, name="partnership_wish"),
    path("partnership/pipeline/", pipeline, name="partnership_pipeline"),
]
