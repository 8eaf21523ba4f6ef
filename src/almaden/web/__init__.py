"""Pages and API over the store; no calculation."""
