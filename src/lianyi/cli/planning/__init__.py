"""One file per action of `lianyi plan`: `HELP`, `configure(parser)`, `run(args) -> int`."""
