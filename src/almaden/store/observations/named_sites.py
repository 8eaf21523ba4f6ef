"""The sites that observations of a file name: are they there, and may the person bring in observations for them?"""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from almaden.errors import Fault
from almaden.store.models import Identifier, Site, User
from almaden.store.rights import countries_with, visible_sites
from almaden.wording import Text, n_

if TYPE_CHECKING:
    import duckdb


def unknown_sites(
    connection: duckdb.DuckDBPyConnection, actor: User | None, file: str, brought: frozenset[str], most: int
) -> list[Fault]:
    """Sites that are not in the file nor seen in the store, or of whose country the person may bring in nothing.

    Args:
        connection: where the table ``staged`` is.
        actor: who imports; None for the program.
        file: name of the file, for messages.
        brought: identifiers of sites that the file brings.
        most: so many faults are listed.
    """
    named = connection.execute("SELECT site, min(row_number) FROM staged GROUP BY site ORDER BY 2").fetchall()
    seen = Site.objects.all() if actor is None else visible_sites(actor)
    countries = None if actor is None else countries_with(actor, "import")
    known: dict[str, str] = {}
    for start in range(0, len(named), 500):
        values = {site.partition(":")[2] for site, _ in named[start : start + 500]}
        rows = Identifier.objects.filter(value__in=values)
        visible = rows.filter(site__in=seen).values_list("scheme", "value", "site__country")
        known |= {f"{scheme}:{value}": country for scheme, value, country in visible}
        brought -= {f"{scheme}:{value}" for scheme, value in rows.values_list("scheme", "value")}
    # A new site that the file brings is planned, and refused, like those of any other file.
    asked = ((site, row) for site, row in named if site not in brought)
    faults = (_site_fault(file, row, site, known, countries) for site, row in asked)
    return list(islice((fault for fault in faults if fault is not None), most))


def _site_fault(
    file: str, row: int, site: str, known: dict[str, str], countries: frozenset[str] | None
) -> Fault | None:
    if site not in known:
        return Fault(
            n_("there is no site with this identifier"),
            file=file,
            row=row,
            column="site",
            value=site,
            accepted=n_("the identifier of a site, with the system that gave it, such as gaw:MHD"),
            advice=n_("import the sites first, with the reader sites"),
        )
    if countries is not None and known[site] not in countries:
        problem = Text("you may not bring in records of {country}", country=known[site] or "-")
        return Fault(problem, file, row=row, column="site", value=site, advice=n_("ask an administrator for the role"))
    return None
