"""Who is at work: shifts, leave, skills, who is on call."""
