"""Engines: where queries run."""
