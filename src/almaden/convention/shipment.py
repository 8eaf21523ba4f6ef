"""Whether a shipment may cross the border: one answer from its customs code, Article 3, Annex A and national law.

Mercury and what counts as it need a consent (Article 3); products fall under Annex A; a code that mixes goods with
and without mercury decides nothing: the answer then says what to look for.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from almaden.convention.law import Law, PartyLaw, union_members
from almaden.convention.movement import check_product
from almaden.convention.national import NationalBar, national_bars
from almaden.convention.next_steps import next_steps
from almaden.convention.obligations import obligations
from almaden.convention.product_finding import ANSWER_NAMES, ProductFinding
from almaden.convention.rules import kinds
from almaden.convention.shipment_consent import answer_of, matched
from almaden.convention.shipment_finding import About, Answer, Shipment, ShipmentFinding
from almaden.convention.shipment_words import consent_steps, looked_up, mercury_notes, questions
from almaden.errors import Fault, InputError
from almaden.reference.countries import is_country
from almaden.reference.meta import meta
from almaden.supply.trade.codes import CodeAnswer
from almaden.supply.trade.consent_records import Material
from almaden.supply.trade.consent_result import ShipmentAnswer
from almaden.supply.trade.hs_codes import Group
from almaden.wording import Text, n_

if TYPE_CHECKING:
    from almaden.supply.trade.readers.consents import ConsentData

#: What a group of codes is for Article 3, and what national laws call it; the others are products and waste.
_SUBSTANCES: Final[dict[Group, tuple[Material, str]]] = {
    "mercury": ("mercury", "mercury"),
    "amalgam": ("mixture", "mercury"),
    "compound": ("compound", "mercury compounds"),
    "ore": ("compound", "mercury compounds"),
}


def check_shipment(shipment: Shipment, law: Law, ledger: ConsentData | None = None) -> ShipmentFinding:
    """Whether a shipment may go on.

    Args:
        shipment: the goods.
        law: what is known of Parties and their laws, from :func:`almaden.convention.law.known_law`.
        ledger: consents, and shipments that drew on them; None where none was looked at.

    Raises:
        InputError: countries, code, quantity or product that cannot be.
    """
    _check_countries(shipment)
    code, notes = looked_up(shipment)
    holds = _holds_mercury(shipment, code)
    group = code.code.group if code.code is not None else None
    if holds is False:
        made = _without_mercury(shipment, code)
    elif shipment.product or group == "product":
        made = _products(shipment, code, law, holds)
    elif group in _SUBSTANCES:
        made = _substance(shipment, code, law, ledger, holds)
    else:
        made = _other(shipment, code, holds)
    text_unsure = code.code is not None and code.code.status == "unverified"
    return replace(made, notes=(*notes, *made.notes), sure=made.sure and not text_unsure)


def _check_countries(shipment: Shipment) -> None:
    faults = [
        Fault(
            n_("no country has this code"), column=name, value=code,
            accepted=n_("ISO 3166 code of three letters"), advice=n_("correct the code"),
        )
        for name, code in (("exporter", shipment.exporter), ("importer", shipment.importer))
        if not is_country(code)
    ]  # fmt: skip
    if not faults and shipment.exporter == shipment.importer:
        advice = n_("mercury that comes back into its own country is no import of another")
        problem = n_("exporter and importer are the same country")
        faults = [Fault(problem, column="importer", value=shipment.importer, advice=advice)]
    if faults:
        raise InputError(faults)


def _holds_mercury(shipment: Shipment, code: CodeAnswer) -> bool | None:
    """Whether the goods hold mercury by what is stated, by the code, or by the longer code of the country."""
    specific = code.code.specific if code.code is not None else "no"
    if specific == "yes" and shipment.holds_mercury is False:
        problem = n_("all goods of this code hold mercury")
        advice = n_("correct the code, or say that they hold mercury")
        raise InputError(Fault(problem, column="holds_mercury", value="no", advice=advice))
    if shipment.holds_mercury is not None:
        return shipment.holds_mercury
    told = (shipment.mercury_mg, shipment.mercury_ppm)
    if specific == "yes" or any(told):
        return True
    own = (
        shipment.own_country,
        *(union for union, all_of in union_members().items() if shipment.own_country in all_of),
    )
    lines = {one.holds for one in code.national if one.country in own and code.digits.startswith(one.code)}
    return {"mercury": True, "mercury_free": False}.get(lines.pop()) if len(lines) == 1 else None


def _without_mercury(shipment: Shipment, code: CodeAnswer) -> ShipmentFinding:
    reason = n_("Goods without mercury: neither Article 3 nor Annex A is about them.")
    steps = (n_("See that the papers, or a test, show that they hold no mercury."),)
    return _made(shipment, code, "allowed", "other", reason, steps=steps)


def _substance(
    shipment: Shipment, code: CodeAnswer, law: Law, ledger: ConsentData | None, holds: bool | None
) -> ShipmentFinding:
    """Mercury, its mixtures and compounds."""
    assert code.code is not None
    material, called = _SUBSTANCES[code.code.group]
    stated = {} if shipment.mercury_ppm is None else {"mercury_ppm": shipment.mercury_ppm}
    measures = law.measures_of(shipment.own_country)
    national = tuple(national_bars((called,), shipment.movement, shipment.day, stated, measures))
    about: About = "compound" if material == "compound" else "mercury"
    ask = tuple(questions(code, holds))
    if holds is None:
        reason = n_("The code does not tell whether the goods hold mercury.")
        return _made(shipment, code, "unclear", about, reason, national=national, asked=ask, steps=ask)
    found = matched(shipment, material, law, ledger)
    bar = next((one for one in national if one.certain), None)
    answer = answer_of(found)
    reason = found.reasons[0].text
    if answer == "allowed" and found.consent:
        reason = Text("the consent {consent} covers it", consent=found.consent)
    if bar is not None:
        answer, reason = "barred", bar.sentence
    elif national and answer == "allowed":
        answer, reason = "unclear", national[0].sentence
    return _made(
        shipment, code, answer, about, reason, consent=found, national=national, asked=ask,
        steps=tuple(consent_steps(found, answer, ledger is not None, bar)), notes=tuple(mercury_notes(shipment, law)),
        sure=found.sure and all(one.status == "verified" for one in national), sha256=ledger.sha256 if ledger else "",
        notice=ledger.notice if ledger else "",
    )  # fmt: skip


def _products(shipment: Shipment, code: CodeAnswer, law: Law, holds: bool | None) -> ShipmentFinding:
    """Products of Annex A: the one that was named, or each that may be declared under the code."""
    names = [shipment.product] if shipment.product else _named_by(code)
    own = law.party(shipment.own_country)
    other_country = shipment.exporter if shipment.movement == "import" else shipment.importer
    found = tuple(_checked(shipment, name, own, law) for name in names)
    turned = replace(shipment, movement="export" if shipment.movement == "import" else "import", exemption_until=None)
    other = tuple(_checked(turned, name, law.party(other_country), law) for name in names)
    certain = bool(holds or shipment.product)
    answer = _together(found, certain=certain)
    differing = tuple(there for here, there in zip(found, other, strict=True) if here.may_go_on and not there.may_go_on)
    ask = tuple(questions(code, True if shipment.product else holds, tuple(names)))
    steps = next_steps(found[0]) if len(found) == 1 and certain else ()
    notes = []
    covered = {key for one in code.products for key in kinds(one.key)}
    if shipment.product and not covered.intersection(found[0].finding.kinds):
        notes.append(Text("{product} is not among the products that may be declared under this code: see whether the "
                          "code is right.", product=Text(found[0].finding.product.name)))  # fmt: skip
    for one in differing:
        notes.append(Text("From the side of {country} ({movement}) it is {answer}.", country=one.country,
                          movement=Text(one.movement), answer=Text(ANSWER_NAMES[one.answer])))  # fmt: skip
    return _made(
        shipment, code, answer, "product", _reason(found, answer, certain=certain), products=found,
        other_side=differing, asked=ask,
        steps=(*ask, *steps) or (n_("Nothing known here stands against it; see that the papers name the same goods."),),
        notes=tuple(notes), sure=all(one.status == "verified" for one in found),
    )  # fmt: skip


def _named_by(code: CodeAnswer) -> list[str]:
    """The products under a code; a group stands for the kinds that are named besides it."""
    keys = [one.key for one in code.products]
    return [key for key in keys if not any(other != key and other in kinds(key) for other in keys)] or keys


def _checked(shipment: Shipment, name: str, party: PartyLaw, law: Law) -> ProductFinding:
    return check_product(
        name, shipment.day, shipment.movement, mercury_mg=shipment.mercury_mg, mercury_ppm=shipment.mercury_ppm,
        watts=shipment.watts, length_mm=shipment.length_mm, party=party, exemption_until=shipment.exemption_until,
        purpose="exception" if shipment.excepted else None, measures=law.measures_of(party.country),
    )  # fmt: skip


def _together(found: Sequence[ProductFinding], *, certain: bool) -> Answer:
    """One answer for all products that it may be; goods that may hold no mercury are never barred for sure."""
    if all(one.may_go_on for one in found):
        return "allowed"
    if not certain:
        return "unclear"
    barred = [one.answer == "barred" or any(bar.certain for bar in one.national) for one in found]
    return "barred" if all(barred) else "unclear"


def _reason(found: Sequence[ProductFinding], answer: Answer, *, certain: bool) -> Text | str:
    if answer == "unclear" and not certain:
        return n_(
            "The code does not tell whether the goods hold mercury. Where they do, each product stands as follows."
        )
    if len(found) == 1:
        bar = next((one for one in found[0].national if one.certain), None)
        return bar.sentence if bar is not None and found[0].answer != "barred" else found[0].reason
    if answer == "allowed":
        return n_("None of the products that may be declared under this code is barred on this day.")
    if answer == "barred":
        return n_("Every product that may be declared under this code is barred on this day.")
    return n_("It depends on what the goods are: some products of this code are barred, or may be.")


def _other(shipment: Shipment, code: CodeAnswer, holds: bool | None) -> ShipmentFinding:
    """Waste, and codes that do not concern mercury."""
    ask = tuple(questions(code, holds))
    if code.code is not None:
        duty = next(one for one in obligations() if (one.article, one.paragraph) == ("11", "3"))
        reason = n_("Waste with mercury crosses borders for its sound disposal only, with the papers of the Basel "
                    "Convention, which this program does not check.")  # fmt: skip
        steps = (*ask, n_("Ask the authority for the Basel Convention whether it has consented to the movement."))
        note = Text("Rests on: {source}.", source=Text(duty.source))
        return _made(shipment, code, "unclear", "waste", reason, asked=ask, steps=steps, notes=(note,),
                     sure=duty.status == "verified")  # fmt: skip
    if holds:
        reason = n_("The goods hold mercury, and their code is none that concerns it: the code may be wrong.")
        steps = (n_("Name the product, or the code of mercury or of its compounds, and ask again."),)
        return _made(shipment, code, "unclear", "other", reason, steps=steps)
    steps = (n_("Goods with mercury may stand under a wrong code: where they hold mercury, name the product."),)
    return _made(shipment, code, "allowed", "other", code.text, steps=steps)


def _made(
    shipment: Shipment,
    code: CodeAnswer,
    answer: Answer,
    about: About,
    reason: Text | str,
    *,
    consent: ShipmentAnswer | None = None,
    products: tuple[ProductFinding, ...] = (),
    other_side: tuple[ProductFinding, ...] = (),
    national: tuple[NationalBar, ...] = (),
    asked: tuple[Text | str, ...] = (),
    steps: tuple[Text | str, ...] = (),
    notes: tuple[Text | str, ...] = (),
    sure: bool = True,
    sha256: str = "",
    notice: str = "",
) -> ShipmentFinding:
    return ShipmentFinding(
        shipment, answer, about, reason, code, consent, products, other_side, national, asked,
        tuple(dict.fromkeys(steps)), notes, sure, meta(0, 0, sha256, notice=notice),
    )  # fmt: skip
