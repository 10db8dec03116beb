"""The command line: `lianyi`."""
