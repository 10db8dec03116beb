"""The blocks of the reports: each a pure function from what was gathered to a `Block`, or None."""
