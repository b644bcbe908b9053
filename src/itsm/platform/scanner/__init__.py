"""Who looks into files for viruses: a port, and ClamAV's daemon behind it."""
