"""What if: another budget or another driver, and what the goals would then come to, by arithmetic."""
