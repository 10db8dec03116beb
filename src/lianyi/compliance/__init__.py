"""What a text, a reward scheme, a price or a prize may not do, with the rule that it would break.

Rules are declared data: `families/` for words, `scheme/` for how rewards are paid. The guard refuses what is
plainly forbidden; of the rest it says only that nothing was found.
"""
