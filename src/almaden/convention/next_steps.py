"""What somebody can do next, who was told whether a product may be moved or made."""

from __future__ import annotations

from collections.abc import Iterator

from almaden.convention.product_finding import ProductFinding
from almaden.convention.reasons import missing_of
from almaden.wording import Text, n_


def next_steps(found: ProductFinding) -> tuple[Text | str, ...]:
    """What to do next, the most urgent first.

    Args:
        found: the answer, from :func:`almaden.convention.movement.check_product`.
    """
    return tuple(dict.fromkeys(_steps(found)))


def _steps(found: ProductFinding) -> Iterator[Text | str]:
    if found.missing:
        yield Text("Find out, and ask again: {missing}.", missing=missing_of(found.finding))
    for one in found.unsure:
        yield Text("Settle what is open: {where}.", where=one.look_at)
    for bar in found.national:
        text = n_("Apply {law}.") if bar.certain else n_("See whether it is one of the goods that {law} bars.")
        yield Text(text, law=f"{bar.law}, {bar.paragraph}" if bar.paragraph else bar.law)
    if found.answer == "barred":
        yield from _barred(found)
    elif found.answer == "unclear" and found.movement in ("import", "export"):
        yield n_("Until that is settled, ask the ministry in charge of the Convention before the goods go on.")
    elif found.may_go_on:
        yield n_("Nothing known here stands against it; see that the papers name the same goods.")


def _barred(found: ProductFinding) -> Iterator[Text | str]:
    if found.movement in ("import", "export"):
        yield n_("Hold the goods, and ask for a proof that an exemption or an exception covers them.")
        yield n_("Tell the ministry in charge of the Convention: who sends and gets them, what, how many.")
        yield n_("Goods that stay barred go back, or are treated as waste with mercury: they are not sold on.")
    else:
        yield n_("Change to an alternative without mercury, or ask the ministry whether an exemption is registered.")
