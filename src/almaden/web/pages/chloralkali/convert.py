"""The workbench of conversions: one plant whose inputs are changed, or all plants of a register."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import path

from almaden.errors import InputError
from almaden.sectors.chloralkali.conversion import convert as reckon
from almaden.sectors.chloralkali.conversion_cash import ONCE_PARTS, SAVING_PARTS
from almaden.sectors.chloralkali.conversion_result import ConversionResult
from almaden.store import waiting
from almaden.store.study_results import DRAWS, SEED
from almaden.web.access import open_to_all
from almaden.web.chloralkali_form import EXAMPLE, LABELS, PLANT_LABELS, CommonForm, ConversionForm
from almaden.web.chloralkali_pictures import columns, swings
from almaden.web.chloralkali_registers import BUNDLED, PATIENCE, Register, register_called, registers
from almaden.web.coal_pictures import figures, percent
from almaden.web.faults_in_forms import said_of
from almaden.web.language import translate
from almaden.wording import n_

#: What money is told in.
_MILLION = 1e6
_T_PER_KT = 1e3


@open_to_all
def convert(request: HttpRequest) -> HttpResponse:
    """The form with its answer."""
    form = ConversionForm(request.GET if request.GET else example())
    result, faults = None, []
    try:
        result = converted(form)
    except InputError as error:
        faults = _said(error)
    context = {
        "form": form,
        "faults": faults,
        "result": result,
        "query": form.data.urlencode(),
        "is_example": not request.GET,
        "registers": registers(request.user),
        "bundled": BUNDLED,
        **(shown(result) if result else {}),
    }
    # A field that is wrong is told on the page; while somebody types, half a number is no failure.
    if "HX-Request" in request.headers:
        return render(request, "chloralkali/answer.html", context)
    return render(request, "chloralkali/convert.html", context, status=422 if faults else 200)


@open_to_all
def convert_register(request: HttpRequest, key: str) -> HttpResponse:
    """All plants of a register that have mercury cells and a capacity."""
    register, form = register_called(request, key), CommonForm(request.GET)
    context: dict[str, Any] = {
        "register": register, "form": form, "faults": [], "result": None, "waiting": False, "percent": percent,
        "million": million, "kt": kilotonnes, "left_out": register.converting[1], "query": request.GET.urlencode(),
    }  # fmt: skip
    try:
        found = converted_register(register, form)
        context |= {"result": found, "waiting": found is None and bool(register.converting[0])}
    except InputError as error:
        context["faults"] = _said(error)
    return render(request, "chloralkali/convert_register.html", context, status=422 if context["faults"] else 200)


def example() -> QueryDict:
    """The query of the plant that stands there first."""
    query = QueryDict(mutable=True)
    query.update(EXAMPLE)
    return query


def converted(form: ConversionForm) -> ConversionResult:
    """The conversion of the plant of a form.

    Raises:
        InputError: everything that is wrong.
    """
    plant = form.converted(translate(n_("One plant")))
    return reckon([plant], draws=DRAWS, seed=SEED)


def converted_register(register: Register, form: CommonForm, patience: float = PATIENCE) -> ConversionResult | None:
    """The conversions of the plants of a register; None while they are reckoned, or where there is no such plant.

    Raises:
        InputError: everything that is wrong.
    """
    told = form.told
    plants = [form.over(plant, told) for plant in register.converting[0]]
    if not plants:
        return None
    data = register.data
    return waiting.ask(
        (*register.tag, "convert", tuple(sorted(told.items()))),
        lambda: reckon(plants, draws=DRAWS, seed=SEED, input_sha256=data.sha256, notice=data.notice),
        patience,
    )


def shown(result: ConversionResult) -> dict[str, Any]:
    """What the template draws of the first plant."""
    (plant, *_others) = result.plants
    base = plant.finance.npv if plant.finance else plant.npv
    picture = columns(plant.cash)
    return {
        "plant": plant,
        "swings": swings(plant.tornado, base.value),
        "base": base,
        "zero": picture.zero,
        "cash": picture.columns,
        "top": picture.top,
        "bottom": picture.bottom,
        "figures": figures,
        "once_words": ONCE_PARTS,
        "saving_words": SAVING_PARTS,
        "percent": percent,
        "million": million,
    }


def million(money: float | None) -> float | None:
    """Money in millions, as it is shown."""
    return None if money is None else money / _MILLION


def kilotonnes(tonnes: float) -> float:
    """Tonnes in kilotonnes, as they are shown."""
    return tonnes / _T_PER_KT


def _said(error: InputError) -> list[str]:
    """What is wrong, one line for each, in the words of the form."""
    return [said_of(InputError(fault), {**PLANT_LABELS, **LABELS}) for fault in error.faults]


urlpatterns = [
    path("chloralkali/convert/", convert, name="chloralkali_convert"),
    path("chloralkali/convert/<str:key>/", convert_register, name="chloralkali_convert_register"),
]
