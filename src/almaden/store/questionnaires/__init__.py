"""Questionnaires of the Partnership as they are kept: made, opened, answered by a link, read by who asked."""
