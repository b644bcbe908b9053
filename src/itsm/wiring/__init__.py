"""Explicit lists that join the rooms: routers, subscriptions, jobs, schedules, adapters. No import magic."""
