"""Who is named in a message: they follow the ticket from then on, and are told."""
