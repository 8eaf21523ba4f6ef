"""Questionnaires: what is asked, what is answered, and what comes out."""
