"""Samples with the test that counts for each: a laboratory before a screening, and of several the last."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from statistics import median

from almaden.sectors.products.testing.data import ProductTestData, value_ppm
from almaden.sectors.products.testing.limits import ContentLimit, Verdict, verdict
from almaden.sectors.products.testing.records import SCREENING, ProductRecord, ProductTestRecord


@dataclass(frozen=True)
class Sample:
    """One sample of a product in one campaign.

    Attributes:
        id: its identifier; that of its test where it has none of its own.
        campaign: identifier of the campaign.
        product: the product.
        tests: its tests in the order in which they count, the one that counts first.
    """

    id: str
    campaign: str
    product: ProductRecord
    tests: tuple[ProductTestRecord, ...]

    @property
    def counts(self) -> ProductTestRecord:
        """The test that counts."""
        return self.tests[0]

    @property
    def confirmed(self) -> bool:
        """Whether a laboratory measured it, not a screening alone."""
        return self.counts.method not in SCREENING

    @cached_property
    def country(self) -> str:
        """Code of the country where it was bought; empty where no test tells it."""
        return next((one.country for one in self.tests if one.country), "")

    @cached_property
    def platform(self) -> str:
        """The platform it was bought on; empty where it was bought elsewhere."""
        return next((one.platform for one in self.tests if one.platform), "")

    @cached_property
    def url(self) -> str:
        """Address of the listing; empty where no test tells it."""
        return next((one.url for one in self.tests if one.url), "")

    def verdict(self, limit: ContentLimit) -> Verdict:
        """What the test that counts says of a limit."""
        return verdict(self.counts, limit)


def samples_of(data: ProductTestData, on: date | None = None) -> tuple[Sample, ...]:
    """The samples of a register, by campaign and identifier.

    Args:
        data: the register.
        on: tests after this day are left out; tests without a day stay.
    """
    products = data.product_of
    found: defaultdict[tuple[str, str, str], list[ProductTestRecord]] = defaultdict(list)
    for test in data.tests:
        if on is None or test.tested_on is None or test.tested_on <= on:
            # A sample's own identifier never meets that of a test.
            found[test.campaign, "sample" if test.sample else "test", test.sample or test.id].append(test)
    return tuple(
        Sample(key, campaign, products[tests[0].product], in_order(tests))
        for (campaign, _, key), tests in sorted(found.items())
    )


def in_order(tests: Iterable[ProductTestRecord]) -> tuple[ProductTestRecord, ...]:
    """Tests of a sample as they count: of laboratories before screenings, later ones before earlier ones."""
    by_id = sorted(tests, key=lambda one: one.id)
    latest = sorted(by_id, key=lambda one: one.tested_on or date.min, reverse=True)
    return tuple(sorted(latest, key=lambda one: one.method in SCREENING))


@dataclass(frozen=True)
class Confirmations:
    """What laboratories said of samples that were screened before.

    Attributes:
        pairs: samples with both, where both can be told.
        both_above: above the limit in both.
        screening_only: above the limit in the screening alone.
        laboratory_only: above the limit in the laboratory alone.
        neither: above the limit in neither.
        median_ratio: median of laboratory over screening where both found mercury; None where none did.
        not_confirmed: samples above the limit by a screening that no laboratory measured.
    """

    pairs: int
    both_above: int
    screening_only: int
    laboratory_only: int
    neither: int
    median_ratio: float | None
    not_confirmed: int


def confirmations(samples: Sequence[Sample], limit: ContentLimit) -> Confirmations:
    """Screenings set against the laboratory, sample by sample."""
    counted: defaultdict[tuple[Verdict, Verdict], int] = defaultdict(int)
    ratios = []
    for sample in samples:
        screened = next((one for one in sample.tests if one.method in SCREENING), None)
        if screened is None or not sample.confirmed:
            continue
        counted[verdict(screened, limit), sample.verdict(limit)] += 1
        first, second = value_ppm(screened), value_ppm(sample.counts)
        if first and second:
            ratios.append(second / first)
    cells = (
        counted["above", "above"], counted["above", "not above"], counted["not above", "above"],
        counted["not above", "not above"],
    )  # fmt: skip
    waiting = sum(not one.confirmed and one.verdict(limit) == "above" for one in samples)
    return Confirmations(sum(cells), *cells, median(ratios) if ratios else None, waiting)
