"""The weights of matching: sets that are kept, the standing one, and what a change does to the order of a need."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.views.decorators.http import require_POST

from almaden.errors import InputError
from almaden.partnership.matching.match import matches
from almaden.partnership.matching.weights import PARTS, Weights, default_weights, weight_meanings
from almaden.partnership.records.exchange import NeedRecord
from almaden.store.journal import ConflictError
from almaden.store.models import MatchWeights
from almaden.store.registry import feedback, match_weights
from almaden.store.registry.lists import needs_seen, offers_seen
from almaden.store.rights import Person, may
from almaden.web.access import needs, person_of
from almaden.web.conflicts import both_versions
from almaden.web.faults_in_forms import tell
from almaden.web.language import translate
from almaden.web.pages.partnership.ranking import PART_WORDS
from almaden.web.pages.partnership.shared import page_of_record, record_history, today
from almaden.web.registry_words import value_word
from almaden.wording import n_

#: Offers of which the order before and after is shown.
_BEST: Final = 10
#: Needs that can be chosen to show it on.
_MOST_NEEDS: Final = 300
#: A longer number is no number or version of a set.
_LONGEST_NUMBER: Final = 10
_EMPTY: Final = {"required": n_("the field must not be empty")}


class WeightsForm(forms.Form):
    """A set of weights; the store says what is wrong with it."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    name = forms.CharField(label=n_("Name"), error_messages=_EMPTY, widget=forms.TextInput(attrs={"dir": "auto"}))
    note = forms.CharField(
        label=n_("Note"),
        required=False,
        help_text=n_("What it is for. Everybody may read it."),
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
    )

    def __init__(self, data: Any = None, initial: dict[str, Any] | None = None) -> None:
        super().__init__(data, initial=initial)
        for part in PARTS:
            self.fields[part] = forms.CharField(
                label=PART_WORDS[part],
                help_text=weight_meanings()[part],
                error_messages=_EMPTY,
                widget=forms.TextInput(attrs={"inputmode": "decimal", "dir": "ltr"}),
            )

    def parts(self) -> list[forms.BoundField]:
        """The fields of the weights."""
        return [self[part] for part in PARTS]

    def points(self) -> dict[str, str]:
        """What was typed, by part."""
        return {part: str(self.cleaned_data.get(part, "")).strip() for part in PARTS}


@dataclass(frozen=True)
class Place:
    """An offer before and after: its places, from 1, None where it is not among the first; and its points."""

    key: str
    title: str
    before: int | None
    after: int | None
    points_before: float | None
    points_after: float | None


@needs(match_weights.RIGHT)
def weights(request: HttpRequest, status: int = 200) -> HttpResponse:
    """The sets that are kept, the standing one, and what people said of matches."""
    said = feedback.counts()
    context = {
        "sets": list(MatchWeights.objects.select_related("author")),
        "standing": match_weights.standing(),
        "may_choose": may(request.user, match_weights.CHOOSE),
        "said": [(value_word(verdict), count) for verdict, count in said.items()],
        "of_program": [(PART_WORDS[part], weight_meanings()[part], getattr(default_weights(), part)) for part in PARTS],
    }
    return render(request, "partnership/weights.html", context, status=status)


@needs(match_weights.RIGHT)
def new(request: HttpRequest) -> HttpResponse:
    """Make a set, beginning with those of the program."""
    form = WeightsForm(request.POST if request.method == "POST" else None, {**_written(default_weights())})
    return _answer(request, form, None)


@needs(match_weights.RIGHT)
def edit(request: HttpRequest, row_id: int) -> HttpResponse:
    """Change a set."""
    row = _row(row_id)
    start = {**_written(match_weights.weights_of(row)), "name": row.name, "note": row.note, "version": row.version}
    return _answer(request, WeightsForm(request.POST if request.method == "POST" else None, start), row)


@needs(match_weights.CHOOSE)
@require_POST
def choose(request: HttpRequest) -> HttpResponse:
    """Choose the standing set; every set is sent with the version that the page showed."""
    sent = request.POST.get("set", "")
    row = _row(int(sent)) if sent.isdecimal() and len(sent) < _LONGEST_NUMBER else None
    if row is None and sent != "program":
        raise Http404
    try:
        match_weights.choose(person_of(request), row, _seen(request))
    except ConflictError as error:
        messages.error(request, error.say(translate))
        return weights(request, 409)
    messages.success(request, translate(n_("From now on matches are ranked by it.")))
    return redirect("match_weights")


def _seen(request: HttpRequest) -> dict[int, int]:
    """By number of a set the version that the page showed."""
    pairs = (one.partition(":") for one in request.POST.getlist("seen")[: match_weights.MOST])
    return {
        int(key): int(version)
        for key, _, version in pairs
        if all(text.isdecimal() and len(text) < _LONGEST_NUMBER for text in (key, version))
    }


def _answer(request: HttpRequest, form: WeightsForm, row: MatchWeights | None) -> HttpResponse:
    if request.method != "POST":
        weights_ = match_weights.weights_of(row)
        return _page(request, form, row, weights_)
    form.is_valid()
    user, points = person_of(request), form.points()
    name, note = form.cleaned_data.get("name", ""), form.cleaned_data.get("note", "")
    try:
        if request.POST.get("then") == "effect":
            # Trying weights keeps nothing, so they need no name yet.
            form.errors.pop("name", None)
            return _page(request, form, row, match_weights.typed(points))
        seen = form.cleaned_data.get("version") or 0
        if row is None:
            made = match_weights.make(user, name, note, points)
        else:
            made = match_weights.change(user, row, seen, name, note, points)
    except InputError as error:
        tell(form, (fault for fault in error.faults if fault.column not in form.errors))
        return _page(request, form, row, None, 422)
    except ConflictError as error:
        return _both(request, error, form)
    messages.success(request, translate(n_("The weights were kept.")))
    return redirect("match_weights_edit", made.pk)


def _both(request: HttpRequest, error: ConflictError, form: WeightsForm) -> HttpResponse:
    theirs = error.theirs
    lines = [(translate(n_("Name")), str(form["name"].value()), theirs["name"])]
    lines += [(translate(n_("Note")), str(form["note"].value()), theirs["note"])]
    lines += [(translate(PART_WORDS[part]), str(form[part].value()), _plain(theirs["points"][part])) for part in PARTS]
    return both_versions(request, error, lines, title=n_("Weights of matching"), back=request.path)


def _page(
    request: HttpRequest, form: WeightsForm, row: MatchWeights | None, weights_: Weights | None, status: int = 200
) -> HttpResponse:
    asked = needs_seen(request.user)
    given = request.POST if request.method == "POST" else request.GET
    chosen = next((one for one in asked if one.id == given.get("need")), asked[0] if asked else None)
    standing = match_weights.standing()
    context = {
        "form": form,
        "row": row,
        "may_save": row is None or match_weights.may_change(request.user, row),
        "standing": standing,
        "needs": [(one.id, one.title) for one in asked[:_MOST_NEEDS]],
        "chosen": chosen,
        "effect": _effect(request.user, chosen, match_weights.weights_of(standing), weights_) if chosen else [],
        "page_of_record": page_of_record,
        **(record_history(row, {"name": n_("Name"), "note": n_("Note"), **PART_WORDS, **_COLUMNS}) if row else {}),
    }
    return render(request, "partnership/weights_form.html", context, status=status)


_COLUMNS: Final = {
    "points": n_("Weights"),
    "is_standing": n_("Matches are ranked by it"),
    "author_id": n_("Author"),
    "made_on": n_("Made on"),
}


def _effect(user: Person, need: NeedRecord, before: Weights, after: Weights | None) -> list[Place]:
    """The first offers of a need by the standing weights and by others."""
    offered = offers_seen(user)
    first = matches([need], offered, before, today(), _BEST).found[0].best
    then = matches([need], offered, after, today(), _BEST).found[0].best if after else ()
    old = {one.offer.id: (place, one) for place, one in enumerate(first, 1)}
    new_ = {one.offer.id: (place, one) for place, one in enumerate(then, 1)}
    made = []
    for key in dict.fromkeys((*new_, *old)):
        was, now = old.get(key), new_.get(key)
        either = now or was
        assert either is not None
        made.append(
            Place(
                key, either[1].offer.title, was[0] if was else None, now[0] if now else None,
                was[1].total if was else None, now[1].total if now else None,
            )
        )  # fmt: skip
    return made


def _written(weights_: Weights) -> dict[str, str]:
    return {part: _plain(value) for part, value in weights_.to_json().items()}


def _plain(value: float) -> str:
    return f"{value:.12g}"


def _row(row_id: int) -> MatchWeights:
    row = MatchWeights.objects.filter(pk=row_id).first()
    if row is None:
        raise Http404
    return row


urlpatterns = [
    path("partnership/weights/", weights, name="match_weights"),
    path("partnership/weights/new/", new, name="match_weights_new"),
    path("partnership/weights/choose/", choose, name="match_weights_choose"),
    path("partnership/weights/<int:row_id>/", edit, name="match_weights_edit"),
]
