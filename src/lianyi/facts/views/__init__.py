"""The documented views: what metrics, reports and `lianyi sql` read, made from the folded facts."""
