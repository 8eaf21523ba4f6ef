"""What stands above the rows of an inventory: title, level, standing, and the values of the country."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from almaden.errors import InputError
from almaden.inventory.records import ContextEntry
from almaden.reference.context import context_words
from almaden.store.inventories import change_header, header_of
from almaden.store.models import Inventory
from almaden.store.rights import require
from almaden.web.access import open_to_all, person_of
from almaden.web.faults_in_forms import tell
from almaden.web.language import translate
from almaden.web.pages.inventory_page import found, may_edit, page
from almaden.web.row_form import shown
from almaden.wording import n_

#: What is kept of each value of the country.
PARTS = ("value", "low", "high", "year", "source", "seen", "status")


class HeaderForm(forms.Form):
    """Title, level and the rest."""

    title = forms.CharField(label=n_("Title"), required=False, max_length=300)
    level = forms.ChoiceField(label=n_("Level"), choices=(("1", "1"), ("2", "2")))
    standing = forms.ChoiceField(label=n_("Whose figures these are"))
    notice = forms.CharField(label=n_("Notice"), required=False, help_text=n_("Stands on every page of every report."))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        from almaden.web.pages.inventories import standing_choices

        self.fields["standing"].choices = standing_choices()  # type: ignore[attr-defined]  # a field of choices


@open_to_all
@require_http_methods(["GET", "HEAD", "POST"])
def settings_page(request: HttpRequest, pk: int) -> HttpResponse:
    """The header, with a form for those who may change it."""
    inventory = found(request, pk)
    header = header_of(inventory)
    first = {
        "title": header.title, "level": str(header.level), "standing": inventory.standing, "notice": header.notice,
    }  # fmt: skip
    form = HeaderForm(request.POST if request.method == "POST" else None, initial=first)
    if request.method == "POST":
        require(request.user, "write_inventory", inventory.country)
        if form.is_valid() and _saved(request, inventory, form):
            messages.success(request, translate(n_("The settings were saved.")))
            return redirect("inventory_settings", pk)
    context = {
        "form": form,
        "header": header,
        "version": request.POST.get("version", inventory.version),
        "values": _values(request, header.context) if may_edit(request, inventory) else [],
        "context_values": [(name, context_words(name), entry) for name, entry in header.context.items()],
        "parts": PARTS,
        "shown": shown,
    }
    return page(request, inventory, "inventory_settings", context, status=422 if form.errors else 200)


def _saved(request: HttpRequest, inventory: Inventory, form: HeaderForm) -> bool:
    values = {**form.cleaned_data, "level": int(form.cleaned_data["level"])}
    seen = request.POST.get("version", "")
    version = int(seen) if seen.isascii() and seen.isdecimal() and len(seen) < 10 else 0
    try:
        change_header(person_of(request), inventory, version, **values, context=_typed(request))
    except InputError as error:
        tell(form, error.faults)
        return False
    return True


def _typed(request: HttpRequest) -> dict[str, dict[str, Any]]:
    """The values of the country as they were typed; a line without a name and a value is left out."""
    names = request.POST.getlist("context-name")
    typed: dict[str, dict[str, Any]] = {}
    for place, name in enumerate(names):
        entry = {part: _at(request.POST.getlist(f"context-{part}"), place) for part in PARTS}
        if name.strip() and entry["value"]:
            typed[name.strip()] = {part: _plain(part, text) for part, text in entry.items() if text}
    return typed


def _plain(part: str, text: str) -> Any:
    """A number where one stands; others stay texts, for the store to judge."""
    if part in ("source", "seen", "status"):
        return text
    try:
        number = float(text.replace(",", ".") if text.count(",") == 1 and "." not in text else text)
    except ValueError:
        return {"true": True, "false": False}.get(text.lower(), text)
    return int(number) if part == "year" and number.is_integer() else number


def _at(texts: list[str], place: int) -> str:
    return texts[place].strip() if place < len(texts) else ""


def _values(request: HttpRequest, context: Any) -> list[tuple[str, dict[str, Any]]]:
    """Lines of the form: those that there are or were typed, and two empty ones."""
    known = _typed(request) if request.method == "POST" else {name: vars(entry) for name, entry in context.items()}
    lines = [(name, {part: shown(entry.get(part)) for part in PARTS}) for name, entry in known.items()]
    empty = vars(ContextEntry(""))
    return [*lines, *[("", {part: empty.get(part) or "" for part in PARTS})] * 2]
