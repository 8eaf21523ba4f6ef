"""The air within some kilometres of a source: plumes, puffs, rooms."""
