"""Coal-fired power and heat: units, their fuel and their controls."""
