"""Units at the border, numbers as people write them, distributions, sampling; nothing about mercury."""
