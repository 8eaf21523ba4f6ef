"""The data of the first minute, and its loader."""
