"""Imports: what a file would change is shown before it is kept, and kept whole or not at all."""
