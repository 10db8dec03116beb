"""The loop: what was watched is explained, somebody acts with an expectation, and the outcome is held against it."""
