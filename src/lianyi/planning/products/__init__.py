"""Products of the plan: their score, their prices, and what the worst order of each leaves."""
