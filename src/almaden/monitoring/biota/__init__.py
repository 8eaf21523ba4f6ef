"""Mercury in animals and plants."""
