"""What a measurement must hold: a value or a detection limit, a unit that fits, days in their order."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from itertools import combinations
from typing import Final

from almaden.errors import Fault
from almaden.reference.readers.template import Rows
from almaden.sectors.products.testing.data import detection_limit_ppm, value_ppm
from almaden.sectors.products.testing.defaults import default
from almaden.sectors.products.testing.readers.shared_checks import check_twice
from almaden.sectors.products.testing.records import PPM_PER, ProductRecord, ProductTestRecord
from almaden.wording import Exact, Text, n_

Say = Callable[[str, str, object, str, str], Fault]
#: All of a sample: no content is larger.
_ALL_PPM: Final = 1e6
#: An earlier year of a purchase or a test is a slip of the pen; campaigns begin there too.
_FIRST_YEAR: Final = 1950
#: Two contents of one sample whose ratio is within this factor of 10 000 were probably told in % and in ppm.
_NEAR: Final = 2.0


def check_products(rows: Rows) -> Iterator[Fault]:
    """Check that a product stands in the table once."""

    def same(product: ProductRecord) -> tuple[str, ...]:
        told = (product.brand, product.name, product.manufacturer, product.country, product.lot, product.barcode)
        return tuple(" ".join(unicodedata.normalize("NFKC", one).casefold().split()) for one in told)

    yield from check_twice(rows, "name", same, n_("each product once; lots are told apart in the column lot"))


def check_measurements(rows: Rows) -> Iterator[Fault]:
    """Check the measurements of a table."""
    samples: dict[str, str] = {}
    for one in rows.found:
        test: ProductTestRecord = one.record

        def say(problem: str, name: str, value: object, accepted: str, advice: str, row: int | None = one.row) -> Fault:
            return rows.fault(problem, row, name, "" if value is None else str(value), accepted, advice)

        yield from _content(test, say)
        yield from _detection(test, say)
        yield from _days(test, say)
        for name in test.photographs:
            if "/" in name or "\\" in name:
                yield say(
                    n_("a folder stands before the name of a file"), "photographs", "", n_("names of files alone"),
                    n_("write p1-front.jpg alone: folders tell of the computer they are on, and often of its user"),
                )  # fmt: skip
        if test.sample and samples.setdefault(test.sample, test.product) != test.product:
            yield say(
                n_("one sample is told for two products"), "sample", test.sample, n_("samples of one product"),
                n_("give each sample its own identifier, or correct the product"),
            )  # fmt: skip
    yield from check_twice(rows, "value", _measurement, n_("each measurement once"))


def odd_contents(test: ProductTestRecord, kinds: Mapping[str, str]) -> Iterator[Text]:
    """Contents that can be, but are asked about.

    Args:
        test: the test.
        kinds: kind of each product by its identifier.
    """
    ppm = value_ppm(test)
    if ppm is None:
        return
    if test.unit == "%":
        yield Text("{test}: {value} % are taken as {ppm} ppm", test=test.id, value=Exact(test.value or 0.0),
                   ppm=Exact(ppm))  # fmt: skip
    highest = default("highest_seen_ppm").value
    if kinds.get(test.product) == "cosmetic" and highest < ppm <= _ALL_PPM:
        yield Text("{test}: {ppm} ppm is more than the publications read tell of any cream; is the unit right?",
                   test=test.id, ppm=Exact(ppm))  # fmt: skip
    if 0 < ppm < default("lowest_plausible_ppm").value:
        yield Text(
            "{test}: {ppm} ppm is less than laboratories detect; if the value is in percent, it is {percent} ppm",
            test=test.id, ppm=Exact(ppm), percent=Exact(float(f"{test.value or 0.0:.12g}") * PPM_PER["%"]),
        )  # fmt: skip


def ppm_beside_percent(tests: Sequence[ProductTestRecord]) -> Iterator[Text]:
    """Samples of which one test tells about ten thousand times as much as another: % and ppm were probably confused."""
    samples: dict[tuple[str, str], list[ProductTestRecord]] = {}
    for test in tests:
        if test.sample and value_ppm(test):
            samples.setdefault((test.campaign, test.sample), []).append(test)
    for found in samples.values():
        for one, other in combinations(found, 2):
            low, high = sorted((one, other), key=lambda test: (value_ppm(test) or 0.0, test.id))
            times = (value_ppm(high) or 0.0) / (value_ppm(low) or 1.0) / PPM_PER["%"]
            if 1.0 / _NEAR <= times <= _NEAR:
                yield Text(
                    "{high} tells about 10 000 times as much as {low} of the same sample: is {low} in percent?",
                    high=high.id, low=low.id,
                )  # fmt: skip


def _content(test: ProductTestRecord, say: Say) -> Iterator[Fault]:
    ppm = value_ppm(test)
    if ppm is not None and ppm > _ALL_PPM:
        advice = (
            Text("it is probably in ppm: write ppm into unit; {value} ppm are {percent} %",
                 value=Exact(test.value or 0.0), percent=Exact((test.value or 0.0) / PPM_PER["%"]))
            if test.unit == "%" else n_("correct the value or its unit")
        )  # fmt: skip
        yield say(
            n_("the sample would hold more mercury than it weighs"), "value", test.value,
            n_("at most 100 %, which are 1,000,000 ppm"), advice,
        )  # fmt: skip
    if test.value == 0:
        yield say(
            n_("no measurement finds exactly nothing"), "value", test.value,
            n_("a number above 0, or below_detection with the detection limit"),
            n_("write y into below_detection, the limit into detection_limit, and leave value empty"),
        )  # fmt: skip


def _detection(test: ProductTestRecord, say: Say) -> Iterator[Fault]:
    if test.value is None and not test.below_detection:
        yield say(
            n_("there is no value"), "value", None, n_("a number, or y in the column below_detection"),
            n_("delete the row where nothing was measured; write y where nothing was detected"),
        )  # fmt: skip
    if test.below_detection and test.value is not None and test.value != 0:
        yield say(
            n_("a value is told, though nothing was detected"), "value", test.value,
            n_("a value, or y in the column below_detection"),
            n_("if it is the detection limit, move it to detection_limit; otherwise write n into below_detection"),
        )  # fmt: skip
    if test.below_detection and test.detection_limit is None:
        yield say(
            n_("nothing was detected, but the detection limit is not told"), "detection_limit", None,
            n_("the detection limit, in the unit of the row"),
            n_("ask the laboratory; without it nobody knows below what the content is"),
        )  # fmt: skip
    value, least = value_ppm(test), detection_limit_ppm(test)
    if value and least is not None and value < least and not test.below_detection:
        yield say(
            n_("the value is less than what can be detected"), "value", test.value,
            Text("at least the detection limit {limit}", limit=Exact(test.detection_limit or 0.0)),
            n_("write y into below_detection and leave value empty, or correct the detection limit"),
        )  # fmt: skip


def _days(test: ProductTestRecord, say: Say) -> Iterator[Fault]:
    for name in ("bought_on", "tested_on"):
        day: date | None = getattr(test, name)
        if day is not None and day.year < _FIRST_YEAR:
            yield say(
                n_("no product was tested for a campaign so long ago"), name, day.isoformat(),
                Text("a day from {day} on", day=f"{_FIRST_YEAR}-01-01"),
                n_("check the year; write all four digits of it"),
            )  # fmt: skip
    if test.bought_on and test.tested_on and test.tested_on < test.bought_on:
        yield say(
            n_("it was tested before it was bought"), "tested_on", test.tested_on.isoformat(),
            Text("a day from {day} on", day=test.bought_on.isoformat()), n_("correct one of the two days"),
        )  # fmt: skip


def _measurement(test: ProductTestRecord) -> tuple[object, ...]:
    return (
        test.campaign, test.product, test.sample, test.country, test.url, test.bought_on, test.tested_on,
        test.laboratory, test.method, value_ppm(test), test.below_detection,
    )  # fmt: skip
