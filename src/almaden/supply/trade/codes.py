"""Looks up a customs code as people write it: its editions, what it tells of mercury, which products may be in it."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from almaden.errors import Fault, InputError
from almaden.reference.meta import Meta, meta
from almaden.supply.trade.concordance import became, editions_with
from almaden.supply.trade.editions import HS_DIGITS, NEWEST, digits_of, edition_before, edition_named, pointed
from almaden.supply.trade.hs_codes import HsCode, annex_entries, hs_codes, product_names, products_below
from almaden.supply.trade.national import NationalLine, national_lines
from almaden.wording import Text, n_


@dataclass(frozen=True)
class AnnexProduct:
    """A product of Annex A that may be declared under a code.

    Attributes:
        key, name: the product.
        entries: identifiers of its rules in Annex A.
    """

    key: str
    name: str
    entries: tuple[str, ...]


@dataclass(frozen=True)
class CodeAnswer:
    """What is known of a customs code.

    Attributes:
        written: as it was written.
        digits: its digits.
        edition: the edition it was looked up in.
        code: what the table of this program tells of its six digits; None where they concern no mercury in the
            edition.
        held_in: every edition in which the six digits concern mercury or share goods with a code that does.
        description: its text; of a full list where the table has none.
        products: products of Annex A that may be in it.
        national: longer codes of countries: those that agree with the digits where more than six were written, else
            all below the six.
        text: the answer in a sentence.
        meta: how it was made.
    """

    written: str
    digits: str
    edition: str
    code: HsCode | None
    held_in: tuple[str, ...]
    description: str
    products: tuple[AnnexProduct, ...]
    national: tuple[NationalLine, ...]
    text: Text | str
    meta: Meta

    def as_dict(self) -> dict[str, Any]:
        """The answer as plain values."""
        return {**asdict(self), "text": str(self.text)}

    def to_json(self) -> str:
        """The answer as JSON."""
        return json.dumps(self.as_dict(), ensure_ascii=False, indent=2)


def look_up(
    text: str,
    edition: str = NEWEST,
    country: str = "",
    national: Sequence[NationalLine] = (),
    described: Mapping[str, str] | None = None,
) -> CodeAnswer:
    """Look up a customs code.

    Args:
        text: the code as people write it: ``2805.40``, ``280540``, ``28.05.40.10.00``; six digits or more.
        edition: the edition it is of.
        country: only national codes of this country, as in the tables: ``USA``, ``EU``.
        national: further national lines, of the user's own table.
        described: texts of a full list by code, to tell of codes that the tables do not hold.

    Raises:
        InputError: no such edition; no code; fewer than six digits; a code of another edition, with what it became.
    """
    wanted = edition_named(edition)
    digits = digits_of(text)
    if len(digits) < HS_DIGITS:
        raise InputError(_too_short(text, digits))
    fault = other_edition_fault(text, wanted)
    if fault is not None:
        raise InputError(fault)
    six = digits[:HS_DIGITS]
    code = code_in(six, wanted)
    lines = [one for one in (*national_lines(), *national) if one.hs6 == six and country in ("", one.country)]
    longer = len(digits) > HS_DIGITS
    exact = [one for one in lines if longer and (digits.startswith(one.code) or one.code.startswith(digits))]
    keys = dict.fromkeys(
        key for key in ([p for one in exact for p in one.annex_products] or (code.annex_products if code else ()))
    )
    products = tuple(AnnexProduct(key, product_names()[key], annex_entries(key)) for key in keys)
    description = code.description if code is not None else (described or {}).get(six, "")
    return CodeAnswer(
        text, digits, wanted, code, editions_with(six), description, products, tuple(exact or lines),
        _told(digits, code, description, wanted), meta(0, 0),
    )  # fmt: skip


def code_in(six: str, edition: str) -> HsCode | None:
    """The code of six digits if it concerns mercury in an edition, else None."""
    found = hs_codes().get(six)
    return found if found is not None and edition in found.editions else None


def other_edition_fault(text: str, edition: str, column: str = "code") -> Fault | None:
    """What is wrong with a code that concerns mercury in other editions only; None where nothing is.

    Args:
        text: the code as it was written.
        edition: the edition that it should be of.
        column: where it stood.

    Raises:
        InputError: it is no code.
    """
    six = digits_of(text, column)[:HS_DIGITS]
    held = editions_with(six)
    if not held or edition in held or code_in(six, edition) is not None:
        return None
    # A code that goes on without mercury is none of another edition: that is told with the answer.
    known = hs_codes().get(six)
    if edition_before(held[-1], edition) and (known is None or not edition_before(known.valid_last, edition)):
        return None
    others = became(six, edition)
    if others:
        advice: Text | str = Text("in {edition} write {others}; otherwise name the edition, {own}", edition=edition,
                                  others=" / ".join(pointed(one) for one in others), own=held[-1])  # fmt: skip
    else:
        advice = Text("name the edition, {edition}", edition=held[-1])
    return Fault(
        n_("this is a code of another edition"),
        column=column,
        value=text,
        accepted=Text("{code} in {editions}", code=pointed(six), editions=", ".join(held)),
        advice=advice,
    )


def codes_of(product: str = "", edition: str = NEWEST) -> tuple[HsCode, ...]:
    """The codes that concern mercury in an edition, all or those in which a product may be.

    Args:
        product: key of a product of Annex A or of a group of them, or a kind of product; empty for all.
        edition: the edition.

    Raises:
        InputError: no such edition or product.
    """
    wanted = edition_named(edition)
    inside = [one for one in hs_codes().values() if wanted in one.editions]
    if not product:
        return tuple(inside)
    keys = set(products_below(product))
    found = tuple(one for one in inside if keys & set(one.annex_products) or product in one.kinds)
    if not keys and not found:
        raise InputError(_no_product(product))
    return found


def _told(digits: str, code: HsCode | None, description: str, edition: str) -> Text | str:
    shown = pointed(digits)
    if code is None:
        others = [other for other in became(digits[:HS_DIGITS], edition) if other != digits[:HS_DIGITS]]
        if others:
            return Text("{code} is not among the codes that concern mercury in {edition}; goods of it went to {others}",
                        code=shown, edition=edition, others=", ".join(map(pointed, others)))  # fmt: skip
        if description:
            return Text("{code} is a code of the list, and none that concerns mercury", code=shown)
        return Text("{code} is none of the codes that concern mercury in this edition", code=shown)
    match code.specific:
        case "yes":
            return Text("{code}: all goods of this code hold mercury", code=shown)
        case "partly":
            return Text("{code}: mercury is among the goods; other goods are too", code=shown)
        case _:
            return Text("{code}: goods with and without mercury are mixed in this code", code=shown)


def _too_short(text: str, digits: str) -> Fault:
    inside = [pointed(code) for code in hs_codes() if code.startswith(digits)]
    return Fault(
        n_("a chapter or heading is too wide to tell anything of mercury"),
        column="code",
        value=text,
        accepted=n_("six digits or more"),
        advice=Text("codes in it that concern mercury: {codes}", codes=", ".join(inside))
        if inside
        else n_("no code in it concerns mercury"),
    )


def _no_product(product: str) -> Fault:
    return Fault(
        n_("there is no such product"),
        column="--product",
        value=product,
        accepted=", ".join(product_names()),
        advice=n_("take a key of Annex A or a kind of product"),
    )
