"""One file per section of the plan: its check, registered."""
