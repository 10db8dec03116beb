"""The team: who is responsible, accountable, consulted and informed, and what has nobody or two."""
