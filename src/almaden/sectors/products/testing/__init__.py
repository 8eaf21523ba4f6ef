"""The register of product tests: what was bought and measured, take-down requests, and what was listed again."""
