"""Processes of the program are killed at random moments; nothing confirmed may be lost, nothing be half done."""
