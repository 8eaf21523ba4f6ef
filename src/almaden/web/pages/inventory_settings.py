"""What stands above the rows of an inventory: title, level, standing, and the values of the country."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from almaden.errors import InputError
from almaden.inventory.readers.context import KNOWN as KNOWN_CONTEXT
from almaden.inventory.records import ContextEntry
from almaden.reference.context import bundled_context, context_words
from almaden.store.factor_layers import visible_layers
from almaden.store.inventories import change_header, header_of
from almaden.store.journal import ConflictError
from almaden.store.models import Inventory
from almaden.store.rights import require
from almaden.web.access import open_to_all, person_of
from almaden.web.conflicts import both_versions
from almaden.web.faults_in_forms import tell
from almaden.web.language import translate
from almaden.web.pages.inventory_page import found, may_edit, page
from almaden.web.row_form import shown
from almaden.web.shown import standing_choices
from almaden.wording import n_

#: What is kept of each value of the country.
PARTS = ("value", "low", "high", "year", "source", "seen", "status")
_PART_WORDS = {
    "value": n_("Value"),
    "low": n_("Low end"),
    "high": n_("High end"),
    "year": n_("Year"),
    "source": n_("Source"),
    "seen": n_("Read at"),
    "status": n_("Status"),
}


class HeaderForm(forms.Form):
    """Title, level and the rest."""

    title = forms.CharField(label=n_("Title"), required=False, max_length=300)
    level = forms.ChoiceField(label=n_("Level"), choices=(("1", "1"), ("2", "2")))
    standing = forms.ChoiceField(label=n_("Whose figures these are"))
    years = forms.CharField(
        label=n_("Years"),
        required=False,
        max_length=500,
        help_text=n_("All years that the rows are for, with commas between them; empty for one year."),
    )
    layers = forms.MultipleChoiceField(
        label=n_("Factor layers"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=n_("Their factors come before those of the factor set."),
    )
    notice = forms.CharField(label=n_("Notice"), required=False, help_text=n_("Stands on every page of every report."))

    def __init__(self, *args: Any, layers: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if layers:
            self.fields["layers"].choices = layers  # type: ignore[attr-defined]  # a field of choices
        else:
            del self.fields["layers"]
        self.fields["standing"].choices = standing_choices()  # type: ignore[attr-defined]  # a field of choices


@open_to_all
@require_http_methods(["GET", "HEAD", "POST"])
def settings_page(request: HttpRequest, pk: int) -> HttpResponse:
    """The header, with a form for those who may change it."""
    inventory = found(request, pk)
    header = header_of(inventory)
    first: dict[str, Any] = {
        "title": header.title, "level": str(header.level), "standing": inventory.standing, "notice": header.notice,
    }  # fmt: skip
    first |= {"years": ", ".join(map(str, header.years)), "layers": list(header.layers)}
    choices = _layer_choices(request, inventory)
    form = HeaderForm(request.POST if request.method == "POST" else None, initial=first, layers=choices)
    if request.method == "POST":
        require(request.user, "write_inventory", inventory.country)
        try:
            if form.is_valid() and _saved(request, inventory, form):
                messages.success(request, translate(n_("The settings were saved.")))
                return redirect("inventory_settings", pk)
        except ConflictError as error:
            return _both(request, inventory, form, error)
    context = {
        "form": form,
        "header": header,
        "version": request.POST.get("version", inventory.version),
        "values": _values(request, header.context) if may_edit(request, inventory) else [],
        "context_choices": [(name, context_words(name)) for name in sorted(KNOWN_CONTEXT)],
        "context_words": context_words,
        "bundled": bundled_context(inventory.country),
        "part_words": _PART_WORDS,
        "context_values": [(name, context_words(name), entry) for name, entry in header.context.items()],
        "parts": PARTS,
        "shown": shown,
    }
    return page(request, inventory, "inventory_settings", context, status=422 if form.errors else 200)


def _saved(request: HttpRequest, inventory: Inventory, form: HeaderForm) -> bool:
    values = {**form.cleaned_data, "level": int(form.cleaned_data["level"]), "years": _years(form)}
    values["layers"] = _layers(inventory, form)
    seen = request.POST.get("version", "")
    version = int(seen) if seen.isascii() and seen.isdecimal() and len(seen) < 10 else 0
    try:
        change_header(person_of(request), inventory, version, **values, context=_typed(request))
    except InputError as error:
        tell(form, error.faults)
        return False
    return True


def _years(form: HeaderForm) -> list[int | str]:
    """The years that were typed; what is none is for the store to judge."""
    parts = [part.strip() for part in form.cleaned_data["years"].replace(";", ",").split(",")]
    return [int(part) if part.isascii() and part.isdecimal() and len(part) == 4 else part for part in parts if part]


def _brought(inventory: Inventory) -> list[str]:
    """Layers that came with the file of the inventory and belong to it."""
    return list(inventory.header.get("brought_layers", ()))


def _layers(inventory: Inventory, form: HeaderForm) -> list[str]:
    """The layers that were chosen, in the order that they had; those that came with the file stay."""
    chosen = [*_brought(inventory), *form.cleaned_data.get("layers", ())]
    had = header_of(inventory).layers
    return [*(name for name in had if name in chosen), *(name for name in chosen if name not in had)]


def _layer_choices(request: HttpRequest, inventory: Inventory) -> list[tuple[str, str]]:
    """Layers that the person may see, for the country or any, and those that are chosen already."""
    seen = visible_layers(request.user).filter(country__in=["", inventory.country]).exclude(state="superseded")
    found = {layer.name: f"{layer.name}: {layer.title}" if layer.title else layer.name for layer in seen}
    brought = _brought(inventory)
    found |= {name: name for name in header_of(inventory).layers if name not in found and name not in brought}
    return sorted(found.items())


def _both(request: HttpRequest, inventory: Inventory, form: HeaderForm, error: ConflictError) -> HttpResponse:
    """The settings that were sent beside those that stand now."""
    current = Inventory.objects.get(pk=inventory.pk)
    header = header_of(current)
    mine = {name: form.cleaned_data.get(name, "") for name in form.fields}
    theirs: dict[str, Any] = {
        "title": header.title,
        "level": header.level,
        "standing": current.standing,
        "notice": header.notice,
        "years": ", ".join(map(str, header.years)),
        "layers": [name for name in header.layers if name not in _brought(current)],
    }
    lines = [(str(form.fields[name].label), _told(name, mine[name]), _told(name, theirs[name])) for name in mine]
    typed = _typed(request)
    for name in {**header.context, **typed}:
        entry = header.context.get(name)
        now = {part: shown(getattr(entry, part)) for part in PARTS} if entry is not None else {}
        sent = {part: shown(value) for part, value in typed.get(name, {}).items()}
        lines.append((context_words(name), _joined(sent), _joined(now)))
    back = reverse("inventory_settings", args=[inventory.pk])
    return both_versions(request, error, lines, title=n_("Country and settings"), back=back)


def _told(name: str, value: Any) -> str:
    if name == "standing":
        return dict(standing_choices()).get(value, value)
    return ", ".join(value) if isinstance(value, list) else str(value)


def _joined(entry: dict[str, str]) -> str:
    return " · ".join(entry[part] for part in PARTS if entry.get(part))


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
