"""What comes out of a questionnaire: counts, medians, ranks, and how many answered at all."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import median, quantiles

from almaden.partnership.questionnaires.answers import DontKnow, Value
from almaden.partnership.questionnaires.form import WITH_CHOICES, Question, Questionnaire


@dataclass(frozen=True)
class Response:
    """One who was invited or answered.

    Attributes:
        values: the answers; None where there is no finished answer.
        invited: whether they were invited; others came by the public address.
        country: code of the country; empty where it is not known.
        category: category of the partner; empty where it is not known.
        language: in which they answered.
        about: what the answers are about, such as a plant; empty where the answers say it themselves.
    """

    values: Mapping[str, Value] | None
    invited: bool = True
    country: str = ""
    category: str = ""
    language: str = ""
    about: str = ""


@dataclass(frozen=True)
class Rate:
    """How many of those who were invited have answered; ``group`` is a country or a category, empty for not known."""

    group: str
    invited: int
    answered: int

    @property
    def share(self) -> float | None:
        """Answered of invited; None where nobody was invited."""
        return self.answered / self.invited if self.invited else None


@dataclass(frozen=True)
class Count:
    """How often an answer was given, and its share of those who gave one; "don't know" is none of them."""

    key: str
    count: int
    share: float


@dataclass(frozen=True)
class Spread:
    """The numbers that were answered: quartiles between the values, by straight lines."""

    least: float
    lower: float
    median: float
    upper: float
    largest: float


@dataclass(frozen=True)
class Rank:
    """How a choice was ranked: its mean place, how often it came first, and how many gave it a place."""

    key: str
    mean: float
    first: int
    ranked: int


@dataclass(frozen=True)
class Outcome:
    """What came out of one question.

    Attributes:
        key: of the question.
        asked: finished answer sets.
        answered: those that answer this question; "don't know" is counted apart.
        dont_know: those that do not know.
        no_answer: those that left it out.
        counts: of choices, countries, yes and no.
        spread: of numbers; None where there are none.
        ranks: of a ranking, the best first.
        texts: what was written, in the order of the answer sets; none of what tells of persons.
    """

    key: str
    asked: int
    answered: int
    dont_know: int
    no_answer: int
    counts: tuple[Count, ...] = ()
    spread: Spread | None = None
    ranks: tuple[Rank, ...] = ()
    texts: tuple[str, ...] = ()

    def share(self, count: int) -> float | None:
        """A part of the finished answer sets; None where there are none."""
        return count / self.asked if self.asked else None


@dataclass(frozen=True)
class Results:
    """What came out of a questionnaire.

    Attributes:
        rate: of all who were invited.
        uninvited: answers that came by the public address.
        by_country: response rate of each country.
        by_category: response rate of each category of partners.
        by_language: how many answered in each language.
        outcomes: of each question.
    """

    rate: Rate
    uninvited: int
    by_country: tuple[Rate, ...]
    by_category: tuple[Rate, ...]
    by_language: Mapping[str, int]
    outcomes: tuple[Outcome, ...]


def results(form: Questionnaire, responses: Iterable[Response]) -> Results:
    """What comes out of a questionnaire.

    Args:
        form: the questionnaire.
        responses: everybody who was invited or has answered.
    """
    everybody = tuple(responses)
    finished = [one for one in everybody if one.values is not None]
    return Results(
        rate=_rate("", everybody),
        uninvited=sum(not one.invited for one in finished),
        by_country=_rates(everybody, lambda one: one.country),
        by_category=_rates(everybody, lambda one: one.category),
        by_language=dict(sorted(Counter(one.language for one in finished).items())),
        outcomes=tuple(_outcome(one, [each.values or {} for each in finished]) for one in form.questions),
    )


def _rates(responses: Sequence[Response], group: Callable[[Response], str]) -> tuple[Rate, ...]:
    groups: dict[str, list[Response]] = {}
    for one in responses:
        if one.invited:
            groups.setdefault(group(one), []).append(one)
    return tuple(_rate(name, groups[name]) for name in sorted(groups, key=lambda name: (not name, name)))


def _rate(group: str, responses: Iterable[Response]) -> Rate:
    invited = [one for one in responses if one.invited]
    return Rate(group, len(invited), sum(one.values is not None for one in invited))


def _outcome(one: Question, sets: Sequence[Mapping[str, Value]]) -> Outcome:
    values = [values[one.key] for values in sets if one.key in values]
    known = [value for value in values if not isinstance(value, DontKnow)]
    numbers = [value for value in known if isinstance(value, int | float)]
    is_text = one.kind in ("short", "long", "date") and not one.personal
    return Outcome(
        key=one.key,
        asked=len(sets),
        answered=len(known),
        dont_know=len(values) - len(known),
        no_answer=len(sets) - len(values),
        counts=_counts(one, known),
        spread=_spread(numbers) if one.kind == "number" and numbers else None,
        ranks=_ranks(one, [value for value in known if isinstance(value, tuple)]) if one.kind == "ranking" else (),
        texts=tuple(str(value) for value in known) if is_text else (),
    )


def _counts(one: Question, known: Sequence[Value]) -> tuple[Count, ...]:
    if one.kind == "ranking" or one.kind not in (*WITH_CHOICES, "yes_no", "country"):
        return ()
    told = Counter(key for value in known for key in (value if isinstance(value, tuple) else (str(value),)))
    keys: Iterable[str] = [choice.key for choice in one.choices]
    if one.kind == "yes_no":
        keys = ("yes", "no")
    elif one.kind == "country":
        keys = sorted(told, key=lambda key: (-told[key], key))
    return tuple(Count(key, told[key], told[key] / len(known) if known else 0.0) for key in keys)


def _spread(numbers: Sequence[float]) -> Spread:
    if len(numbers) == 1:
        only = numbers[0]
        return Spread(only, only, only, only, only)
    lower, _, upper = quantiles(numbers, n=4, method="inclusive")
    return Spread(min(numbers), lower, median(numbers), upper, max(numbers))


def _ranks(one: Question, rankings: Sequence[tuple[str, ...]]) -> tuple[Rank, ...]:
    """Mean places; choices that somebody left out share the mean of the places that were left."""
    if not rankings:
        return ()
    found = []
    for choice in one.choices:
        places = [_place(choice.key, ranking, len(one.choices)) for ranking in rankings]
        first = sum(ranking[:1] == (choice.key,) for ranking in rankings)
        ranked = sum(choice.key in ranking for ranking in rankings)
        found.append(Rank(choice.key, sum(places) / len(places), first, ranked))
    return tuple(sorted(found, key=lambda rank: (rank.mean, -rank.first)))


def _place(key: str, ranking: tuple[str, ...], count: int) -> float:
    if key in ranking:
        return float(ranking.index(key) + 1)
    return (len(ranking) + 1 + count) / 2
