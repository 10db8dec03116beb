"""Documents that others wrote: what of a plan is in them, with the sentence it comes from, and what is missing."""
