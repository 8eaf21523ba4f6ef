"""How much of the gold or amalgam stands under each of the four worst practices of Annex C."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from almaden.sectors.gold.site_means import SeenSite, weighted_mean


def worst_practices(
    whole_ore: float, open_burning: float | None, seen: Sequence[SeenSite]
) -> Mapping[str, float | None]:
    """Shares under the practices of :data:`~almaden.sectors.gold.terms.WORST_PRACTICES`, None where nobody told.

    Args:
        whole_ore: share of the gold won by adding mercury to the whole ore.
        open_burning: share of the amalgam that is burnt without a retort; None where retorts are not told.
        seen: the sites; of those that tell, the share of gold at sites where amalgam is burnt where people live, and
            where tailings with mercury are leached with cyanide.
    """
    using = [site for site in seen if site.size is not None and not _mercury_free(site)]
    return {
        "whole_ore": whole_ore,
        "open_burning": open_burning,
        "residential_burning": _share([(site, site.record.residential_burning) for site in using]),
        "cyanide_after_mercury": _share([(site, site.record.cyanide_after_mercury) for site in using]),
    }


def _share(told: Sequence[tuple[SeenSite, bool | None]]) -> float | None:
    known = [(float(yes), site.size or 0.0) for site, yes in told if yes is not None]
    return weighted_mean([yes for yes, _ in known], [size for _, size in known]).value if known else None


def _mercury_free(site: SeenSite) -> bool:
    return site.shares is not None and site.shares["mercury_free"] >= 1.0
