"""The forms of reports of the Partnership; the store says what is wrong with what is typed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from django import forms

from almaden.reference.languages import LANGUAGES
from almaden.store.editions.metadata import LICENCES
from almaden.store.models.report_drafts import SectionStatus, TextPlace
from almaden.store.report_drafts.drafts import LONGEST_TITLE
from almaden.store.report_drafts.sections import LONGEST
from almaden.web.language import LANGUAGE_NAMES, translate
from almaden.wording import n_

#: What the kinds of reports are called.
KIND_WORDS: Final = {"activity": n_("Report on activities"), "progress": n_("Report on overall progress")}
#: How the activities of an area are put together.
GROUPING_WORDS: Final = {"topic": n_("by topic"), "partner": n_("by partner")}


def _day(label: str) -> forms.DateField:
    # The same format in every language: the browser shows it in its own.
    widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    return forms.DateField(
        label=label,
        input_formats=["%Y-%m-%d"],
        widget=widget,
        error_messages={"invalid": n_("Write the day as 2020-11-30."), "required": n_("This is needed.")},
    )


class ReportForm(forms.Form):
    """What a report is about."""

    title = forms.CharField(label=n_("Title"), max_length=LONGEST_TITLE, required=False)
    starts_on = _day(n_("First day"))
    ends_on = _day(n_("Last day"))
    language = forms.ChoiceField(label=n_("Language"))
    grouping = forms.ChoiceField(label=n_("Activities of an area"))
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, data: Mapping[str, Any] | None, initial: Mapping[str, Any]) -> None:
        super().__init__(data, initial=dict(initial))
        self.fields["language"].choices = [(code, LANGUAGE_NAMES[code]) for code in LANGUAGES]  # type: ignore[attr-defined]  # it is a ChoiceField
        self.fields["grouping"].choices = [(one, translate(words)) for one, words in GROUPING_WORDS.items()]  # type: ignore[attr-defined]  # it is a ChoiceField


class SectionForm(forms.Form):
    """The text of a section."""

    text = forms.CharField(
        label=n_("Your text"),
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 12, "dir": "auto"}),
        help_text=n_(
            "An empty line begins a paragraph. Lines that all begin with a hyphen and a space make a list. No names or "
            "addresses of persons."
        ),
    )
    place = forms.ChoiceField(label=n_("Where your text stands"))
    status = forms.ChoiceField(label=n_("Status"))
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(self, data: Mapping[str, Any] | None, initial: Mapping[str, Any]) -> None:
        super().__init__(data, initial=dict(initial))
        for name, choices in (("place", TextPlace.choices), ("status", SectionStatus.choices)):
            self.fields[name].choices = [(value, translate(str(words))) for value, words in choices]  # type: ignore[attr-defined]  # it is a ChoiceField


class IssueForm(forms.Form):
    """Under which licence a report goes out, and who stands for it."""

    licence = forms.ChoiceField(label=n_("Licence"), choices=[(one, one) for one in LICENCES])
    publisher = forms.CharField(
        label=n_("Publisher"), required=False, max_length=200, help_text=n_("Stands first in the citation.")
    )
    version = forms.IntegerField(widget=forms.HiddenInput)


def day_of(value: date | str) -> str:
    """A day as a form holds it."""
    return value if isinstance(value, str) else value.isoformat()
