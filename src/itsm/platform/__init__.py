"""What every room stands on: ports, their adapters, and the unit of work. Knows no domain."""
