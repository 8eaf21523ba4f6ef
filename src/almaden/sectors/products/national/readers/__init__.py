"""Readers of what reporters tell for a national balance of mercury."""
