"""Finds a product of Annex A by its key, by a kind of product, or by words."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Final

from almaden.convention.rules import Product, kinds, products
from almaden.convention.tables import read_table
from almaden.errors import Fault, InputError
from almaden.sectors.products.kinds import product_kinds
from almaden.wording import did_you_mean, n_

_SAYS_MERCURY: Final = re.compile(r" (?:(?:with|containing) (?:added )?mercury|mercury (?:added|containing)|mercury) ")


@dataclass(frozen=True)
class Named:
    """What a name stands for.

    Attributes:
        product: the product, group or kind.
        leaves: the products of Annex A without further kinds that it covers.
        asked: the words that were asked with.
        by: ``key`` of Annex A, ``kind`` of products, or ``words``.
    """

    product: Product
    leaves: tuple[str, ...]
    asked: str
    by: str


def find_product(words: str) -> Named:
    """The product that some words name.

    Args:
        words: key of Annex A (``cfl_integrated``), kind of products (``gauge``), or English words.

    Raises:
        InputError: nothing has this name, or it is a process; what comes near to it is told.
    """
    plain = _plain(words)
    key = plain.replace(" ", "_")
    if key in products():
        found = products()[key]
        if found.kind == "process":
            raise InputError(
                Fault(
                    n_("this is a process, not a product"),
                    column="--product",
                    value=words,
                    accepted=n_("a product of Annex A"),
                    advice=n_("ask almaden convention check about processes"),
                )
            )
        return Named(found, kinds(key), words, "key")
    if key in product_kinds():
        kind = product_kinds()[key]
        return Named(Product(kind.key, "", "product", kind.name), kind.annex_products, words, "kind")
    by_words = _words()
    match = next((by_words[one] for one in _as_written(plain) if one in by_words), None)
    if match is not None:
        return Named(products()[match], kinds(match), words, "words")
    near = near_names(words)
    raise InputError(
        Fault(
            n_("no product of Annex A has this name"),
            column="--product",
            value=words,
            accepted=n_("a key of almaden convention products, a kind of product, or common English words"),
            advice=did_you_mean(near) if near else n_("see almaden convention products for the list"),
        )
    )


def near_names(words: str) -> tuple[str, ...]:
    """Up to five keys of products whose names come near to some words or hold one of them."""
    plain = _plain(words)
    parts = {part.removesuffix("s") for part in plain.split() if len(part) > 2}
    names = {**{_plain(key): key for key in products()}, **_words()}
    close = [names[one] for one in difflib.get_close_matches(plain, names, n=5, cutoff=0.6)]
    inside = [key for name, key in names.items() if parts & {part.removesuffix("s") for part in name.split()}]
    return tuple(key for key in dict.fromkeys([*close, *inside]) if products()[key].kind == "product")[:5]


def _as_written(plain: str) -> Iterator[str]:
    """The words, then in the singular, then without what says no more than that it is about mercury."""
    bare = " ".join(_SAYS_MERCURY.sub(" ", f" {plain} ").split())
    for words in (plain, bare):
        yield words
        for plural, singular in (("ies", "y"), ("es", ""), ("s", "")):
            if words.endswith(plural):
                yield words.removesuffix(plural) + singular


def _plain(text: str) -> str:
    return " ".join(text.casefold().replace("_", " ").replace("-", " ").split())


@cache
def _words() -> dict[str, str]:
    own = {_plain(row["words"]): row["product"] for row in read_table("product_words")}
    named = {_plain(one.name): key for key, one in products().items() if one.kind == "product"}
    keys = {_plain(key): key for key, one in products().items() if one.kind == "product"}
    return keys | named | own
