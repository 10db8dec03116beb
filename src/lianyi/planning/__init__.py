"""The operating plan as typed documents, and the pure rules that hold it against the numbers."""
