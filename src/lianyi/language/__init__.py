"""What a Chinese text says: feeling, topics, and who must not be named in it."""
