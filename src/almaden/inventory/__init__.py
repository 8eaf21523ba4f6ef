"""The national inventory: activity rate x input factor -> input -> outputs, with balance and uncertainty."""

from almaden.inventory.inventory import Inventory

__all__ = ["Inventory"]
