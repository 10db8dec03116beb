"""Importers: from any export file to typed facts."""
