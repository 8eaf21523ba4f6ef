"""The words that needs and offers share: topics, steps and materials in several languages, and regions."""

from __future__ import annotations

import functools
import unicodedata
from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Final, Literal

from almaden.partnership.codes import materials, regions_of, step_before, steps
from almaden.reference.tables import read_table

Kind = Literal["topic", "step", "material"]

#: The languages in which the vocabulary is held.
VOCABULARY_LANGUAGES: Final = ("en", "fr", "es")
#: Classes of waste that may be named in the place of a material.
WASTE_CLASSES: Final = ("consisting", "containing", "contaminated")


def plain(text: str) -> str:
    """A word or name without case, accents and spare blanks, as it is compared."""
    apart = unicodedata.normalize("NFKD", text.casefold())
    return " ".join("".join(letter for letter in apart if not unicodedata.combining(letter)).split())


@functools.cache
def codes(kind: Kind, words: tuple[str, ...]) -> tuple[str, ...]:
    """The codes of words, each once and in their order; a word that the vocabulary lacks stands for itself."""
    known = _names(kind)
    found = (known.get(plain(word), plain(word)) for word in words)
    return tuple(dict.fromkeys(code for code in found if code))


@functools.cache
def _names(kind: Kind) -> Mapping[str, str]:
    names: dict[str, str] = {}
    # People name steps and materials as topics too; the topics' own names come first.
    for wanted in ("topic", "step", "material") if kind == "topic" else (kind,):
        for row in read_table("partnership/matching_vocabulary"):
            if row["kind"] == wanted:
                texts = ";".join(row[language] for language in VOCABULARY_LANGUAGES).split(";")
                for name in (row["code"], *texts):
                    names.setdefault(plain(name), plain(row["code"]))
    return MappingProxyType(names)


@functools.cache
def compatible_materials(material: str) -> frozenset[str]:
    """The material itself and its class; for a class of waste, what belongs to it."""
    kind = materials().get(material, "")
    members = (name for name, other in materials().items() if other == material and other in WASTE_CLASSES)
    return frozenset([material, *([kind] if kind in WASTE_CLASSES else ()), *members])


@functools.cache
def step_order() -> tuple[str, ...]:
    """The steps of the life cycle, in their order."""
    return tuple(steps())


def steps_before(step: str) -> tuple[str, ...]:
    """The steps that have to come before a step, whether anybody named them or not; the nearest first."""
    found: list[str] = []
    while (step := step_before().get(step, "")) and step not in found:
        found.append(step)
    return tuple(found)


@functools.cache
def plain_regions_of(country: str) -> frozenset[str]:
    """The regions that a country lies in, with the one that stands for all, as they are compared."""
    return frozenset(plain(name) for name in regions_of(country))


def plain_all(words: Iterable[str]) -> tuple[str, ...]:
    """Several words as they are compared."""
    return tuple(dict.fromkeys(plain(word) for word in words))
