"""Readers of the register of product tests."""
