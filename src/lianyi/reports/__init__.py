"""Documents made of blocks, one file per report, and the renderers that write them."""
