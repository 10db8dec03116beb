"""Personas: who they are in numbers, how old the claims about them are, and whether they drift."""
