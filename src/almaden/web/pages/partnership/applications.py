"""Applications to become a partner: sent by anybody, answered by the secretariat."""

from __future__ import annotations

from typing import Any, Final

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from almaden.errors import AlmadenError, InputError
from almaden.partnership.records.partners import ApplicationRecord
from almaden.store.models import RegistryRow, User
from almaden.store.models.registry import RegistryState
from almaden.store.registry import applications as store
from almaden.store.registry.reading import record_of, visible_rows
from almaden.store.rights import may
from almaden.web.access import needs, open_to_all, person_of
from almaden.web.failures import failure, status_of
from almaden.web.faults_in_forms import said_of, tell
from almaden.web.language import translate
from almaden.web.pages.partnership.writing import alike
from almaden.web.pauses import may_send
from almaden.web.record_form import country_choices
from almaden.web.registry_form import area_choices, words_of, written
from almaden.web.registry_links import record_address
from almaden.web.registry_words import FIELD_WORDS, value_word
from almaden.wording import n_

#: Answered applications that the list shows.
_ANSWERED: Final = 100


class ApplyForm(forms.Form):
    """What an applicant writes."""

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        for name in store.FIELDS:
            self.fields[name] = _field(name)


@open_to_all
@never_cache
def apply(request: HttpRequest) -> HttpResponse:
    """Take an application of anybody."""
    form = ApplyForm(request.POST if request.method == "POST" else None)
    if request.method != "POST":
        return render(request, "partnership/apply.html", {"form": form})
    if form.is_valid():
        if not may_send(request, "apply"):
            told = translate(n_("Too many applications came from here. Try again in a quarter of an hour."))
            return failure(request, 429, told)
        try:
            store.apply({**form.cleaned_data, "areas": tuple(form.cleaned_data["areas"])})
        except InputError as error:
            tell(form, error.faults)
        else:
            return redirect("apply_thanks")
    return render(request, "partnership/apply.html", {"form": form}, status=422)


@open_to_all
def apply_thanks(request: HttpRequest) -> HttpResponse:
    """Thank an applicant."""
    return render(request, "partnership/apply_thanks.html")


@needs("read_personal")
def applications(request: HttpRequest) -> HttpResponse:
    """The applications that wait, and those that were answered."""
    user = person_of(request)
    answered = visible_rows(user, "application").filter(state=RegistryState.PUBLISHED).order_by("-changed_on")
    values = {"waiting": store.waiting(user)[:_ANSWERED], "answered": answered[:_ANSWERED], "word": value_word}
    return render(request, "partnership/applications.html", values)


@needs("read_personal")
def application(request: HttpRequest, row_id: int) -> HttpResponse:
    """One application, with what is to be decided."""
    return _page(request, _row(person_of(request), row_id))


@needs("publish_registry")
@require_POST
def decide(request: HttpRequest, row_id: int) -> HttpResponse:
    """Accept or decline an application, and write to the applicant."""
    user = person_of(request)
    row = _row(user, row_id)
    sent = request.POST.get("version", "")
    version = int(sent) if sent.isdecimal() and len(sent) < 10 else 0
    subject, text = request.POST.get("subject", ""), request.POST.get("text", "")
    try:
        partner: RegistryRow | None = None
        if request.POST.get("step") == "accept":
            partner = store.accept(user, row, version, text)
        else:
            store.decline(user, row, version, text)
    except AlmadenError as error:
        return _page(request, row, error)
    told = n_("Accepted: there is a new partner.") if partner else n_("Declined.")
    messages.success(request, translate(told))
    if request.POST.get("write"):
        try:
            mail = store.write_answer(user, row, subject, text)
            told = n_("The answer was sent.") if mail.delivered else n_("The answer lies in the outbox.")
            messages.success(request, translate(told))
        except AlmadenError as error:
            messages.error(request, error.say(translate))
    return redirect(record_address(partner)) if partner else redirect("applications")


def _page(request: HttpRequest, row: RegistryRow, error: AlmadenError | None = None) -> HttpResponse:
    user = person_of(request)
    row.refresh_from_db()
    record = record_of(row)
    assert isinstance(record, ApplicationRecord)
    content = record.model_dump(mode="json")
    values = {
        "row": row,
        "record": record,
        "lines": [(FIELD_WORDS[name], value_word(str(written(value)))) for name, value in content.items() if value],
        "found": alike(user, record) if row.state == RegistryState.SUBMITTED else [],
        "may_decide": row.state == RegistryState.SUBMITTED and may(user, "publish_registry", row.country, row.area),
        "subject": request.POST.get("subject", translate(n_("Your application to the Global Mercury Partnership"))),
        "text": request.POST.get("text", translate(n_("Dear colleagues,")) + "\n\n"),
        "problem": said_of(error),
    }
    return render(request, "partnership/application.html", values, status=status_of(error) if error else 200)


def _row(user: User, row_id: int) -> RegistryRow:
    row = visible_rows(user, "application").filter(pk=row_id).first()
    if row is None or not may(user, "read_personal", row.country, row.area):
        raise Http404
    return row


def _field(name: str) -> forms.Field:
    info = ApplicationRecord.model_fields[name]
    common: dict[str, Any] = {
        "label": FIELD_WORDS[name],
        "help_text": (info.description or "").replace(", separated by semicolons", ""),
        "required": info.is_required(),
        "error_messages": {"required": n_("the field must not be empty")},
    }
    if name == "areas":
        return forms.MultipleChoiceField(choices=area_choices, widget=forms.CheckboxSelectMultiple, **common)
    if name == "category":
        words = [one for one in words_of(info) if one]
        return forms.ChoiceField(choices=lambda: [("", "–"), *((one, value_word(one)) for one in words)], **common)
    if name == "country":
        return forms.ChoiceField(choices=lambda: [("", "–"), *country_choices()], **common)
    if name == "contribution":
        widget = forms.Textarea(attrs={"rows": 5, "dir": "auto"})
        return forms.CharField(widget=widget, max_length=store.LONGEST, **common)
    auto = {"email": "email", "contact": "name", "name": "organization", "website": "url"}.get(name, "off")
    return forms.CharField(
        widget=forms.TextInput(attrs={"autocomplete": auto, "dir": "auto"}), max_length=300, **common
    )


urlpatterns = [
    path("partnership/apply/", apply, name="apply"),
    path("partnership/apply/thanks/", apply_thanks, name="apply_thanks"),
    path("partnership/applications/", applications, name="applications"),
    path("partnership/applications/<int:row_id>/", application, name="application"),
    path("partnership/applications/<int:row_id>/decide/", decide, name="decide_application"),
]
