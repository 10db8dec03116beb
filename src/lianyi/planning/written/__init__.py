"""What a written goal says, and whether it can be held to: specific, measurable, attainable, relevant, timed."""
