"""Pages of the Partnership."""
