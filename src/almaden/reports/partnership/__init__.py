"""Writers of what the registry of the Partnership holds."""
