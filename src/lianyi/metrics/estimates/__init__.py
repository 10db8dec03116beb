"""Metrics that an analysis finds: one file per family, a metric is one declaration."""
