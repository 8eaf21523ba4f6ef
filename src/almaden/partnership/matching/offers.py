"""Many offers side by side in columns, so that one need is compared with all of them at once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from functools import cached_property
from typing import Final

import numpy as np
from numpy.typing import NDArray

from almaden.partnership.dates import last_day
from almaden.partnership.matching.text import TextIndex, text_of
from almaden.partnership.matching.vocabulary import codes, plain_all
from almaden.partnership.matching.weights import settings
from almaden.partnership.records.exchange import OfferRecord

Bools = NDArray[np.bool_]
Numbers = NDArray[np.float64]


class WordColumn:
    """A column that holds several words per offer, each word leading to the offers that have it."""

    def __init__(self, rows: Iterable[Sequence[str]]) -> None:
        lists = [tuple(dict.fromkeys(row)) for row in rows]
        places: dict[str, list[int]] = {}
        for place, row in enumerate(lists):
            for word in row:
                places.setdefault(word, []).append(place)
        self.counts: Numbers = np.array([len(row) for row in lists], dtype=float)
        self.stated: Bools = self.counts > 0
        self._places = {word: np.array(found) for word, found in places.items()}

    def having(self, words: Iterable[str]) -> Bools:
        """Which offers have any of the words."""
        found = np.zeros(len(self.counts), dtype=bool)
        for word in words:
            if word in self._places:
                found[self._places[word]] = True
        return found

    def common(self, words: Iterable[str]) -> Numbers:
        """How many of the words each offer has."""
        found = np.zeros(len(self.counts))
        for word in words:
            if word in self._places:
                found[self._places[word]] += 1.0
        return found


class Offers:
    """Offers in the order of their keys, with a column for each thing that is compared."""

    def __init__(self, records: Iterable[OfferRecord]) -> None:
        self.records: Final = tuple(sorted(records, key=lambda offer: offer.id))
        self.steps = WordColumn(codes("step", offer.steps) for offer in self.records)
        self.materials = WordColumn(codes("material", offer.materials) for offer in self.records)
        self.topics = WordColumn(codes("topic", offer.topics) for offer in self.records)
        self.countries = WordColumn(offer.countries for offer in self.records)
        self.regions = WordColumn(plain_all(offer.regions) for offer in self.records)
        self.languages = WordColumn(plain_all(offer.languages) for offer in self.records)
        self.currency = np.array([offer.currency for offer in self.records], dtype="U3")

    def __len__(self) -> int:
        return len(self.records)

    def numbers(self, field: str) -> Numbers:
        """A column of numbers, NaN where nothing is stated."""
        if field not in self._numbers:
            values = [getattr(offer, field) for offer in self.records]
            self._numbers[field] = np.array([np.nan if value is None else value for value in values], dtype=float)
        return self._numbers[field]

    def says(self, field: str, answer: str) -> Bools:
        """Which offers give an answer in a column of words."""
        if (field, answer) not in self._answers:
            found = [getattr(offer, field) == answer for offer in self.records]
            self._answers[field, answer] = np.array(found, dtype=bool)
        return self._answers[field, answer]

    @cached_property
    def _numbers(self) -> dict[str, Numbers]:
        return {}

    @cached_property
    def _answers(self) -> dict[tuple[str, str], Bools]:
        return {}

    @cached_property
    def grade_share(self) -> Numbers:
        """The share of the points for evidence by grade, 0 where none is stated."""
        return np.array([settings()[f"grade_{offer.grade}"] if offer.grade else 0.0 for offer in self.records])

    @cached_property
    def confirmed(self) -> Numbers:
        """The last day on which it may have been confirmed, as an ordinal; 0 where it never was."""
        days = [last_day(offer.confirmed_on).toordinal() if offer.confirmed_on else 0 for offer in self.records]
        return np.array(days, dtype=float)

    @cached_property
    def texts(self) -> TextIndex:
        """The titles and topics."""
        return TextIndex(text_of(offer.title, offer.topics) for offer in self.records)


def months_before(day: date, months: int) -> date:
    """The day so many months earlier; the last day of its month where that month is shorter."""
    count = day.year * 12 + day.month - 1 - months
    year, month = divmod(count, 12)
    for last in range(day.day, 0, -1):
        try:
            return date(year, month + 1, last)
        except ValueError:
            continue
    raise AssertionError("every month has a first day")
