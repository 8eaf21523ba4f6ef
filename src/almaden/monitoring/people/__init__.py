"""Mercury in people: consent, no identities, and no group of a few persons."""
