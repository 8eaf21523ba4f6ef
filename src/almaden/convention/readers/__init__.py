"""Readers of what is told of the law of countries."""
