"""The attributes of persons that come with Lianyi: one file per source of facts."""
