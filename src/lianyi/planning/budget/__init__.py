"""The budget against what was agreed and spent: one table that sums, pace, a proposed move, and what is still owed."""
