"""The content calendar: clashes, late items, gaps, festivals and their dispatch cut-off, topics that expire, briefs."""
