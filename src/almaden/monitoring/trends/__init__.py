"""Trends that can be trusted: rank tests whose false alarms are measured, slopes with intervals, honest verdicts."""

from __future__ import annotations

from almaden.monitoring.trends.result import Trend, Verdict
from almaden.monitoring.trends.single import METHODS, Method, trend

__all__ = ["METHODS", "Method", "Trend", "Verdict", "trend"]
