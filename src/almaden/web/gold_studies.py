"""A study of small-scale gold mining and its estimate, as the pages and the API show them: found, and reckoned once.

What takes long goes on beside the requests (:mod:`almaden.store.waiting`): a page that asks too early says so.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final

from django.http import Http404, HttpRequest

from almaden.errors import Fault, InputError, StateError
from almaden.quantity.numbers import NumberError, parse_number
from almaden.sectors.gold.data import GoldData
from almaden.sectors.gold.estimate import estimate
from almaden.sectors.gold.few_persons import for_all
from almaden.sectors.gold.records import AboutRecord, PracticeRecord
from almaden.sectors.gold.result import GoldEstimate
from almaden.sectors.gold.site_means import CLOSE
from almaden.sectors.gold.terms import PRACTICES, RATIO_SETS, Practice, RatioSet
from almaden.store import waiting
from almaden.store.models import Study
from almaden.store.rights import Person
from almaden.store.studies import gold_data, may_read_tables, visible_studies
from almaden.store.study_results import DRAWS, REDUCTION, SEED, check_finite, within_numbers
from almaden.wording import n_

#: Seconds that a page waits for what is not reckoned yet, and that somebody waits for a file.
PATIENCE: Final = 3.0
LONG: Final = 60.0
#: Where the shares of a page's form come from, as the estimate tells it.
TYPED: Final = n_("typed into the form of the page")

#: Why there is no estimate, for those who may not read the tables: places in them are for the others.
NOT_ENOUGH: Final = n_("With what its tables tell, the gold and mercury of this study cannot be estimated.")


@dataclass(frozen=True)
class Choice:
    """What a page asks of an estimate.

    Attributes:
        ratio_set: the set that ratios of mercury to gold come from where the country has none of its own.
        reduction: the reduction of mercury whose detection is asked about, above 0 and below 1.
        split: shares of the gold by practice in place of what the study tells; empty leaves that.
    """

    ratio_set: RatioSet = "field"
    reduction: float = REDUCTION
    split: tuple[tuple[Practice, float], ...] = ()


def study_of(request: HttpRequest, pk: int, *sectors: str) -> Study:
    """A study that the person may see.

    Args:
        request: of the person.
        pk: its number.
        *sectors: sectors that it may be of; ``gold`` where none is named.

    Raises:
        Http404: there is none of this number, or none for this person, or it is of another sector.
    """
    wanted = visible_studies(request.user).filter(sector__in=sectors or ("gold",))
    one = wanted.filter(pk=pk).first() if pk < 2**63 else None
    if one is None:
        raise Http404
    return one


def choice_of(asked: Mapping[str, str]) -> Choice:
    """What an address asks for: ``ratios``, ``reduction`` and the shares of the practices, both in percent.

    Raises:
        InputError: with every number that cannot be read; shares of practices are given whole or not at all.
    """
    ratio_set = next((one for one in RATIO_SETS if one == asked.get("ratios")), RATIO_SETS[0])
    faults: list[Fault] = []
    told = [one for one in PRACTICES if asked.get(one, "").strip()]
    split = tuple((one, _share(asked[one], one, faults)) for one in told)
    text = asked.get("reduction", "").strip()
    reduction = _share(text, "reduction", faults) if text else REDUCTION
    if not 0.0 < reduction < 1.0:
        faults.append(Fault(n_("the reduction cannot be"), column="reduction", value=text, accepted=_INSIDE))
    if split and not faults and abs(math.fsum(share for _, share in split) - 1.0) > CLOSE:
        typed = " + ".join(asked[one].strip() for one in told)
        advice = n_("tell all gold of the country, also what is won without mercury")
        faults.append(Fault(n_("the shares do not add to 100 %"), value=typed, accepted="100", advice=advice))
    if faults:
        raise InputError(faults)
    return Choice(ratio_set, reduction, split)


def estimate_of(study: Study, choice: Choice, patience: float = PATIENCE) -> GoldEstimate | None:
    """The estimate of a study of gold, with everything; None while it is being reckoned.

    Raises:
        InputError: no route has data, the split by practice is not told, or figures cannot be used.
    """
    both = _both(study, choice, patience)
    return both[0] if both is not None else None


def estimate_for(user: Person, study: Study, choice: Choice, patience: float = PATIENCE) -> GoldEstimate | None:
    """The estimate as a person may see it: what tells of sites or of few persons is for those who may read the tables.

    Raises:
        InputError: as :func:`estimate_of`.
    """
    both = _both(study, choice, patience)
    return both[0 if may_read_tables(user, study) else 1] if both is not None else None


def ready(user: Person, study: Study, choice: Choice) -> GoldEstimate:
    """The estimate as a person may see it, for a file.

    Raises:
        StateError: it takes longer than anybody waits.
        InputError: as :func:`estimate_of`.
    """
    try:
        found = estimate_for(user, study, choice, LONG)
    except InputError:
        if may_read_tables(user, study):
            raise
        raise InputError(Fault(NOT_ENOUGH)) from None
    if found is None:
        raise busy()
    return found


def busy() -> StateError:
    """What somebody is told who asks for a file too early."""
    return StateError(n_("The figures are being computed. Ask again in a minute."))


def notice_of(study: Study) -> str:
    """What stands on every page and export of an example; empty for others."""
    return GoldData(AboutRecord.model_validate(study.tables["about"][0])).notice


def with_split(data: GoldData, split: tuple[tuple[Practice, float], ...]) -> GoldData:
    """The data with shares of practices in place of those that it tells; as it is where there are none."""
    if not split:
        return data
    return replace(
        data, practices=tuple(PracticeRecord(practice=one, share=share, source=TYPED) for one, share in split)
    )


def _both(study: Study, choice: Choice, patience: float) -> tuple[GoldEstimate, GoldEstimate] | None:
    """The estimate with everything, and as everybody may see it."""
    key = ("gold estimate", study.pk, study.version, choice)
    return waiting.ask(key, lambda: _reckoned(study, choice), patience)


def _reckoned(study: Study, choice: Choice) -> tuple[GoldEstimate, GoldEstimate]:
    data = with_split(gold_data(study), choice.split)
    with within_numbers():
        whole = estimate(data, ratio_set=choice.ratio_set, draws=DRAWS, seed=SEED, reduction=choice.reduction)
    check_finite(whole.as_dict())
    return whole, for_all(whole, data)


_PERCENT: Final = n_("a number of 0 to 100")
_INSIDE: Final = n_("a number above 0 and below 100")


def _share(text: str, column: str, faults: list[Fault]) -> float:
    """A share out of a percentage; what is none is added to the faults."""
    try:
        value = parse_number(text, percent=False)
    except NumberError as error:
        faults.append(Fault(error.problem, column=column, value=text, accepted=error.accepted))
        return 0.5
    if not 0.0 <= value <= 100.0:
        faults.append(Fault(n_("this is no share in percent"), column=column, value=text, accepted=_PERCENT))
        return 0.5
    return value / 100.0
