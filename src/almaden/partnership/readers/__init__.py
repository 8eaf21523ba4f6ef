"""Readers of the registry of the Partnership."""
