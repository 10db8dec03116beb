"""The plan as a Word document: our own form, read back, and documents of strangers."""
