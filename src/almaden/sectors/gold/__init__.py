"""Small-scale gold mining: how much gold, how much mercury for it, how it ends, and what changes that."""
