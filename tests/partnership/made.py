"""Registries made up for tests."""

from __future__ import annotations

import string
from typing import Any, Final, get_args

from hypothesis import strategies as st

from almaden.partnership.records.activities import (
    ActivityRecord,
    BudgetRecord,
    ParticipationRecord,
    ResultRecord,
    Status,
    TransactionRecord,
)
from almaden.partnership.records.outputs import FundingRecord, PublicationRecord
from almaden.partnership.records.partners import PartnerRecord
from almaden.partnership.registry import Registry
from almaden.reference.areas import areas

#: What XML can hold: no control characters but tab and line ends, no halves of pairs.
NONE: Final = ("Cc", "Cs", "Cn")
CHARACTERS = st.characters(codec="utf-8", exclude_categories=(*NONE, "Zl", "Zp"), include_characters="<>&\"';=")
TEXT = st.text(CHARACTERS, max_size=30)
LONG = st.text(st.characters(codec="utf-8", exclude_categories=NONE, include_characters="\t\n\r<>&\"';="), max_size=30)
SAID = st.text(CHARACTERS, min_size=1, max_size=30)
WORDS = st.lists(st.one_of(TEXT, st.sampled_from(["12.4", "7", "2:2", "41020", "gef:6959"])), max_size=3).map(tuple)
AMOUNT = st.floats(0, 1e15)
MAYBE = st.none() | AMOUNT
CURRENCY = st.sampled_from(["USD", "EUR", "XOF"])
DAY = st.dates().map(str)
MOMENT = st.one_of(DAY, DAY.map(lambda day: day[:7]), DAY.map(lambda day: day[:4]))
COUNTRIES = st.lists(st.sampled_from(["GIN", "PER", "CHN", "XKX"]), max_size=4).map(tuple)
ADDRESS = st.one_of(
    TEXT.map(lambda rest: f"https://{rest}"),
    st.just(""),
    st.sampled_from(["https://example.org/a.pdf", "http://example.org/%7Ea?b=1&c=2"]),
)
KEY = st.text(string.ascii_letters + string.digits + "._:/-", max_size=20).map(lambda rest: f"a{rest}")


def keys_of(prefix: str, most: int) -> st.SearchStrategy[list[str]]:
    return st.lists(KEY.map(lambda key: f"{prefix}{key}"), max_size=most, unique=True)


@st.composite
def registries(draw: Any) -> Registry:
    """A registry with a partner and an activity of the standard at least; the rest as it comes."""
    partners = ["P", *draw(keys_of("P", 3))]
    activities = ["A", *draw(keys_of("A", 4))]
    found: list[tuple[str, Any]] = [("partner", draw(partner(key))) for key in partners]
    some_partners = st.lists(st.sampled_from(partners), max_size=3).map(tuple)
    for place, key in enumerate(activities):
        found.append(("activity", draw(activity(key, activities[:place], some_partners, proper=place == 0))))
    of = st.sampled_from(activities)
    who = st.sampled_from(partners)
    said = {"source": TEXT, "locator": TEXT, "note": LONG}
    for kind, record, fields in (
        ("participation", ParticipationRecord, {"partner": who, "role": literal(ParticipationRecord, "role")}),
        ("budget", BudgetRecord, {"start": MOMENT, "end": MOMENT, "amount": AMOUNT, "currency": CURRENCY,
                                  "valued_on": st.just("") | MOMENT}),
        ("transaction", TransactionRecord, {"kind": literal(TransactionRecord, "kind"), "on": MOMENT,
                                            "amount": st.floats(-1e15, 1e15), "currency": CURRENCY,
                                            "provider": st.just("") | who, "receiver": st.just("") | who}),
        ("result", ResultRecord, {"kind": literal(ResultRecord, "kind"), "indicator": SAID, "unit": TEXT,
                                  "baseline": MAYBE, "baseline_on": st.just("") | MOMENT, "target": MAYBE,
                                  "due": st.just("") | MOMENT, "actual": MAYBE, "actual_low": MAYBE,
                                  "on": st.just("") | MOMENT, "grade": literal(ResultRecord, "grade"),
                                  "mercury_kg_per_year": st.none() | st.floats(0, 1e12), "facilities": WORDS}),
        ("publication", PublicationRecord, {"title": SAID, "kind": TEXT, "area": area(), "authors": some_partners,
                                            "year": st.none() | st.integers(1500, 2200), "languages": WORDS,
                                            "website": ADDRESS}),
        ("funding", FundingRecord, {"item": SAID, "level": literal(FundingRecord, "level"), "kind": TEXT,
                                    "amount": MAYBE, "currency": CURRENCY, "in_kind": st.booleans(),
                                    "funder": st.just("") | who, "funder_text": TEXT, "recipient": TEXT,
                                    "start": st.just("") | MOMENT}),
    ):  # fmt: skip
        for key in draw(keys_of(kind, 3)):
            owner = {"activity": st.just("") | of if kind in ("publication", "funding") else of}
            values = draw(st.fixed_dictionaries({**said, **owner, **fields}))
            ends = values.get("actual_low"), values.get("actual")
            if None not in ends:
                values["actual_low"], values["actual"] = sorted(ends)
            found.append((kind, record(id=key, **values)))
    return Registry.made_of(found)


def literal(record: type[Any], name: str) -> st.SearchStrategy[str]:
    return st.sampled_from(get_args(record.model_fields[name].annotation))


def area() -> st.SearchStrategy[str]:
    return st.sampled_from(["", "CROSS", *areas()])


def partner(key: str) -> st.SearchStrategy[PartnerRecord]:
    return st.builds(
        PartnerRecord, id=st.just(key), name=SAID, other_names=WORDS, category=literal(PartnerRecord, "category"),
        identifier=st.one_of(TEXT, st.sampled_from(["XM-DAC-41304", "GB-CHC-1"])), areas=st.just(()), source=TEXT,
        joined=st.just("") | MOMENT, contribution=LONG,
    )  # fmt: skip


@st.composite
def activity(draw: Any, key: str, earlier: list[str], partners: Any, proper: bool) -> ActivityRecord:
    link = st.just("") | st.sampled_from(earlier) if earlier else st.just("")
    currency = draw(st.just("") | CURRENCY)
    sums = MAYBE if currency else st.none()
    start, end = draw(DAY if proper else st.just("") | MOMENT), ""
    if not start:
        end = draw(st.just("") | MOMENT)
    return ActivityRecord(
        id=key, title=draw(SAID), parent=draw(link), same_as="" if proper else draw(link), area=draw(area()) or "ASGM",
        other_areas=draw(st.lists(area(), max_size=2).map(tuple)), type=draw(SAID),
        status="ongoing" if proper else draw(st.sampled_from(get_args(Status))), start=start, end=end,
        reported_from=draw(st.just("") | MOMENT), countries=draw(COUNTRIES),
        scope=draw(literal(ActivityRecord, "scope")), partners=draw(partners), funders=draw(partners),
        partners_basis=draw(literal(ActivityRecord, "partners_basis")), language=draw(TEXT | st.just("fr")),
        description=draw(LONG), outputs=draw(LONG), obstacles=draw(LONG), tags=draw(WORDS), articles=draw(WORDS),
        sdg_targets=draw(WORDS), sectors=draw(WORDS), policy_markers=draw(WORDS), other_identifiers=draw(WORDS),
        latitude=draw(st.none() | st.floats(-90, 90)), longitude=draw(st.none() | st.floats(-180, 180)),
        website=draw(ADDRESS), cost=draw(sums), secured=draw(sums), cofinance=draw(sums), currency=currency,
        source=draw(TEXT), note=draw(LONG),
    )  # fmt: skip
