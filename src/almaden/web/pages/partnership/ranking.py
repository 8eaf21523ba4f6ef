"""What the pages of needs and offers have in common: the weights that a reader chose, and what is said of a match."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

from django.http import Http404, HttpRequest

from almaden.partnership.matching.match import Match
from almaden.partnership.matching.weights import Weights
from almaden.partnership.records.exchange import OfferRecord
from almaden.store.models import MatchFeedback, MatchWeights, RegistryRow
from almaden.store.models.exchange import Verdict
from almaden.store.registry import feedback, match_weights
from almaden.store.registry.lists import titles
from almaden.store.registry.reading import visible_rows
from almaden.store.rights import Person
from almaden.web.language import translate
from almaden.web.registry_words import value_word
from almaden.wording import n_

PART_WORDS: Final = {
    "material": n_("material"),
    "step": n_("step"),
    "capacity": n_("capacity"),
    "maturity": n_("maturity"),
    "evidence": n_("evidence"),
    "cost": n_("cost"),
    "place": n_("region and language"),
    "help": n_("finance and training"),
    "text": n_("likeness of words"),
}
#: Stands in an address for the weights that come with the program.
OF_PROGRAM: Final = "program"


@dataclass(frozen=True)
class Ranking:
    """The weights that a page ranks by.

    Attributes:
        row: the set; None for the weights of the program.
        weights: its weights.
        chosen: how the address names it; empty where the reader chose none.
        choices: every set as a choice.
    """

    row: MatchWeights | None
    weights: Weights
    chosen: str
    choices: tuple[tuple[str, str], ...]

    @property
    def name(self) -> str:
        """What the set is called."""
        return self.row.name if self.row else translate(n_("the weights of the program"))


def ranking_of(request: HttpRequest) -> Ranking:
    """The weights that an address chooses, without a choice the standing ones.

    Raises:
        Http404: there is no such set.
    """
    rows = list(MatchWeights.objects.all())
    chosen = request.GET.get("weights", "")
    row = next((one for one in rows if one.is_standing), None)
    if chosen == OF_PROGRAM:
        row = None
    elif chosen:
        row = next((one for one in rows if str(one.pk) == chosen), None)
        if row is None:
            raise Http404
    choices = ((OF_PROGRAM, translate(n_("the weights of the program"))), *((str(one.pk), one.name) for one in rows))
    weights = match_weights.weights_of(row)
    return Ranking(row, weights, chosen, choices)


@dataclass(frozen=True)
class Shown:
    """A match as a page shows it, with the offer or the need at its head.

    Attributes:
        match: the two with the score.
        kind: which of the two stands at its head.
        key: its key.
        title: its title.
        said: what those concerned say, where the person may read it.
        own: what the person said.
        may_say: whether the person may say something.
    """

    match: Match
    kind: str
    key: str
    title: str
    said: tuple[MatchFeedback, ...]
    own: MatchFeedback | None
    may_say: bool


def shown(user: Person, row: RegistryRow, matches: Iterable[Match]) -> list[Shown]:
    """Matches of a need or an offer, with what is said of them."""
    found = list(matches)
    other = "offer" if row.kind == "need" else "need"
    said = feedback.said_of(user, row) if user is not None and user.is_authenticated else {}
    keys = [getattr(one, other).id for one in found]
    rows = {one.key: one for one in visible_rows(user, other).filter(key__in=keys)} if said or _writes(user) else {}
    made = []
    for one in found:
        record = getattr(one, other)
        told = tuple(said.get(record.id, ()))
        own = next((each for each in told if user is not None and each.author_id == user.pk), None)
        may_say = record.id in rows and feedback.is_concerned(user, row, rows[record.id])
        made.append(Shown(one, other, record.id, record.title, told, own, may_say))
    return made


def _writes(user: Person) -> bool:
    return user is not None and user.is_authenticated


def match_words(user: Person, offers: Iterable[OfferRecord]) -> dict[str, Any]:
    """What a template shows matches with."""
    return {
        "providers": titles(user, {("partner", one.provider) for one in offers if one.provider}),
        "names": PART_WORDS,
        "verdicts": [(one, value_word(one)) for one in Verdict.values],
    }
