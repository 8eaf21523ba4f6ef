"""Trends that can be trusted: rank tests whose false alarms are measured, slopes with intervals, honest verdicts."""
