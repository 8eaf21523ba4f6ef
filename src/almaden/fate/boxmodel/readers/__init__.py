"""Readers of files that users bring."""
