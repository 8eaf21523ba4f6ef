"""Which law pages answer by: what the program and published studies tell, or the study that an address names."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import Http404, HttpRequest

from almaden.convention.law import Law, known_law
from almaden.store.models import Study
from almaden.store.models.studies import StudySector
from almaden.store.rights import Person
from almaden.store.studies import law_data, published_law, visible_studies


@dataclass(frozen=True)
class LawAsked:
    """Law that an answer rests on.

    Attributes:
        law: Parties and measures.
        study: the study that was named; None for what is published.
    """

    law: Law
    study: Study | None


def law_asked(user: Person, named: str = "") -> LawAsked:
    """The law for a person.

    Args:
        user: the person.
        named: number of a study of law; empty for what is published.

    Raises:
        Http404: the person may not see such a study.
    """
    if not named:
        return LawAsked(known_law(published_law()), None)
    if not (named.isascii() and named.isdecimal() and len(named) < 19):
        raise Http404
    study = law_study(user, int(named))
    return LawAsked(known_law(law_data(study)), study)


def law_of_request(request: HttpRequest) -> LawAsked:
    """The law that an address asks for.

    Raises:
        Http404: the person may not see the study that it names.
    """
    return law_asked(request.user, request.GET.get("law", "").strip())


def law_study(user: Person, pk: int) -> Study:
    """A study of law that a person may see.

    Raises:
        Http404: there is none.
    """
    found = visible_studies(user).filter(sector=StudySector.LAW, pk=pk).first()
    if found is None:
        raise Http404
    return found
