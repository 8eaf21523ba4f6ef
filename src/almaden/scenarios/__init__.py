"""What can be done about mercury, what it costs and what it changes: measures, least cost, frontiers."""
