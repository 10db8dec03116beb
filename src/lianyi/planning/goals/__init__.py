"""Goals held against the numbers: where each stands, where it lands, and whether its parts make the whole."""
