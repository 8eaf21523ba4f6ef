"""The ledgers that a person may know of, and a new one."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.views.decorators.http import require_http_methods

from almaden.errors import InputError
from almaden.store.ledgers import make_ledger, may_read, visible_ledgers
from almaden.web.access import needs, open_to_all, person_of
from almaden.web.faults_in_forms import tell
from almaden.web.language import translate
from almaden.web.paging import page_by
from almaden.web.record_form import country_choices
from almaden.wording import n_


class NewForm(forms.Form):
    """A new ledger."""

    country = forms.ChoiceField(label=n_("Country"), choices=lambda: [("", ""), *country_choices()])
    title = forms.CharField(
        label=n_("Title"), max_length=300, help_text=n_("What the ledger is of, such as: Recovered mercury.")
    )
    made_up = forms.BooleanField(label=n_("Its figures are made up, as an example"), required=False)


@open_to_all
def ledger(request: HttpRequest) -> HttpResponse:
    """The list."""
    page = page_by(visible_ledgers(request.user), "pk", request.GET)
    shown = [(one, may_read(request.user, one)) for one in page.rows]
    return render(request, "ledger/home.html", {"page": page, "ledgers": shown})


@needs("write_inventory")
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Begin a ledger."""
    form = NewForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        try:
            made = make_ledger(person_of(request), told["country"], told["title"], made_up=told["made_up"])
        except InputError as error:
            tell(form, error.faults)
        else:
            messages.success(request, translate(n_("The ledger was begun.")))
            return redirect("ledger_page", made.pk)
    return render(request, "ledger/new.html", {"form": form}, status=422 if form.errors else 200)


urlpatterns = [
    path("supply/ledger/", ledger, name="ledger"),
    path("supply/ledger/new/", new, name="ledger_new"),
]
