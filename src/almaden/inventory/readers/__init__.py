"""Readers of inventories: a folder, a workbook, a national spreadsheet, the official Toolkit workbook."""

from almaden.inventory.readers.inventory import read_inventory

__all__ = ["read_inventory"]
