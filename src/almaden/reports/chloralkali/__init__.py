"""Reports on chlor-alkali plants with mercury cells: a register with its closures, and conversions."""
