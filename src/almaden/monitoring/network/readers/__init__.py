"""Reading what people tell of a network."""
