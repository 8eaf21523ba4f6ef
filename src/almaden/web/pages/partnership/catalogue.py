"""The catalogue of offers: all its filters, and one offer with the needs that it fits."""

from __future__ import annotations

from typing import Any, Final

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.views.decorators.http import require_POST

from almaden.partnership.codes import GLOBAL, materials, regions, steps
from almaden.partnership.matching.catalogue import Wanted, is_stale
from almaden.partnership.matching.match import fitting_needs
from almaden.partnership.matching.vocabulary import WASTE_CLASSES, plain_all
from almaden.partnership.records.exchange import OfferRecord
from almaden.store.registry import confirming, lists
from almaden.store.registry.lists import Asked, needs_seen, titles
from almaden.store.registry.reading import record_of, visible_rows
from almaden.web.access import needs, open_to_all, person_of
from almaden.web.language import LANGUAGE_NAMES, translate
from almaden.web.numbers_asked import first_row, sum_asked
from almaden.web.pages.partnership.ranking import match_words, ranking_of, shown
from almaden.web.pages.partnership.shared import (
    area_options,
    area_title,
    choices_of,
    history,
    internal,
    options,
    page_of_record,
    record_shown,
    row_of,
    today,
    told,
    wanted,
)
from almaden.web.record_form import country_choices
from almaden.web.registry_words import FIELD_WORDS, value_word
from almaden.wording import n_

#: A longer number is no version of a record.
_LONGEST_VERSION: Final = 10
#: Offers on one page, and needs that are shown for an offer.
_ROWS: Final = 50
_BEST: Final = 10
_COLUMNS: Final = (
    "provider", "provider_text", "kind", "steps", "materials", "countries", "regions", "languages", "cost_per_t",
    "currency", "grade", "confirmed_on",
)  # fmt: skip
_TEXTS: Final = ("area", "kind", "step", "material", "country", "region", "language", "currency")
_CLASSES: Final = {
    "consisting": n_("waste consisting of mercury"),
    "containing": n_("waste containing mercury"),
    "contaminated": n_("waste contaminated with mercury"),
}


@open_to_all
def offers(request: HttpRequest) -> HttpResponse:
    """What partners offer, with the filters of a catalogue."""
    given = {name: request.GET.get(name, "").replace("\0", "").strip()[:200] for name in (*_TEXTS, *_MORE)}
    most = sum_asked("most_per_t", given["most_per_t"], given["currency"])
    asked = Wanted(**{name: given[name] for name in _TEXTS}, most_per_t=most, current=bool(given["current"]))
    rows = list(lists.records(request.user, "offer", Asked(text=given["text"])).order_by("title", "key"))
    areas = _areas_of_providers()
    offered = [(row, record_of(row, personal=False)) for row in rows]
    found = [
        (row, one)
        for row, one in offered
        if isinstance(one, OfferRecord) and asked.lets_pass(one, areas.get(one.provider, ()), today())
    ]
    first = first_row(request)
    shown_rows = found[first : first + _ROWS]
    names = titles(request.user, wanted(("offer", one) for _row, one in shown_rows))
    cells = [{cell.name: cell for cell in told("offer", one, names)} for _row, one in shown_rows]
    kept = request.GET.copy()
    kept["from"] = str(first + _ROWS)
    context = {
        "given": given,
        "count": len(found),
        "rows": [(row, told_, is_stale(one, today())) for (row, one), told_ in zip(shown_rows, cells, strict=True)],
        "columns": [name for name in _COLUMNS if any(name in one for one in cells)],
        "next": kept.urlencode() if len(found) > first + _ROWS else "",
        "field_words": FIELD_WORDS,
        **_choices(one for _row, one in offered if isinstance(one, OfferRecord)),
    }
    return render(request, "partnership/offers.html", context)


def _choices(offered: Any) -> dict[str, Any]:
    """What the filters choose from: the lists of the registry, and the languages and currencies that are named."""
    named = list(offered)
    languages = sorted({code for one in named for code in plain_all(one.languages)})
    return {
        "areas": area_options(),
        "kinds": options(choices_of("offer", "kind")),
        "steps": [(key, translate(name)) for key, name in steps().items()],
        "materials": [
            *((key, translate(_CLASSES[key])) for key in WASTE_CLASSES),
            *((key, translate(key)) for key in materials() if key not in WASTE_CLASSES),
        ],
        "countries": country_choices(),
        "regions": [(GLOBAL, value_word("global")), *((key, translate(one.name)) for key, one in regions().items())],
        "spoken": [(code, LANGUAGE_NAMES.get(code, code)) for code in languages],
        "currencies": [(one, one) for one in sorted({one.currency for one in named if one.currency})],
    }


@open_to_all
def offer(request: HttpRequest, key: str) -> HttpResponse:
    """One offer: all that is known of it, whether it is kept current, and the needs that it fits."""
    row = row_of(request.user, "offer", key)
    record = record_shown(request.user, row)
    assert isinstance(record, OfferRecord)
    ranking = ranking_of(request)
    fitting = fitting_needs(record, needs_seen(request.user), ranking.weights, today())
    related = [one for one in fitting if one.related]
    came_from = visible_rows(request.user, "need").filter(key=request.GET.get("need", "").replace("\0", "")).first()
    names = titles(request.user, wanted([("offer", record)]))
    context = {
        "row": row,
        "record": record,
        "fields": told("offer", record, names, {"title", "confirmed_on", "confirmed_by", *internal(request.user, row)}),
        "stale": is_stale(record, today()),
        "may_confirm": confirming.may_confirm(request.user, row),
        "shown": shown(request.user, row, related[:_BEST]),
        "apart": len(fitting) - len(related),
        "ranking": ranking,
        "came_from": came_from,
        **match_words(request.user, ()),
        "page_of_record": page_of_record,
        "area_title": area_title,
        "value_word": value_word,
        **history(row),
    }
    return render(request, "partnership/offer.html", context)


@needs("publish_registry")
@require_POST
def confirm(request: HttpRequest, key: str) -> HttpResponse:
    """Note that an offer is still right."""
    user, sent = person_of(request), request.POST.get("version", "")
    seen = int(sent) if sent.isdecimal() and len(sent) < _LONGEST_VERSION else 0
    row = confirming.confirm(user, row_of(user, "offer", key), seen)
    messages.success(request, translate(n_("Noted: the offer is still right.")))
    return redirect(page_of_record("offer", row.key))


#: What the address asks for beside the fields of the filter.
_MORE: Final = ("most_per_t", "current", "text")


def _areas_of_providers() -> dict[str, tuple[str, ...]]:
    """By key of a published partner the areas in which it works."""
    found = lists.records(None, "partner", Asked(), drafts=False).values_list("key", "values__areas")
    return {key: tuple(areas or ()) for key, areas in found}


urlpatterns = [
    path("partnership/offers/", offers, name="partnership_offers"),
    path("partnership/confirm/offer/<path:key>/", confirm, name="partnership_offer_confirm"),
    path("partnership/offers/<path:key>/", offer, name="partnership_offer"),
]
