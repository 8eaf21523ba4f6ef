"""National balance of mercury: what reporters import, make, use, export and store, in products and as such."""
