"""Figures about tickets, service levels and workload."""
