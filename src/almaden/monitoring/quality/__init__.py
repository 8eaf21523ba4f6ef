"""Quality of observations: flags of networks and rules."""
