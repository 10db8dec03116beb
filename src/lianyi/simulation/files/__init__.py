"""The files: what the log looks like in each platform's export."""
