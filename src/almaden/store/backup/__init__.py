"""Backup and restore of a whole installation, whatever database it uses, and the check of its health."""
