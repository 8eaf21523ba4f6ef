"""A published figure read: is it a total, a part or a share, of input or output, to which medium, of what.

Only words are at hand, so only clear ones are used, in English, French and Spanish; what they leave open stays open.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import Literal

from almaden.inventory.checks import words
from almaden.inventory.records import PublishedRow
from almaden.quantity.units import UnitError, parse_unit
from almaden.reference.categories import categories

Kind = Literal["", "input", "output"]
Bound = Literal["", "low", "high"]

_WASTE = re.compile(r"\b(to|in|into|vers|dans|en|a|aux) (general|hazardous|municipal|solid) waste\b")
_WASTE_WATER = re.compile(r"\b(waste ?water|eaux usees|aguas residuales)\b")
_USE = re.compile(r"\b(mercury|hg) (use|used|consumption)\b|\b(utilisation|uso|consumo|consommation) de mercur")
_ASGM = re.compile(
    r"\b(asgm|mape|orpaillage|amalgamation|amalgamacion|(artisanal|small scale)\b.*\bgold|gold\b.*\bsmall scale|"
    r"oro artesanal|mineria artesanal)\b"
)
_CODE = re.compile(r"\b5(\.\d+)+\b")
_BRACKETS = re.compile(r"\([^)]*\)")
_WORD = re.compile(r"[a-z]+|\d+(?:\.\d+)*")


@dataclass(frozen=True)
class Figure:
    """A published figure with what its words say.

    Attributes:
        row: the line of ``published.csv``.
        total: whether it calls itself a total.
        share: whether it is a share, in per cent.
        kind: ``input``, ``output`` (release, emission), or empty.
        media: which of air, water, land and waste it names.
        scope: empty for the whole, ``asgm`` for gold by amalgamation, or the code of a source category.
        bound: whether it is the ``low`` or ``high`` end of a range.
        of_which: whether it is a part of the figure before it.
        its: whether it is a share of what stands before it.
        words: the words that tell it from others.
        kg_per_unit: kilograms per unit, None where the unit is no mass.
    """

    row: PublishedRow
    total: bool
    share: bool
    kind: Kind
    media: frozenset[str]
    scope: str
    bound: Bound
    of_which: bool
    its: bool
    words: frozenset[str]
    kg_per_unit: float | None

    @property
    def name(self) -> str:
        """What was published, as written."""
        return self.row.quantity

    @property
    def is_national_total(self) -> bool:
        """Whether it is a total of everything: nothing in its words narrows it."""
        said = self.words - words.TOTAL - words.INPUT - words.OUTPUT - words.WHOLE
        media = frozenset(word for names in words.MEDIA.values() for word in names)
        return self.total and not self.scope and all(word.isdecimal() for word in said - media)

    @property
    def kg(self) -> float | None:
        """The figure in kg, None where its unit is no mass."""
        return None if self.kg_per_unit is None else self.row.value * self.kg_per_unit

    @property
    def rounding(self) -> float:
        """Half a unit of the last printed figure, in the unit of the figure.

        Zeros at the end of a decimal fraction are lost in a table, so this may be too large, never too small.
        """
        return rounding(self.row.value)

    @property
    def dimension(self) -> str:
        """What may be added to it: figures in mass, or figures of the same unit."""
        return "kg" if self.kg_per_unit is not None else self.row.unit.strip().casefold()


def rounding(value: float) -> float:
    """Half a unit of the last figure of a number as it is written.

    >>> rounding(780.1)
    0.05
    >>> rounding(7174.0)
    0.5
    """
    text = f"{value:.12g}"
    decimals = len(text.partition(".")[2]) if "e" not in text else 0
    return 0.5 * 10.0**-decimals


def figure_of(row: PublishedRow) -> Figure:
    """Read the words of a published figure."""
    plain = _plain(row.quantity)
    text = " ".join(_WORD.findall(_BRACKETS.sub(" ", plain)))
    found = frozenset(text.split())
    is_share = row.unit.strip().startswith("%") or _plain(row.unit).split()[:1] == ["percent"]
    return Figure(
        row=row,
        total=bool(found & words.TOTAL) and not is_share,
        share=is_share,
        kind=_kind(text, found),
        media=_media(text),
        scope="asgm" if _ASGM.search(text) else _code(text),
        bound="low" if found & words.LOW else "high" if found & words.HIGH else "",
        of_which=plain.strip().startswith(words.OF_WHICH),
        its=is_share and bool(found & words.ITS),
        words=found - words.STOP,
        kg_per_unit=None if is_share else _kg_per_unit(row.unit),
    )


def denominator_words(figure: Figure) -> frozenset[str]:
    """Words of a share after its ``share of``: what it is a share of."""
    text = " ".join(_WORD.findall(_plain(figure.name)))
    parts = re.split(r"\b(?:" + "|".join(words.SHARE) + r")\b", text, maxsplit=1)
    return frozenset(parts[1].split()) - words.STOP if len(parts) == 2 else frozenset()


def numerator_words(figure: Figure) -> frozenset[str]:
    """Words of a share before its ``share of``: what has the share."""
    text = " ".join(_WORD.findall(_plain(figure.name)))
    before = re.split(r"\b(?:" + "|".join(words.SHARE) + r")\b", text, maxsplit=1)[0]
    return frozenset(before.split()) - words.STOP


def kind_words() -> frozenset[str]:
    """All words by which a figure says whether it is of input or of output."""
    return words.INPUT | words.OUTPUT


def _plain(text: str) -> str:
    decomposed = unicodedata.normalize("NFD", text.casefold())
    return "".join(char for char in decomposed if not unicodedata.combining(char)).replace("-", " ")


def _kind(text: str, found: frozenset[str]) -> Kind:
    is_input = bool(found & words.INPUT) or bool(_USE.search(text))
    is_output = bool(found & words.OUTPUT)
    if is_input == is_output:
        return ""
    return "input" if is_input else "output"


def _media(text: str) -> frozenset[str]:
    said = frozenset(_WASTE_WATER.sub(" ", text).split())
    found = {medium for medium, names in words.MEDIA.items() if said & names}
    return frozenset(found | {"waste"} if _WASTE.search(text) else found)


def _code(text: str) -> str:
    """The code of a source category that is named, empty if there is none."""
    return next((found.group() for found in _CODE.finditer(text) if found.group() in categories()), "")


def _kg_per_unit(text: str) -> float | None:
    try:
        unit = parse_unit(text)
    except UnitError:
        return None
    return float(unit.scale) if unit.dimension in {"mass", "mercury"} else None
