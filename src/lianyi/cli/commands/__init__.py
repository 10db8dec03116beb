"""One file per command: `NAME`, `HELP`, `configure(parser)` and `run(args) -> int`."""
