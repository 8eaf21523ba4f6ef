"""Quality control: rules as data, what they mark, and what operators decide on it."""
