"""Oil and gas: extraction so far."""
