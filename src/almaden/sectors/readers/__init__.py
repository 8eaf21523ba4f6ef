"""Reading that the sectors have in common."""
