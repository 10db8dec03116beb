"""Risks: what is watched day by day, when it fires, and one alert for each cause."""
