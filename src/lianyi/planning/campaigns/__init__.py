"""Campaigns: which there were and are, what belongs to them, whether they are planned whole, what past ones brought."""
