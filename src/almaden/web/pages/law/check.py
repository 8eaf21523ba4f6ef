"""Whether a product with mercury may be imported, exported or made on a day: a form in its address, and the answer."""

from __future__ import annotations

from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path

from almaden.convention.next_steps import next_steps
from almaden.convention.product_finding import ANSWER_NAMES, MOVEMENT_NAMES
from almaden.convention.rules import PARAMETERS, products
from almaden.errors import InputError
from almaden.web.access import open_to_all
from almaden.web.language import translate
from almaden.web.law_asked import law_of_request
from almaden.web.product_asked import FIELD_NAMES, PURPOSE_NAMES, checked, offered, suggested
from almaden.web.reading import LONGEST, Reading, query_of, said_choices, today
from almaden.web.record_form import country_choices
from almaden.wording import n_

#: Questions for a first look.
_EXAMPLES: Final = (
    (n_("a compact fluorescent lamp of 20 W with 4 mg of mercury, imported today"),
     {"product": "cfl_integrated", "mercury": "4mg", "watts": "20", "movement": "import"}),
    (n_("a button cell with 1 % of mercury, exported on 1 March 2026"),
     {"product": "battery_button", "mercury": "1 %", "on": "2026-03-01", "movement": "export"}),
    (n_("a thermometer imported into Brazil in 2024"),
     {"product": "thermometer", "party": "BRA", "on": "2024-06-01", "movement": "import"}),
    (n_("dental amalgam made in 2035"), {"product": "dental_amalgam", "on": "2035-06-01", "movement": "manufacture"}),
)  # fmt: skip


@open_to_all
def check(request: HttpRequest) -> HttpResponse:
    """The form with its answer."""
    asked = law_of_request(request)
    reading = Reading(request.GET)
    found = None
    try:
        found = checked(reading, asked.law)
    except InputError as error:
        reading.faults = reading.faults or list(error.faults)
    values = {name: request.GET.get(name, "")[:LONGEST] for name in FIELD_NAMES}
    context: dict[str, Any] = {
        "labels": FIELD_NAMES,
        "values": values | {"on": values["on"] or today().isoformat(), "movement": values["movement"] or "import"},
        "problems": reading.problems,
        "near": suggested(values["product"]) if "product" in reading.problems else (),
        "offered": offered(),
        "countries": country_choices(),
        "movements_said": said_choices(MOVEMENT_NAMES),
        "purposes_said": said_choices(PURPOSE_NAMES),
        "rare": any(values[name] for name in ("watts", "length", "exemption_until", "purpose")),
        "examples": _EXAMPLES,
        "study": asked.study,
        "found": found,
        "api_query": query_of(request, *FIELD_NAMES, "law"),
        **(answer_context(found) if found else {}),
    }
    if "HX-Request" in request.headers:
        return render(request, "law/check_answer.html", context)
    return render(request, "law/check.html", context, status=422 if reading.faults else 200)


def answer_context(found: Any) -> dict[str, Any]:
    """What the answer for a product shows besides itself."""
    return {
        "answers": ANSWER_NAMES,
        "parameters": PARAMETERS,
        "product_names": {key: one.name for key, one in products().items()},
        "steps": next_steps(found),
        "remarks": found.remarks(translate),
    }


urlpatterns = [path("products/check/", check, name="products_check")]
