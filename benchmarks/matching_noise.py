"""Made-up needs and offers: a noisy set whose answer is known by construction, and a large one for timing.

The noisy set has 12 subjects, each a step and a material. Each subject has an offer for the whole world and one for
a region, an offer for another region that must be refused, and one with the same words that does another step. Each
subject has a need without noise, and one each with a wrong topic, missing fields, another language, and a wrong topic
as well as missing fields. Right are the two offers of the subject that serve the country.
"""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from almaden.partnership.records.exchange import NeedRecord, OfferRecord
from almaden.reference.tables import read_table

NOISE: Final = ("none", "wrong topic", "missing fields", "other language", "wrong topic and missing fields")

SUBJECTS: Final = (
    ("stabilisation", "sludge"),
    ("final disposal", "residues of chlor-alkali"),
    ("recovery", "lamps"),
    ("interim storage", "elemental mercury"),
    ("site remediation", "soil"),
    ("monitoring", "biota"),
    ("flue gas control", "flue gas"),
    ("conversion", "catalyst"),
    ("packing", "batteries"),
    ("transport", "thermometers and measuring devices"),
    ("wastewater treatment", "water"),
    ("collection", "dental amalgam"),
)
_REGIONS: Final = (("LAC", "PER"), ("Africa", "GHA"), ("Asia", "PHL"))


@dataclass(frozen=True)
class NoisySet:
    """Made-up needs and offers, which offers are right, and what is wrong with each need."""

    needs: tuple[NeedRecord, ...]
    offers: tuple[OfferRecord, ...]
    judged: Mapping[str, Mapping[str, int]]
    noise: Mapping[str, str]


def noisy_set(seed: int = 1) -> NoisySet:
    """60 needs and 48 offers; the seed decides which fields are missing and which topics are wrong."""
    chance = random.Random(seed)
    needs, offers, judged, noise = [], [], {}, {}
    for number in range(len(SUBJECTS)):
        offers.extend(_offers(number, chance))
        for kind, name in enumerate(NOISE):
            need = _need(number, kind, chance)
            needs.append(need)
            judged[need.id] = {f"OFFER-{number:02}-world": 2, f"OFFER-{number:02}-region": 2}
            noise[need.id] = name
    return NoisySet(tuple(needs), tuple(offers), judged, noise)


def _offers(number: int, chance: random.Random) -> list[OfferRecord]:
    step, material = SUBJECTS[number]
    other_step = SUBJECTS[(number + 5) % len(SUBJECTS)][0]
    here, elsewhere = _REGIONS[number % 3][0], _REGIONS[(number + 1) % 3][0]
    title = f"Service of {step} for {material} (made up)"
    rows: dict[str, dict[str, Any]] = {
        "world": {"steps": (step,), "regions": ("global",), "topics": (step, material)},
        "region": {"steps": (step,), "regions": (here,), "topics": (step, material)},
        "elsewhere": {"steps": (step,), "regions": (elsewhere,), "topics": (step, material)},
        "otherwise": {"steps": (other_step,), "regions": ("global",), "topics": (other_step, material)},
    }
    made = []
    for name, row in rows.items():
        row["materials"] = (material,)
        for field in ("steps", "materials", "topics"):
            # The one that does another step has to say so, or nobody could tell.
            if chance.random() < 0.3 and not (name == "otherwise" and field == "steps"):
                del row[field]
        made.append(OfferRecord(id=f"OFFER-{number:02}-{name}", title=title, **row))
    return made


def _need(number: int, kind: int, chance: random.Random) -> NeedRecord:
    step, material = SUBJECTS[number]
    wrong = SUBJECTS[(number + chance.randrange(1, len(SUBJECTS))) % len(SUBJECTS)]
    noise = NOISE[kind]
    row: dict[str, Any] = {"steps": (step,), "materials": (material,), "topics": (step, material)}
    title = f"We look for help with {step} of {material}"
    if noise == "other language":
        step, material = _in("es", "step", step), _in("es", "material", material)
        row = {"topics": (step, material)}
        title = f"Se busca ayuda para {step} de {material}"
    if "wrong topic" in noise:
        row["topics"] = wrong
    if "missing" in noise:
        for field in chance.sample(("steps", "materials", "topics"), 2):
            del row[field]
    return NeedRecord(id=f"NEED-{number:02}-{kind}", title=title, country=_REGIONS[number % 3][1], **row)


def _in(language: str, kind: str, code: str) -> str:
    for row in read_table("partnership/matching_vocabulary"):
        if row["kind"] == kind and row["code"] == code:
            return (row[language] or code).split(";")[0]
    raise KeyError(code)


def large_set(needs: int, offers: int, seed: int = 1) -> tuple[list[NeedRecord], list[OfferRecord]]:
    """As many made-up needs and offers as asked for, most fields filled, for timing."""
    chance = random.Random(seed)
    words = [row["word"] for row in read_table("partnership/matching_words")]
    return (
        [NeedRecord(id=f"N{number}", **_large_need(chance, words)) for number in range(needs)],
        [OfferRecord(id=f"O{number}", **_large_offer(chance, words)) for number in range(offers)],
    )


def _subjects(chance: random.Random) -> dict[str, Any]:
    steps = tuple({chance.choice(SUBJECTS)[0] for _ in range(2)})
    materials = tuple({chance.choice(SUBJECTS)[1] for _ in range(3)})
    return {"steps": tuple(sorted(steps)), "materials": tuple(sorted(materials)), "topics": chance.choice(SUBJECTS)}


def _title(chance: random.Random, words: Sequence[str]) -> str:
    return " ".join(chance.choice(words) for _ in range(10))


def _large_need(chance: random.Random, words: Sequence[str]) -> dict[str, Any]:
    row = {"title": _title(chance, words), "country": chance.choice(_REGIONS)[1], **_subjects(chance)}
    return {
        **row,
        "quantity_t_per_year": chance.uniform(1, 100),
        "stock_t": chance.uniform(1, 100),
        "mercury_mg_per_kg": chance.uniform(1, 10_000),
        "budget": chance.uniform(1e3, 1e6),
        "currency": "USD",
        "languages": ("es",),
        "wants_training": "yes",
    }


def _large_offer(chance: random.Random, words: Sequence[str]) -> dict[str, Any]:
    return {
        "title": _title(chance, words),
        **_subjects(chance),
        "regions": (chance.choice(("global", "LAC", "Africa", "Asia")),),
        "capacity_t_per_year": chance.uniform(10, 1000),
        "mercury_high_mg_per_kg": chance.uniform(100, 100_000),
        "readiness_level": chance.randint(1, 9),
        "grade": chance.choice(("", "A", "B", "C", "D")),
        "cost_per_t": chance.uniform(100, 10_000),
        "currency": "USD",
        "languages": ("en", "es"),
        "confirmed_on": "2026-01",
    }
