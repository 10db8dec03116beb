"""How rewards are paid: a document read in many spellings, and what may not be paid."""
