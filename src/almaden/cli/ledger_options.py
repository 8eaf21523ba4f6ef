"""What can be told of an entry on the command line; the names are those of the columns of the template."""

from __future__ import annotations

from typing import Annotated, Literal, TypeAlias

import typer

from almaden.cli.language import _

#: As the record of an entry has them; said again, since the help of a command loads no record.
KindOf: TypeAlias = Annotated[
    Literal[
        "opening", "transfer", "split", "merge", "loss", "treatment", "seizure", "export", "disposal", "correction",
        "count",
    ],
    typer.Argument(metavar="KIND", help=_("What happened; see the template for what each kind needs.")),
]  # fmt: skip
LotName: TypeAlias = Annotated[str, typer.Option("--lot", help=_("The lot that it is about."))]
Amount: TypeAlias = Annotated[
    float | None, typer.Option("--amount", help=_("Amount of mercury; left out it is the whole lot."))
]
Unit: TypeAlias = Annotated[str, typer.Option("--unit", help=_("kg, g, t, lb, flask or l."))]
ToLot: TypeAlias = Annotated[
    str, typer.Option("--to-lot", metavar="LOT", help=_("The new lot; for a merge the one that it goes into."))
]
Owner: TypeAlias = Annotated[str, typer.Option("--owner", help=_("Who owns it afterwards."))]
Place: TypeAlias = Annotated[str, typer.Option("--place", help=_("Where it is afterwards."))]
OriginOf: TypeAlias = Annotated[
    Literal["mined", "by-product", "recovered", "recycled", "imported", "seized", "opening stock", "found at count"]
    | None,
    typer.Option("--origin", help=_("Opening: where it comes from.")),
]
FormOf: TypeAlias = Annotated[
    Literal["metal", "sulphide", "sulphur polymer", "solidified", "compound", "waste"] | None,
    typer.Option("--form", help=_("Opening, treatment: what it is afterwards.")),
]
ProductKg: TypeAlias = Annotated[
    float | None, typer.Option("--product-kg", help=_("Opening, treatment: mass of the product."))
]
Country: TypeAlias = Annotated[
    str, typer.Option("--country", metavar="ISO3", help=_("Import, export: the other country."))
]
Consent: TypeAlias = Annotated[str, typer.Option("--consent", help=_("Number of the consent under Article 3."))]
Authority: TypeAlias = Annotated[str, typer.Option("--authority", help=_("Seizure: office that seized it."))]
Case: TypeAlias = Annotated[str, typer.Option("--case", help=_("Seizure: number of the case."))]
Holder: TypeAlias = Annotated[str, typer.Option("--holder", help=_("Seized mercury: who keeps it afterwards."))]
ReceivedFrom: TypeAlias = Annotated[str, typer.Option("--received-from", help=_("Seized mercury: who handed it over."))]
Reason: TypeAlias = Annotated[str, typer.Option("--reason", help=_("Loss, correction: why."))]
Reverses: TypeAlias = Annotated[
    str, typer.Option("--reverses", metavar="ENTRY", help=_("Correction: the entry that it takes back."))
]
WeighingError: TypeAlias = Annotated[
    float | None,
    typer.Option("--weighing-error", help=_("Count: error of the weighing at 95 %, in the unit of the amount.")),
]
Evidence: TypeAlias = Annotated[str, typer.Option("--evidence", help=_("Document that shows it."))]
Reference: TypeAlias = Annotated[
    str, typer.Option("--reference", help=_("Number of the shipment, contract or permit."))
]
Note: TypeAlias = Annotated[str, typer.Option("--note", help=_("Anything a reader should know."))]
Day: TypeAlias = Annotated[
    str, typer.Option("--day", metavar="DAY", help=_("Day on which it happened; otherwise today."))
]
EntryId: TypeAlias = Annotated[
    str, typer.Option("--id", metavar="ENTRY", help=_("Identifier of the entry; otherwise E and its number."))
]
