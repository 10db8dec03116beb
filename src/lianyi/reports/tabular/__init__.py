"""Reports that are one table: a row for each session, community, promoter, creator, product, channel or coupon."""
