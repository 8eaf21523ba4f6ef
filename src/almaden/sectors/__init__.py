"""One folder for each sector: what a plant or a mine does, and what leaves it."""
