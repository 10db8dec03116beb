"""Channels: the tree from public traffic to the private domain, and what one hands over to the next."""
