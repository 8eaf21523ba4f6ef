"""The registry of the Partnership in the store: written with review, read as it stands or as it stood."""
